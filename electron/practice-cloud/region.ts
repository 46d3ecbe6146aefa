import { isKnownRegionShape, partitionOfRegion, type AwsPartition } from '../../shared/aws/partitions.ts';

/** The region where everything is that says nothing about one. */
export const HOME_REGION = 'us-east-1';

/**
 * A path may begin with a region, e.g. `/us-gov-west-1/oidc/token`: the services and portals of that region and of its
 * partition, as host names say it of the real ones (protocol/aws.md §2.1). `null` is the home region.
 */
export function splitRegion(path: string): { readonly region: string | null; readonly path: string } {
  const first = path.split('/', 2)[1] ?? '';
  if (!isKnownRegionShape(first)) return { region: null, path };
  return { region: first, path: path.slice(first.length + 1) || '/' };
}

/** What stands in front of the paths of a region. */
export function regionPrefix(region: string | null): string {
  return region === null ? '' : `/${region}`;
}

/** The partition of a base path. */
export function partitionOf(region: string | null): AwsPartition {
  return partitionOfRegion(region ?? HOME_REGION);
}
