/**
 * One AWS partition: everything that depends on it, in one row. Endpoints (protocol/aws.md §2.1, §3), sign-in and console
 * hosts (§7.3), access-portal hosts (§1.5) and thereby the allow-list of external URLs (security.md §0.8).
 */
export interface AwsPartition {
  readonly id: string;
  /** Regions of the partition, by shape: new regions of a known partition work without a new release. */
  readonly region: RegExp;
  readonly dnsSuffix: string;
  /** Null where there is none. */
  readonly dualStackSuffix: string | null;
  /** Whether OIDC, portal and STS have hosts of their own for FIPS; otherwise the default host is the FIPS one. */
  readonly fipsHosts: boolean;
  /** Direct subdomains are access portals, e.g. `d-1234567890.awsapps.com/start`. */
  readonly portalAliasSuffixes: readonly string[];
  /** `start.<this>` and `start.<region>.<this>` are access portals, path `/directory/<id>`. */
  readonly portalHomes: readonly string[];
  /** `<instance>.portal.<region>.<this>` */
  readonly portalDualStackSuffixes: readonly string[];
  /** `<instance>.<region>.portal.<dnsSuffix>` */
  readonly portalIpv4Hosts: boolean;
  /** Device-code pages beside `device.sso.<region>.<dnsSuffix>`: `<region>.<this>`. */
  readonly devicePages: readonly string[];
  /** Also with `<region>.` in front. */
  readonly signInHosts: readonly string[];
  /** Also with `<region>.` in front. */
  readonly consoleHosts: readonly string[];
  /** The region whose sign-in and console hosts have no region in front (protocol/aws.md §7.3); null where there are none. */
  readonly consoleHomeRegion: string | null;
}

const none: readonly string[] = [];

function isolated(id: string, region: RegExp, dnsSuffix: string): AwsPartition {
  return {
    id,
    region,
    dnsSuffix,
    dualStackSuffix: null,
    fipsHosts: true,
    portalAliasSuffixes: none,
    portalHomes: none,
    portalDualStackSuffixes: none,
    portalIpv4Hosts: false,
    devicePages: none,
    signInHosts: none,
    consoleHosts: none,
    consoleHomeRegion: null,
  };
}

/** The catch-all comes last. */
const commercial: AwsPartition = {
  id: 'aws',
  region: /^[a-z]{2}-[a-z]+-\d{1,2}$/,
  dnsSuffix: 'amazonaws.com',
  dualStackSuffix: 'api.aws',
  fipsHosts: true,
  portalAliasSuffixes: ['awsapps.com'],
  portalHomes: none,
  portalDualStackSuffixes: ['app.aws'],
  portalIpv4Hosts: true,
  devicePages: ['signin.aws'],
  signInHosts: ['signin.aws.amazon.com'],
  consoleHosts: ['console.aws.amazon.com'],
  consoleHomeRegion: 'us-east-1',
};

/** All partitions, the most specific region shapes first. */
export const awsPartitions: readonly AwsPartition[] = [
  {
    id: 'aws-cn',
    region: /^cn-[a-z]+-\d{1,2}$/,
    dnsSuffix: 'amazonaws.com.cn',
    dualStackSuffix: 'api.amazonwebservices.com.cn',
    fipsHosts: true,
    portalAliasSuffixes: ['awsapps.cn'],
    portalHomes: ['home.awsapps.cn'],
    portalDualStackSuffixes: ['app.amazonwebservices.com.cn'],
    portalIpv4Hosts: true,
    devicePages: none,
    signInHosts: ['signin.amazonaws.cn'],
    consoleHosts: ['console.amazonaws.cn'],
    consoleHomeRegion: 'cn-north-1',
  },
  {
    id: 'aws-us-gov',
    region: /^us-gov-[a-z]+-\d{1,2}$/,
    dnsSuffix: 'amazonaws.com',
    dualStackSuffix: 'api.aws',
    fipsHosts: false,
    portalAliasSuffixes: none,
    portalHomes: ['us-gov-home.awsapps.com'],
    portalDualStackSuffixes: ['app.aws'],
    portalIpv4Hosts: true,
    devicePages: ['signin.aws'],
    signInHosts: ['signin.amazonaws-us-gov.com'],
    consoleHosts: ['console.amazonaws-us-gov.com'],
    consoleHomeRegion: 'us-gov-west-1',
  },
  {
    id: 'aws-eusc',
    region: /^eusc-[a-z]{2}-[a-z]+-\d{1,2}$/,
    dnsSuffix: 'amazonaws.eu',
    dualStackSuffix: 'api.amazonwebservices.eu',
    fipsHosts: true,
    portalAliasSuffixes: none,
    portalHomes: none,
    portalDualStackSuffixes: ['api.amazonwebservices.eu'],
    portalIpv4Hosts: true,
    devicePages: none,
    signInHosts: ['signin.amazonaws-eusc.eu'],
    consoleHosts: ['console.amazonaws-eusc.eu'],
    consoleHomeRegion: 'eusc-de-east-1',
  },
  isolated('aws-iso', /^us-iso-[a-z]+-\d{1,2}$/, 'c2s.ic.gov'),
  isolated('aws-iso-b', /^us-isob-[a-z]+-\d{1,2}$/, 'sc2s.sgov.gov'),
  isolated('aws-iso-e', /^eu-isoe-[a-z]+-\d{1,2}$/, 'cloud.adc-e.uk'),
  isolated('aws-iso-f', /^us-isof-[a-z]+-\d{1,2}$/, 'csp.hci.ic.gov'),
  commercial,
];

/** Whether a text has the shape of a region of some partition. `us_west-2`, `us-east-1a` and `useast1` do not. */
export function isKnownRegionShape(region: string): boolean {
  return awsPartitions.some((partition) => partition.region.test(region));
}

/** The partition of a region; the commercial one where the shape is unknown, as the SDKs do. */
export function partitionOfRegion(region: string): AwsPartition {
  return awsPartitions.find((partition) => partition.region.test(region)) ?? commercial;
}

/** `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT`. */
export interface EndpointVariant {
  readonly fips?: boolean;
  readonly dualStack?: boolean;
}

/** `https://oidc.<region>.…`, no trailing slash (protocol/aws.md §2.1). */
export function ssoOidcEndpoint(region: string, variant: EndpointVariant = {}): string {
  return endpoint('oidc', region, variant);
}

/** `https://portal.sso.<region>.…`, no trailing slash (protocol/aws.md §3). `region` is the session's, not a profile's. */
export function portalEndpoint(region: string, variant: EndpointVariant = {}): string {
  return endpoint('portal.sso', region, variant);
}

/** `https://sts.<region>.…`, no trailing slash. Always regional. */
export function stsEndpoint(region: string, variant: EndpointVariant = {}): string {
  return endpoint('sts', region, variant);
}

function endpoint(service: string, region: string, variant: EndpointVariant): string {
  const partition = partitionOfRegion(region);
  const host = variant.fips === true && partition.fipsHosts ? `${service}-fips` : service;
  const suffix = variant.dualStack === true ? partition.dualStackSuffix : null;
  return `https://${host}.${region}.${suffix ?? partition.dnsSuffix}`;
}
