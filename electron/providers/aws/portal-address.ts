import { isKnownRegionShape } from '../../../shared/aws/partitions.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { SECOND } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { EndpointOverrides } from '../../../shared/model/session.ts';
import { isLoopbackHost } from '../../../shared/net/loopback.ts';
import { parseStartUrl, readStartUrl } from '../../../shared/start-url/index.ts';
import type { Http, HttpResponse } from '../../core/ports.ts';
import type { PortalAddress, PortalQuestion } from '../../core/provider.ts';

/** The AWS CLI waits as long (protocol/aws.md §1.5); a page behind it is never read. */
const limits = { timeoutMs: 10 * SECOND, maxBytes: 64 * 1024 };

/** Whether a start URL is an address of the user's own, which has to be asked for the portal it leads to. */
export function isOwnDomain({ startUrl, endpoints }: PortalQuestion): boolean {
  const url = new URL(startUrl);
  return isLoopbackHost(url.hostname)
    ? !isStandIn(url)
    : readStartUrl(startUrl).form === 'own-domain' && !hostsOf(endpoints).includes(url.hostname);
}

/** On this machine all names are alike: a portal is told by its path, `…/start` or that of an issuer URL. */
function isStandIn({ pathname }: URL): boolean {
  return /\/(?:start|ssoins-[0-9a-z]+)\/?$/i.test(pathname);
}

/**
 * Where a start URL of the user's own domain leads to (protocol/aws.md §1.5; security.md §0.8): HEAD, or GET where the
 * server knows no HEAD, exactly one redirect, https on both sides, to a host of AWS. Nothing but the address is sent.
 * Errors: `sign-in.portal-not-found` (`host`, `reason`), those of the network.
 */
export async function resolvePortal(
  http: Http,
  question: PortalQuestion,
  signal: AbortSignal,
): Promise<Result<PortalAddress>> {
  const { origin, host } = new URL(question.startUrl);
  const ask = (method: 'HEAD' | 'GET') =>
    http.request({
      method,
      url: question.startUrl.replace(/#.*$/, ''),
      headers: { accept: '*/*' },
      allowedOrigins: [origin],
      tellRedirect: true,
      signal,
      ...limits,
    });
  const notFound = (reason: string) => err(appError('sign-in.portal-not-found', { host, reason }));

  let answer = await ask('HEAD');
  if (answer.ok && (answer.value.status === 405 || answer.value.status === 501)) {
    answer = await ask('GET');
  }
  if (!answer.ok) {
    // A page that is too long to read is no redirect, and neither is one of the other statuses of that hundred.
    return answer.error.code === 'network.too-large' || answer.error.code === 'network.redirected'
      ? notFound('no-redirect')
      : answer;
  }
  const target = targetOf(answer.value, question.startUrl);
  if (target === null) {
    return notFound(answer.value.status >= 400 ? 'status' : 'no-redirect');
  }
  const standIn =
    isLoopbackHost(target.hostname) &&
    hostsOf(question.endpoints).includes(target.hostname) &&
    isStandIn(target);
  if (target.protocol !== 'https:' && !standIn) {
    return notFound('not-https');
  }
  const address = parseStartUrl(target.href, { allowLoopbackHttp: standIn });
  if (!address.ok) {
    return notFound('not-aws');
  }
  const { form, region } = readStartUrl(address.value.startUrl);
  return standIn || form === 'portal' || form === 'issuer'
    ? ok({ portalUrl: address.value.startUrl, region: standIn ? regionOfPath(target) : region })
    : notFound('not-aws');
}

/** The practice cloud has regions as the first part of its paths. */
function regionOfPath({ pathname }: URL): string | null {
  const first = pathname.split('/')[1] ?? '';
  return isKnownRegionShape(first) ? first : null;
}

function targetOf({ status, headers }: HttpResponse, base: string): URL | null {
  const { location } = headers;
  const redirected = status >= 300 && status <= 399 && location !== undefined;
  return redirected && URL.canParse(location, base) ? new URL(location, base) : null;
}

function hostsOf(endpoints: EndpointOverrides | null): readonly string[] {
  return Object.values(endpoints ?? {}).map((url: string) => new URL(url).hostname);
}
