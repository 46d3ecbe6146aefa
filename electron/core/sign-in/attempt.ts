import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { Instant } from '../../../shared/model/instant.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { SignInFlow, SignInStep } from '../../../shared/model/session.ts';
import type { SignInProgress } from '../intents.ts';
import type { ExternalUrl } from '../ports.ts';
import type { ClientRegistration, IssuedTokens } from '../provider.ts';

/** One running sign-in. A newer one for the same session takes its place and ends it. */
export interface Attempt {
  readonly controller: AbortController;
  readonly flow: SignInFlow;
  readonly deadline: Instant;
  readonly openBrowser: boolean;
  readonly onProgress: (progress: SignInProgress) => void;
  /** The page to go to, once it is known. */
  link: ExternalUrl | null;
  /** The code to compare there, in the device flow. */
  userCode: string | null;
  /** Why no browser was opened, where that was meant. */
  browserProblem: AppError | null;
  /** Takes the callback address from a browser elsewhere, while there is one to wait for. */
  paste: ((text: string) => Result<void>) | null;
  /** Tells the state where the attempt stands. */
  readonly show: (step: SignInStep) => void;
}

/** What a flow ends in. */
export interface Approved {
  readonly registration: ClientRegistration;
  readonly tokens: IssuedTokens;
}

/** Whether it was cancelled or replaced; to be asked anew after every wait. */
export function isAborted(attempt: Attempt): boolean {
  return attempt.controller.signal.aborted;
}

/** Why an aborted attempt ended. */
export function endedBy(attempt: Attempt): AppError {
  return attempt.controller.signal.reason === 'replaced'
    ? appError('sign-in.replaced')
    : appError('sign-in.cancelled');
}
