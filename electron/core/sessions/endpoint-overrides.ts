import { awsPartitions } from '../../../shared/aws/partitions.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { EndpointOverrides } from '../../../shared/model/session.ts';
import { isLoopbackHost, isLoopbackUrl, isSecureOrigin } from '../../../shared/net/loopback.ts';
import type { CallerEnvironment } from '../intents.ts';

/** The endpoints that a session may have of its own, and the variables that every AWS tool reads them from. */
const variables: readonly (readonly [keyof EndpointOverrides, string])[] = [
  ['ssoOidc', 'AWS_ENDPOINT_URL_SSO_OIDC'],
  ['sso', 'AWS_ENDPOINT_URL_SSO'],
  ['sts', 'AWS_ENDPOINT_URL_STS'],
];

/**
 * The endpoints that a session created in this environment is bound to (security.md §0.5): https at the vendor's own
 * hosts of that service or at a host that was confirmed, or http(s) to a loopback address. Null where no variable is set.
 * Errors: `input.endpoint-invalid`, `input.endpoint-unconfirmed` (`variable`, `host`).
 */
export function endpointOverrides(
  environment: CallerEnvironment,
  confirmedHosts: readonly string[] = [],
): Result<EndpointOverrides | null> {
  const found: { -readonly [Key in keyof EndpointOverrides]: EndpointOverrides[Key] } = {};
  for (const [key, variable] of variables) {
    const value = environment[variable];
    if (value === undefined || value === '') {
      continue;
    }
    const url = plainUrl(value);
    if (url === null) {
      return err(appError('input.endpoint-invalid', { variable }));
    }
    if (!isTrusted(key, url) && !confirmedHosts.includes(url.host)) {
      return err(appError('input.endpoint-unconfirmed', { variable, host: url.host }));
    }
    found[key] = value;
  }
  return ok(Object.keys(found).length === 0 ? null : found);
}

/** The same the other way round: the variables that point a tool at a session's own endpoints. */
export function endpointVariables(endpoints: EndpointOverrides | null): Readonly<Record<string, string>> {
  return Object.fromEntries(
    variables.flatMap(([key, variable]) => {
      const url = endpoints?.[key];
      return url === undefined ? [] : [[variable, url]];
    }),
  );
}

/** True where every call to these endpoints stays on this machine. */
export function isLoopbackOnly(endpoints: EndpointOverrides | null): boolean {
  return variables.every(([key]) => {
    const url = endpoints?.[key];
    return url !== undefined && isLoopbackUrl(url);
  });
}

/** https, or http to this machine, and nothing but an address. */
function plainUrl(value: string): URL | null {
  if (!URL.canParse(value)) {
    return null;
  }
  const url = new URL(value);
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return plain && isSecureOrigin(url) ? url : null;
}

function isTrusted(service: keyof EndpointOverrides, url: URL): boolean {
  return isLoopbackHost(url.hostname) || (url.port === '' && isVendorHost(service, url.hostname));
}

const labels = { ssoOidc: 'oidc', sso: 'portal.sso', sts: 'sts' } as const;

/**
 * The vendor's own hosts of one service. Not every name below its domains: buckets, functions, balancers and machines of
 * anybody have theirs there.
 */
function isVendorHost(service: keyof EndpointOverrides, host: string): boolean {
  const label = labels[service];
  return (
    (service === 'sts' && host === 'sts.amazonaws.com') ||
    awsPartitions.some(({ region, dnsSuffix, dualStackSuffix }) =>
      [dnsSuffix, dualStackSuffix].some((suffix) => {
        const name = suffix !== null && host.endsWith(`.${suffix}`) ? host.slice(0, -suffix.length - 1) : '';
        const own = [`${label}.`, `${label}-fips.`].find((prefix) => name.startsWith(prefix));
        return (
          (own !== undefined && region.test(name.slice(own.length))) ||
          // An interface endpoint for STS in somebody's private network leads to STS and nowhere else.
          (service === 'sts' &&
            region.test(/^vpce-[a-z0-9-]+\.sts\.([a-z0-9-]+)\.vpce$/.exec(name)?.[1] ?? ''))
        );
      }),
    )
  );
}
