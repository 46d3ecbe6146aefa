import type { AwsPartition } from './partitions.ts';

/**
 * Whether a page is an access portal of the partition, by host and path (protocol/aws.md §1.5). An issuer URL is none: it
 * names an instance and shows nothing.
 */
export function isPortalPage(url: URL, partition: AwsPartition): boolean {
  const { hostname, pathname } = url;
  const { region } = partition;
  const [first = '', second = ''] = hostname.split('.');
  return (
    partition.portalAliasSuffixes.some(
      (suffix) => hostname === `${first}.${suffix}` && isPathUnder(pathname, '/start'),
    ) ||
    partition.portalHomes.some(
      (home) =>
        (hostname === `start.${home}` || isRegional(hostname, 'start', home, region)) &&
        isPathUnder(pathname, '/directory'),
    ) ||
    partition.portalDualStackSuffixes.some((suffix) =>
      isRegional(hostname, `${first}.portal`, suffix, region),
    ) ||
    (partition.portalIpv4Hosts &&
      region.test(second) &&
      hostname === `${first}.${second}.portal.${partition.dnsSuffix}`)
  );
}

/** Whether a host shows the console of the partition (protocol/aws.md §7.3). */
export function isConsoleHost(hostname: string, partition: AwsPartition): boolean {
  return isOptionallyRegional(hostname, partition.consoleHosts, partition);
}

/** Whether a host takes sign-ins to the console of the partition (protocol/aws.md §7.3). */
export function isSignInHost(hostname: string, partition: AwsPartition): boolean {
  return isOptionallyRegional(hostname, partition.signInHosts, partition);
}

/** `<host>` or `<region>.<host>` */
function isOptionallyRegional(hostname: string, hosts: readonly string[], { region }: AwsPartition): boolean {
  return hosts.some((host) => hostname === host || region.test(between(hostname, '', `.${host}`) ?? ''));
}

/** Letters, digits and inner hyphens; no punycode, so that nothing looks like something else. */
export function isPlainLabel(label: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label) && !label.startsWith('xn--');
}

/** Whether a host is `<prefix>.<region>.<suffix>`. */
export function isRegional(hostname: string, prefix: string, suffix: string, region: RegExp): boolean {
  const name = between(hostname, `${prefix}.`, `.${suffix}`);
  return name !== null && region.test(name);
}

/** What stands between the two; null where they do not enclose anything. */
export function between(text: string, prefix: string, suffix: string): string | null {
  return text.startsWith(prefix) && text.endsWith(suffix) && text.length > prefix.length + suffix.length
    ? text.slice(prefix.length, -suffix.length)
    : null;
}

function isPathUnder(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}/`);
}
