import { aliyunPageHosts, aliyunSignInSuffix } from '../../shared/aliyun/pages.ts';
import { awsPartitions, type AwsPartition } from '../../shared/aws/partitions.ts';
import { appError } from '../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';
import { isLoopbackHost } from '../../shared/net/loopback.ts';
import type { ExternalUrl } from './ports.ts';

export interface ExternalUrlContext {
  /** Origin of the running practice cloud, or null. */
  readonly practiceOrigin: string | null;
  /** Origins bound to sessions: start URLs that the user confirmed, endpoint overrides. https, or http to loopback. */
  readonly sessionOrigins: readonly string[];
}

const maximumLength = 2048;

/** Visible ASCII without the backslash, which URL parsers read as a slash. */
const plainText = /^[\x21-\x5b\x5d-\x7e]+$/;

/**
 * The only way to an ExternalUrl (security.md §0.8, §2.5; R-44): the hosts of the partition table and of Alibaba Cloud over
 * https on the default port, and the exact origins of the context. What is opened is the parsed URL written out again.
 * Errors: `browser.url-refused`, with the host where there is one.
 */
export function allowExternalUrl(url: string, context: ExternalUrlContext): Result<ExternalUrl> {
  if (url.length > maximumLength || !plainText.test(url) || !URL.canParse(url)) {
    return err(appError('browser.url-refused'));
  }
  const parsed = new URL(url);
  const refused = err(appError('browser.url-refused', { host: parsed.host.slice(0, 255) }));
  if (parsed.username !== '' || parsed.password !== '' || parsed.href.length > maximumLength) {
    return refused;
  }
  return isBoundOrigin(parsed, context) || isVendorPage(parsed) ? ok(parsed.href as ExternalUrl) : refused;
}

function isBoundOrigin(url: URL, context: ExternalUrlContext): boolean {
  if (url.protocol === 'http:') {
    return (
      isLoopbackHost(url.hostname) &&
      (url.origin === context.practiceOrigin || context.sessionOrigins.includes(url.origin))
    );
  }
  return url.protocol === 'https:' && context.sessionOrigins.includes(url.origin);
}

function isVendorPage(url: URL): boolean {
  // A port that is not the scheme's own survives parsing.
  if (url.protocol !== 'https:' || url.port !== '') {
    return false;
  }
  const labels = url.hostname.split('.');
  if (!labels.every(isPlainLabel)) {
    return false;
  }
  return awsPartitions.some((partition) => isAwsPage(url, labels, partition)) || isAliyunPage(url);
}

/** Letters, digits and inner hyphens; no punycode, so that nothing looks like something else. */
function isPlainLabel(label: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label) && !label.startsWith('xn--');
}

function isAwsPage(url: URL, labels: readonly string[], partition: AwsPartition): boolean {
  const { hostname, pathname } = url;
  const { dnsSuffix, dualStackSuffix, region } = partition;
  const first = labels[0] ?? '';
  const second = labels[1] ?? '';

  /** `<prefix>.<region>.<suffix>` */
  const regional = (prefix: string, suffix: string): boolean => {
    const name = between(hostname, `${prefix}.`, `.${suffix}`);
    return name !== null && region.test(name);
  };
  /** `<suffix>` or `<region>.<suffix>` */
  const optionallyRegional = (suffix: string): boolean =>
    hostname === suffix || region.test(between(hostname, '', `.${suffix}`) ?? '');

  const oidc = [dnsSuffix, dualStackSuffix].some(
    (suffix) => suffix !== null && (regional('oidc', suffix) || regional('oidc-fips', suffix)),
  );
  return (
    (oidc && pathname === '/authorize') ||
    regional('device.sso', dnsSuffix) ||
    partition.devicePages.some((suffix) => region.test(between(hostname, '', `.${suffix}`) ?? '')) ||
    partition.portalAliasSuffixes.some(
      (suffix) => hostname === `${first}.${suffix}` && isPathUnder(pathname, '/start'),
    ) ||
    partition.portalHomes.some(
      (home) =>
        (hostname === `start.${home}` || regional('start', home)) && isPathUnder(pathname, '/directory'),
    ) ||
    partition.portalDualStackSuffixes.some((suffix) => regional(`${first}.portal`, suffix)) ||
    (partition.portalIpv4Hosts &&
      region.test(second) &&
      hostname === `${first}.${second}.portal.${dnsSuffix}`) ||
    partition.signInHosts.some(optionallyRegional) ||
    partition.consoleHosts.some(optionallyRegional)
  );
}

function isAliyunPage(url: URL): boolean {
  const directory = between(url.hostname, '', aliyunSignInSuffix);
  return aliyunPageHosts.includes(url.hostname) || (directory !== null && !directory.includes('.'));
}

/** What stands between the two; null where they do not enclose anything. */
function between(text: string, prefix: string, suffix: string): string | null {
  return text.startsWith(prefix) && text.endsWith(suffix) && text.length > prefix.length + suffix.length
    ? text.slice(prefix.length, -suffix.length)
    : null;
}

function isPathUnder(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}/`);
}
