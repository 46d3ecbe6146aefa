import { type Answer, empty } from './answer.ts';
import { showAccess, submitAccess } from './browser/access.ts';
import { showConsent, submitConsent } from './browser/consent.ts';
import { showConsole } from './browser/console.ts';
import { showDevice, showDeviceAllowed, showDeviceDenied, submitDevice } from './browser/device.ts';
import { showIssuer, showPortalHome, showPortalSignIn, submitPortalSignOut } from './browser/portal-home.ts';
import { showSignIn, submitSignIn } from './browser/sign-in.ts';
import { vanity } from './browser/vanity.ts';
import { federate } from './federation/federation.ts';
import { authorize } from './oidc/authorize.ts';
import { createToken } from './oidc/create-token.ts';
import { startDeviceAuthorization } from './oidc/device-authorization.ts';
import { oidcRefusal } from './oidc/errors.ts';
import { registerClient } from './oidc/register-client.ts';
import { messagePage } from './pages/message.ts';
import { portalScript } from './pages/portal-script.ts';
import { styleSheet } from './pages/style.ts';
import { portalRefusal } from './portal/errors.ts';
import { listAccountRoles, listAccounts } from './portal/lists.ts';
import { logout } from './portal/logout.ts';
import { getRoleCredentials } from './portal/role-credentials.ts';
import type { Operation } from './request-log.ts';
import type { Route } from './route.ts';
import { stsRefusal } from './sts/errors.ts';
import { stsQuery } from './sts/query-api.ts';

/** Where the three services are on the one origin. */
export const servicePaths = {
  ssoOidc: '/oidc',
  sso: '/portal-api',
  sts: '/sts',
  federation: '/federation',
} as const;

type Handle = Route['handle'];
type Method = Route['method'];

/** Every endpoint of the AWS half. */
export const awsRoutes: readonly Route[] = [
  oidc('POST', '/client/register', 'RegisterClient', registerClient),
  oidc('POST', '/device_authorization', 'StartDeviceAuthorization', startDeviceAuthorization),
  oidc('POST', '/token', 'CreateToken', createToken),
  page('GET', `${servicePaths.ssoOidc}/authorize`, 'Authorize', authorize),
  portal('GET', '/assignment/accounts', 'ListAccounts', listAccounts),
  portal('GET', '/assignment/roles', 'ListAccountRoles', listAccountRoles),
  portal('GET', '/federation/credentials', 'GetRoleCredentials', getRoleCredentials),
  portal('POST', '/logout', 'Logout', logout),
  sts(servicePaths.sts),
  sts(`${servicePaths.sts}/`),
  page('GET', '/sign-in', 'SignInPage', showSignIn),
  page('POST', '/sign-in', 'SignInPage', submitSignIn),
  page('GET', '/consent', 'ConsentPage', showConsent),
  page('POST', '/consent', 'ConsentPage', submitConsent),
  page('GET', '/device', 'DevicePage', showDevice),
  page('GET', '/device/', 'DevicePage', showDevice),
  page('POST', '/device', 'DevicePage', submitDevice),
  page('GET', '/device/allowed', 'DevicePage', showDeviceAllowed),
  page('GET', '/device/denied', 'DevicePage', showDeviceDenied),
  ...portalPages('/start'),
  ...portalPages('/portal/:id/start'),
  page('GET', servicePaths.federation, 'Federation', federate),
  page('POST', servicePaths.federation, 'Federation', federate),
  page('GET', '/vanity/:kind', 'Vanity', vanity),
  page('HEAD', '/vanity/:kind', 'Vanity', vanity),
  page('GET', '/assets/practice.css', 'Asset', () => asset('text/css', styleSheet)),
  page('GET', '/assets/portal.js', 'Asset', () => asset('text/javascript', portalScript)),
  page('GET', '/favicon.ico', 'Asset', () => empty(204)),
  page('GET', '/ssoins-:instance', 'PortalPage', showIssuer),
];

function portalPages(start: string): Route[] {
  return [
    page('GET', start, 'PortalPage', showPortalHome),
    page('GET', `${start}/`, 'PortalPage', showPortalHome),
    page('GET', `${start}/sign-in`, 'PortalPage', showPortalSignIn),
    page('POST', `${start}/sign-out`, 'PortalPage', submitPortalSignOut),
    page('GET', `${start}/console`, 'ConsolePage', showConsole),
    page('GET', `${start}/access`, 'AccessPage', showAccess),
    page('POST', `${start}/access`, 'AccessPage', submitAccess),
  ];
}

function oidc(method: Method, path: string, operation: Operation, handle: Handle): Route {
  return { method, path: servicePaths.ssoOidc + path, operation, refuse: oidcRefusal, handle };
}

function portal(method: Method, path: string, operation: Operation, handle: Handle): Route {
  return { method, path: servicePaths.sso + path, operation, throttled: true, refuse: portalRefusal, handle };
}

function sts(path: string): Route {
  return { method: 'POST', path, operation: 'GetCallerIdentity', refuse: stsRefusal, handle: stsQuery };
}

function page(method: Method, path: string, operation: Operation, handle: Handle): Route {
  const refuse = (status: number, error: string, message: string): Answer => ({
    ...messagePage(status, error, message),
    error,
  });
  return { method, path, operation, refuse, handle };
}

function asset(type: string, body: string): Answer {
  return {
    status: 200,
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'max-age=300' },
    body,
  };
}
