import { portalEndpoint, ssoOidcEndpoint, stsEndpoint } from '../../../shared/aws/partitions.ts';
import type { AwsSessionRecord, SignInFlow } from '../../../shared/model/session.ts';
import { readStartUrl } from '../../../shared/start-url/index.ts';

export interface AwsEndpoints {
  readonly ssoOidc: string;
  readonly sso: string;
  readonly sts: string;
}

/**
 * Base URLs for a session: its own overrides, else the vendor's hosts of its region and variant (protocol/aws.md §2.1). No
 * trailing slash.
 */
export function endpointsOf(session: AwsSessionRecord): AwsEndpoints {
  const overrides = session.endpoints ?? {};
  const { region, endpointVariant: variant } = session;
  return {
    ssoOidc: withoutSlash(overrides.ssoOidc ?? ssoOidcEndpoint(region, variant)),
    sso: withoutSlash(overrides.sso ?? portalEndpoint(region, variant)),
    sts: withoutSlash(overrides.sts ?? stsEndpoint(region, variant)),
  };
}

/**
 * Where the sign-in itself is asked for. The device codes of a dual-stack portal come from the dual-stack endpoint: the
 * other one gives a link on the portal's IPv4 name, where the identity provider does not lead back to (protocol/aws.md §8).
 */
export function signInEndpoint(session: AwsSessionRecord, flow: SignInFlow): string {
  const { region, endpointVariant: variant } = session;
  return flow === 'device' && session.endpoints?.ssoOidc === undefined && hasDualStackPortal(session)
    ? ssoOidcEndpoint(region, { ...variant, dualStack: true })
    : endpointsOf(session).ssoOidc;
}

function hasDualStackPortal({ startUrl, portalUrl }: AwsSessionRecord): boolean {
  const address = portalUrl ?? startUrl;
  return URL.canParse(address) && readStartUrl(address).dualStack;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
