import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import { readStartUrl } from '../../../shared/start-url/index.ts';
import type { Provider } from '../provider.ts';
import { isSamePortal } from '../tokens/token-origin.ts';

/**
 * The portal of a session as it is now: a start URL of the user's own domain is asked anew at each sign-in, because it may
 * lead elsewhere today (protocol/aws.md §1.5). Errors: `sign-in.wrong-region` where the portal is in another region than the
 * session, those of `Provider.resolvePortal`.
 */
export async function currentPortal(
  provider: Pick<Provider, 'isOwnDomain' | 'resolvePortal'>,
  session: AwsSessionRecord,
  signal: AbortSignal,
): Promise<Result<string | null>> {
  if (!provider.isOwnDomain(session)) {
    return ok(null);
  }
  const found = await provider.resolvePortal(session, signal);
  if (!found.ok) {
    return found;
  }
  const { portalUrl, region } = found.value;
  return region !== null && region !== session.region ? err(inRegion(session, region)) : ok(portalUrl);
}

/**
 * Names the region of a portal that refused the session's, where something tells it: its address, or another session of
 * the same portal that is in another region.
 */
export function namedRegion(
  error: AppError,
  session: AwsSessionRecord,
  sessions: readonly AwsSessionRecord[],
): AppError {
  if (error.code !== 'sign-in.wrong-region' || error.params !== undefined) {
    return error;
  }
  const told = readStartUrl(session.portalUrl ?? session.startUrl).region;
  const twin = sessions.find(
    (other) => other.region !== session.region && isSamePortal(other.startUrl, session.startUrl),
  );
  const region = told !== null && told !== session.region ? told : twin?.region;
  return region === undefined ? error : inRegion(session, region);
}

function inRegion({ name, region }: AwsSessionRecord, detected: string): AppError {
  return appError('sign-in.wrong-region', { session: name, region, detected, suggestion: detected });
}
