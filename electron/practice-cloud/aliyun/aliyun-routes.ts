import type { Answer } from '../answer.ts';
import type { Operation } from '../request-log.ts';
import type { Refuse, Route } from '../route.ts';
import { aliyunMessagePage } from './aliyun-page.ts';
import {
  cloudSsoAccessConfigurations,
  cloudSsoAccounts,
  cloudSsoCredentials,
  cloudSsoPath,
  cloudSsoToken,
  showCloudSsoAllowed,
  showCloudSsoDenied,
  showCloudSsoDevice,
  startCloudSsoDevice,
  submitCloudSsoDevice,
} from './cloud-sso.ts';
import { aliyunExchange, aliyunRevoke, aliyunToken } from './oauth-api.ts';
import {
  aliyunAuthorize,
  showAliyunConsent,
  showAliyunSignIn,
  submitAliyunConsent,
  submitAliyunSignIn,
} from './oauth-pages.ts';
import { aliyunOAuthRefusal, aliyunStsRefusal, cloudSsoRefusal } from './refusals.ts';
import { aliyunSts } from './sts.ts';

export const aliyunStsPath = '/aliyun/sts';

type Handle = Route['handle'];

/** Every endpoint of the Alibaba Cloud half; `:site` is `cn` or `intl`. */
export const aliyunRoutes: readonly Route[] = [
  page('GET', '/aliyun/:site/oauth2/v1/auth', aliyunAuthorize),
  page('GET', '/aliyun/:site/sign-in', showAliyunSignIn),
  page('POST', '/aliyun/:site/sign-in', submitAliyunSignIn),
  page('GET', '/aliyun/:site/consent', showAliyunConsent),
  page('POST', '/aliyun/:site/consent', submitAliyunConsent),
  api('/aliyun/:site/v1/token', 'AliyunToken', aliyunOAuthRefusal, aliyunToken),
  api('/aliyun/:site/v1/exchange', 'AliyunExchange', aliyunOAuthRefusal, aliyunExchange),
  api('/aliyun/:site/v1/revoke', 'AliyunRevoke', aliyunOAuthRefusal, aliyunRevoke),
  ...(['GET', 'POST'] as const).flatMap((method) =>
    [aliyunStsPath, `${aliyunStsPath}/`].map((path): Route => ({
      method,
      path,
      operation: 'AliyunGetCallerIdentity',
      refuse: aliyunStsRefusal,
      handle: aliyunSts,
    })),
  ),
  // The CLI and the SDKs keep nothing of a sign-in URL but its host (protocol/aliyun.md §4).
  ...[cloudSsoPath, ''].flatMap((base) => [
    api(`${base}/device-authorization`, 'CloudSsoDeviceAuthorization', cloudSsoRefusal, startCloudSsoDevice),
    api(`${base}/token`, 'CloudSsoToken', cloudSsoRefusal, cloudSsoToken),
    list(base, 'accounts', 'CloudSsoAccounts', cloudSsoAccounts),
    list(base, 'access-configurations', 'CloudSsoAccessConfigurations', cloudSsoAccessConfigurations),
    api(`${base}/cloud-credentials`, 'CloudSsoCredentials', cloudSsoRefusal, cloudSsoCredentials),
  ]),
  page('GET', `${cloudSsoPath}/device`, showCloudSsoDevice),
  page('POST', `${cloudSsoPath}/device`, submitCloudSsoDevice),
  page('GET', `${cloudSsoPath}/device/allowed`, showCloudSsoAllowed),
  page('GET', `${cloudSsoPath}/device/denied`, showCloudSsoDenied),
];

function api(path: string, operation: Operation, refuse: Refuse, handle: Handle): Route {
  return { method: 'POST', path, operation, refuse, handle };
}

function list(base: string, name: string, operation: Operation, handle: Handle): Route {
  const path = `${base}/access-assignments/${name}`;
  return { method: 'GET', path, operation, refuse: cloudSsoRefusal, handle };
}

function page(method: Route['method'], path: string, handle: Handle): Route {
  const refuse = (status: number, error: string, message: string): Answer => ({
    ...aliyunMessagePage(status, error, message),
    error,
  });
  return { method, path, operation: 'AliyunPage', refuse, handle };
}
