import { aliyunSites, aliyunStsUrl } from '../../../shared/aliyun/sites.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { AliyunProvider } from '../../core/aliyun/aliyun-provider.ts';
import type { Clock, Crypto, Http, Random } from '../../core/ports.ts';
import { createCloudSsoCalls } from './cloud-sso.ts';
import { createAliyunOAuthCalls } from './oauth.ts';
import { createAliyunStsCalls } from './sts.ts';

/** Alibaba Cloud over the Http port (protocol/aliyun.md). */
export function createAliyunProvider(ports: {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
  readonly crypto: Crypto;
}): AliyunProvider {
  const oauth = createAliyunOAuthCalls(ports.http, ports.clock);
  const sts = createAliyunStsCalls(ports);
  const cloudSso = createCloudSsoCalls(ports.http, ports.clock);

  return {
    origins(session) {
      const { signIn, oauth: tokens, sts: keys, cloudSso: directory } = urlsOf(session);
      return [
        ...new Set(
          [signIn, tokens, keys, directory].flatMap((url) => (url === null ? [] : [new URL(url).origin])),
        ),
      ];
    },
    authorizeUrl: (session, parameters) => oauth.authorizeUrl(oauthTarget(session), parameters),
    exchangeCode: (session, exchange, signal) => oauth.exchangeCode(oauthTarget(session), exchange, signal),
    refresh: (session, refreshToken, signal) => oauth.refresh(oauthTarget(session), refreshToken, signal),
    credentials: (session, accessToken, signal) =>
      oauth.credentials(oauthTarget(session), accessToken, signal),
    revoke: (session, refreshToken, signal) => oauth.revoke(oauthTarget(session), refreshToken, signal),
    callerIdentity: (session, keys, signal) => sts.callerIdentity(urlsOf(session).sts, keys, signal),
    startDevice: (session, codeChallenge, signal) =>
      cloudSso.startDevice(directoryOf(session), codeChallenge, signal),
    pollDevice: (session, poll, signal) => cloudSso.pollDevice(directoryOf(session), poll, signal),
    listAccounts: (session, accessToken, nextToken, signal) =>
      cloudSso.accounts(directoryOf(session), accessToken, nextToken, signal),
    listAccessConfigurations: (session, accessToken, accountId, nextToken, signal) =>
      cloudSso.accessConfigurations(directoryOf(session), accessToken, accountId, nextToken, signal),
    cloudCredentials: (session, accessToken, role, signal) =>
      cloudSso.credentials(directoryOf(session), accessToken, role, signal),
  };
}

/** Base URLs for a session: its own overrides, else the vendor's hosts of its site. No trailing slash. */
function urlsOf({ site, signInUrl, endpoints }: AliyunSessionRecord) {
  const usual = aliyunSites[site];
  return {
    signIn: plain(endpoints?.signIn ?? usual.signInUrl),
    oauth: plain(endpoints?.oauth ?? usual.oauthUrl),
    sts: plain(endpoints?.sts ?? aliyunStsUrl),
    cloudSso: signInUrl === null ? null : plain(endpoints?.cloudSso ?? new URL(signInUrl).origin),
  };
}

function oauthTarget(session: AliyunSessionRecord) {
  const urls = urlsOf(session);
  return { site: session.site, signInUrl: urls.signIn, oauthUrl: urls.oauth };
}

function directoryOf(session: AliyunSessionRecord) {
  return { signInUrl: session.signInUrl ?? '', baseUrl: urlsOf(session).cloudSso ?? '' };
}

function plain(url: string): string {
  return url.replace(/\/+$/, '');
}
