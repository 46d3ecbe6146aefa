import type { Result } from '../../../shared/model/result.ts';
import { err, ok } from '../../../shared/model/result.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import type {
  Browser,
  Clock,
  Crypto,
  ExternalUrl,
  Log,
  LoopbackListener,
  LoopbackPageText,
  Random,
  Scheduler,
} from '../ports.ts';
import type { Provider } from '../provider.ts';
import { endedBy, isAborted, type Approved, type Attempt } from './attempt.ts';
import { createPkce } from './pkce.ts';
import { retried } from './retried.ts';
import type { Registrations } from './registrations.ts';

/** What the flows of AWS work with. */
export interface FlowPorts {
  readonly registrations: Registrations;
  readonly provider: Provider;
  readonly listener: LoopbackListener;
  readonly browser: Browser;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly crypto: Crypto;
  readonly log: Log;
  readonly page: LoopbackPageText;
  /** The allow-list, with what this session adds to it. */
  readonly allowUrl: (session: AwsSessionRecord, url: string) => Result<ExternalUrl>;
}

/** Authorization code with PKCE on a loopback redirect (RFC 8252, RFC 7636; protocol/aws.md §2.4). */
export async function runPkceFlow(
  ports: FlowPorts,
  session: AwsSessionRecord,
  attempt: Attempt,
): Promise<Result<Approved>> {
  const { signal } = attempt.controller;
  const { provider } = ports;
  const registration = await retried(ports, signal, () =>
    ports.registrations.obtain(session, 'pkce', signal),
  );
  if (isAborted(attempt)) {
    return err(endedBy(attempt));
  }
  if (!registration.ok) {
    return registration;
  }

  // The port is bound before the link exists: a warm portal session redirects at once (protocol/aws.md §2.4).
  const pkce = createPkce(ports.random, ports.crypto);
  const opened = await ports.listener.open({
    path: provider.callbackPath,
    ports: 'random',
    state: pkce.state,
    timeoutMs: Math.max(0, attempt.deadline - ports.clock.now()),
    page: ports.page,
  });
  if (!opened.ok) {
    return opened;
  }
  const loopback = opened.value;
  const close = () => void loopback.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    if (isAborted(attempt)) {
      return err(endedBy(attempt));
    }
    const link = ports.allowUrl(
      session,
      provider.authorizeUrl(session, registration.value, {
        redirectUri: loopback.redirectUri,
        state: pkce.state,
        codeChallenge: pkce.challenge,
      }),
    );
    if (!link.ok) {
      return link;
    }
    attempt.link = link.value;
    attempt.onProgress({ event: 'url', url: link.value });
    attempt.show('approval');
    if (attempt.openBrowser) {
      const browser = await ports.browser.open(link.value, session.browser);
      if (!browser.ok) {
        // The link is on the screen: the user can still take it to a browser.
        ports.log.warn('browser.not-opened', { code: browser.error.code });
        attempt.browserProblem = browser.error;
        attempt.onProgress({ event: 'browser-unavailable', error: browser.error });
        attempt.show('approval');
      }
    }
    const callback = await loopback.result;
    if (isAborted(attempt)) {
      return err(endedBy(attempt));
    }
    if (!callback.ok) {
      return callback;
    }
    attempt.onProgress({ event: 'approved' });
    const exchange = {
      code: callback.value.code,
      codeVerifier: pkce.verifier,
      redirectUri: loopback.redirectUri,
    };
    const tokens = await retried(ports, signal, () =>
      provider.exchangeCode(session, registration.value, exchange, signal),
    );
    return tokens.ok ? ok({ registration: registration.value, tokens: tokens.value }) : tokens;
  } finally {
    signal.removeEventListener('abort', close);
    // After a callback this waits for the answer page; nobody else has to.
    void loopback.close();
  }
}
