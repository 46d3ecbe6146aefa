import { appError } from '../../../shared/model/app-error.ts';
import { DAY, MINUTE, type Millis } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { EndpointOverrides, EndpointVariant, SessionKind } from '../../../shared/model/session.ts';
import {
  defaultScopes,
  parseScopes,
  parseStartUrl,
  readAccessKeysText,
  readStartUrl,
  regionConflict,
  validateRegion,
} from '../../../shared/start-url/index.ts';
import type { CallerEnvironment } from '../intents.ts';
import type { Provider } from '../provider.ts';
import { isLoopbackOnly } from './endpoint-overrides.ts';

/** What IAM Identity Center lets an administrator choose for a sign-in (protocol/aws.md §3). */
const shortestSession: Millis = 15 * MINUTE;
const longestSession: Millis = 90 * DAY;

/** Start URL and region as they were typed or pasted. */
export interface TypedAddress {
  readonly kind: SessionKind;
  /** Start URL, issuer URL or the whole text of the portal's access-keys dialog. */
  readonly startUrl: string;
  /** Null or blank: the one that the start URL tells, or that the portal behind it does. */
  readonly region: string | null;
  readonly endpoints: EndpointOverrides | null;
}

export interface Address {
  readonly startUrl: string;
  readonly region: string;
}

/**
 * Makes start URL and region of what was typed. Only an own domain without a region is asked for over the network. Errors:
 * `input.start-url-invalid`, `input.start-url-not-https`, `input.start-url-builder-id`, `input.region-missing`,
 * `input.region-invalid`, `input.region-mismatch`, `input.partition-mismatch`, those of `Provider.resolvePortal`.
 */
export async function readAddress(
  provider: Pick<Provider, 'isOwnDomain' | 'resolvePortal'>,
  { kind, endpoints, ...typed }: TypedAddress,
  signal: AbortSignal,
): Promise<Result<Address>> {
  const pasted = readAccessKeysText(typed.startUrl);
  // A stand-in on this machine speaks plain http, its start URL too.
  const start = parseStartUrl(pasted?.startUrl ?? typed.startUrl, {
    allowLoopbackHttp: isLoopbackOnly(endpoints),
    keepForm: kind === 'legacy',
  });
  if (!start.ok) {
    return start;
  }
  const { startUrl } = start.value;
  const facts = readStartUrl(startUrl);
  if (facts.form === 'builder-id') {
    return err(appError('input.start-url-builder-id'));
  }
  const typedRegion = typed.region?.trim() ?? '';
  const given = typedRegion === '' ? (pasted?.region ?? '') : typedRegion;
  if (given !== '') {
    const region = validateRegion(given);
    if (!region.ok) {
      return region;
    }
    const conflict = regionConflict(facts, region.value);
    return conflict === null ? ok({ startUrl, region: region.value }) : err(conflict);
  }
  if (facts.region !== null) {
    return ok({ startUrl, region: facts.region });
  }
  if (!provider.isOwnDomain({ startUrl, endpoints })) {
    return err(appError('input.region-missing'));
  }
  const portal = await provider.resolvePortal({ startUrl, endpoints }, signal);
  if (!portal.ok) {
    return portal;
  }
  return portal.value.region === null
    ? err(appError('input.region-missing'))
    : ok({ startUrl, region: portal.value.region });
}

/** Scopes as typed. A legacy session without any is what the AWS CLI makes of one (protocol/aws.md §2.2). */
export function readScopes(kind: SessionKind, text: string | null): Result<readonly string[]> {
  return parseScopes(text, kind === 'legacy' ? [] : defaultScopes);
}

/** `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT` of a caller, as the SDKs read them. */
export function variantOf(environment: CallerEnvironment): EndpointVariant {
  const isOn = (name: string) => environment[name]?.trim().toLowerCase() === 'true';
  return { fips: isOn('AWS_USE_FIPS_ENDPOINT'), dualStack: isOn('AWS_USE_DUALSTACK_ENDPOINT') };
}

/** Endpoints of one's own have no variants, for the SDKs either (protocol/aws.md §2.1). Errors: `input.endpoint-variant-conflict`. */
export function checkVariant(endpoints: EndpointOverrides | null, variant: EndpointVariant): Result<void> {
  return endpoints !== null && (variant.fips || variant.dualStack)
    ? err(appError('input.endpoint-variant-conflict'))
    : ok(undefined);
}

/** Errors: `input.duration-invalid`. */
export function checkDuration(duration: Millis | null): Result<void> {
  const valid =
    duration === null ||
    (Number.isSafeInteger(duration) && duration >= shortestSession && duration <= longestSession);
  return valid ? ok(undefined) : err(appError('input.duration-invalid'));
}
