import { awsPartitions, type AwsPartition } from '../aws/partitions.ts';
import { between } from '../aws/vendor-pages.ts';
import { appError, type AppError } from '../model/app-error.ts';

/** What an address tells by itself (protocol/aws.md §1.5). */
export interface StartUrlFacts {
  /**
   * `own-domain`: an address of the user's organisation, which leads to the portal with one redirect. `builder-id`: the
   * start page of AWS Builder ID, which has no accounts.
   */
  readonly form: 'portal' | 'issuer' | 'builder-id' | 'own-domain';
  /** The region of IAM Identity Center where the host has it. */
  readonly region: string | null;
  /** Null where the host does not tell it. */
  readonly partition: AwsPartition | null;
  /** Whether the portal answers over IPv6 too: its device codes come from the dual-stack endpoint (protocol/aws.md §8). */
  readonly dualStack: boolean;
}

const builderIdHost = 'view.awsapps.com';

/** Hosts of issuer URLs, by partition. */
const issuerHosts: Readonly<Record<string, string>> = {
  aws: 'identitycenter.amazonaws.com',
  'aws-us-gov': 'identitycenter.us-gov.amazonaws.com',
  'aws-cn': 'identitycenter.amazonaws.com.cn',
  'aws-eusc': 'identitycenter.amazonaws.eu',
};

/** Reads an address that `parseStartUrl` has taken. */
export function readStartUrl(startUrl: string): StartUrlFacts {
  const { hostname } = new URL(startUrl);
  if (hostname === builderIdHost) {
    return { form: 'builder-id', region: 'us-east-1', partition: partitionNamed('aws'), dualStack: false };
  }
  const issuer = awsPartitions.find(({ id }) => issuerHosts[id] === hostname);
  if (issuer !== undefined) {
    return { form: 'issuer', region: null, partition: issuer, dualStack: false };
  }
  for (const partition of awsPartitions) {
    const region = regionIn(hostname, partition);
    if (region !== null) {
      return { form: 'portal', region, partition, dualStack: isDualStack(hostname, partition) };
    }
  }
  const owner = awsPartitions.find((partition) => isPortalHost(hostname, partition)) ?? null;
  return {
    form: owner === null ? 'own-domain' : 'portal',
    region: null,
    // The names of new portals do not tell commercial and GovCloud regions apart.
    partition: owner !== null && tellsPartition(hostname, owner) ? owner : null,
    dualStack: owner !== null && isDualStack(hostname, owner),
  };
}

/**
 * Why a region cannot be that of the address; null where it may be. Codes: `input.region-mismatch` (with `suggestion`, the
 * region meant), `input.partition-mismatch`.
 */
export function regionConflict(
  { region: detected, partition }: StartUrlFacts,
  region: string,
): AppError | null {
  if (detected !== null && detected !== region) {
    return appError('input.region-mismatch', { detected, region, suggestion: detected });
  }
  const fits =
    partition === null || (awsPartitions.find((one) => one.region.test(region)) ?? null) === partition;
  return fits ? null : appError('input.partition-mismatch', { partition: partition.id, region });
}

/** The region where the host follows one of the vendor's patterns; most specific partitions come first. */
function regionIn(hostname: string, partition: AwsPartition): string | null {
  const [instance = ''] = hostname.split('.');
  const candidates = [
    ...partition.portalDualStackSuffixes.map((suffix) =>
      between(hostname, `${instance}.portal.`, `.${suffix}`),
    ),
    ...partition.portalHomes.map((home) => between(hostname, 'start.', `.${home}`)),
    partition.portalIpv4Hosts ? between(hostname, `${instance}.`, `.portal.${partition.dnsSuffix}`) : null,
  ];
  return candidates.find((name) => name !== null && partition.region.test(name)) ?? null;
}

/** The suffixes that the AWS CLI takes for the vendor's own. */
function isPortalHost(hostname: string, partition: AwsPartition): boolean {
  return [
    ...partition.portalAliasSuffixes,
    ...partition.portalHomes,
    ...partition.portalDualStackSuffixes,
    ...(partition.portalIpv4Hosts ? [`portal.${partition.dnsSuffix}`] : []),
  ].some((suffix) => hostname.endsWith(`.${suffix}`));
}

function tellsPartition(hostname: string, partition: AwsPartition): boolean {
  return [...partition.portalAliasSuffixes, ...partition.portalHomes].some((suffix) =>
    hostname.endsWith(`.${suffix}`),
  );
}

function isDualStack(hostname: string, partition: AwsPartition): boolean {
  return partition.portalDualStackSuffixes.some((suffix) => hostname.endsWith(`.${suffix}`));
}

function partitionNamed(id: string): AwsPartition | null {
  return awsPartitions.find((partition) => partition.id === id) ?? null;
}
