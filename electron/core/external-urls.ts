import { aliyunPageHosts, aliyunSignInSuffix } from '../../shared/aliyun/pages.ts';
import { awsPartitions, type AwsPartition } from '../../shared/aws/partitions.ts';
import {
  between,
  isConsoleHost,
  isPlainLabel,
  isPortalPage,
  isRegional,
  isSignInHost,
} from '../../shared/aws/vendor-pages.ts';
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
/** A federation link carries a sign-in token, which alone may be longer than any other link (protocol/aws.md §7.3). */
const maximumFederationLength = 8192;

/** Visible ASCII without the backslash, which URL parsers read as a slash. */
const plainText = /^[\x21-\x5b\x5d-\x7e]+$/;

/**
 * The only way to an ExternalUrl (security.md §0.8, §2.5; R-44): the hosts of the partition table and of Alibaba Cloud over
 * https on the default port, and the exact origins of the context. What is opened is the parsed URL written out again.
 * Errors: `browser.url-refused`, with the host where there is one.
 */
export function allowExternalUrl(url: string, context: ExternalUrlContext): Result<ExternalUrl> {
  if (url.length > maximumFederationLength || !plainText.test(url) || !URL.canParse(url)) {
    return err(appError('browser.url-refused'));
  }
  const parsed = new URL(url);
  const refused = err(appError('browser.url-refused', { host: parsed.host.slice(0, 255) }));
  if (parsed.username !== '' || parsed.password !== '' || parsed.href.length > longest(parsed)) {
    return refused;
  }
  return isBoundOrigin(parsed, context) || isVendorPage(parsed) ? ok(parsed.href as ExternalUrl) : refused;
}

function longest({ pathname }: URL): number {
  return pathname === '/federation' ? maximumFederationLength : maximumLength;
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
  if (!url.hostname.split('.').every(isPlainLabel)) {
    return false;
  }
  return awsPartitions.some((partition) => isAwsPage(url, partition)) || isAliyunPage(url);
}

function isAwsPage(url: URL, partition: AwsPartition): boolean {
  const { hostname, pathname } = url;
  const { dnsSuffix, dualStackSuffix, region } = partition;
  const oidc = [dnsSuffix, dualStackSuffix].some(
    (suffix) =>
      suffix !== null &&
      (isRegional(hostname, 'oidc', suffix, region) || isRegional(hostname, 'oidc-fips', suffix, region)),
  );
  return (
    (oidc && pathname === '/authorize') ||
    isRegional(hostname, 'device.sso', dnsSuffix, region) ||
    partition.devicePages.some((suffix) => region.test(between(hostname, '', `.${suffix}`) ?? '')) ||
    isPortalPage(url, partition) ||
    isSignInHost(hostname, partition) ||
    isConsoleHost(hostname, partition)
  );
}

function isAliyunPage(url: URL): boolean {
  const directory = between(url.hostname, '', aliyunSignInSuffix);
  return aliyunPageHosts.includes(url.hostname) || (directory !== null && !directory.includes('.'));
}
