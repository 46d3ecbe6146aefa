import { portalEndpoint, ssoOidcEndpoint, stsEndpoint } from '../../../shared/aws/partitions.ts';
import type { SessionRecord } from '../../../shared/model/session.ts';

export interface AwsEndpoints {
  readonly ssoOidc: string;
  readonly sso: string;
  readonly sts: string;
}

/** Base URLs for a session: its own overrides, else the vendor's hosts of its region (protocol/aws.md §2.1). No trailing slash. */
export function endpointsOf(session: SessionRecord): AwsEndpoints {
  const overrides = session.endpoints ?? {};
  return {
    ssoOidc: withoutSlash(overrides.ssoOidc ?? ssoOidcEndpoint(session.region)),
    sso: withoutSlash(overrides.sso ?? portalEndpoint(session.region)),
    sts: withoutSlash(overrides.sts ?? stsEndpoint(session.region)),
  };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
