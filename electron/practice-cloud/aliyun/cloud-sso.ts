import { createHash } from 'node:crypto';
import { type Answer, json, redirect } from '../answer.ts';
import { browserOf, browserOfForm } from '../browser/browsers.ts';
import type { PracticeRequest } from '../request.ts';
import { randomRequestId, randomToken, randomUserCode, sameSecret } from '../secrets.ts';
import type { PracticeContext } from '../context.ts';
import { aliyunMessagePage } from './aliyun-page.ts';
import type { CloudSsoDevice } from './aliyun-state.ts';
import { cloudSsoCodePage, cloudSsoDevicePage } from './pages.ts';
import { cloudSsoRefusal } from './refusals.ts';
import { issueKeys } from './sts.ts';
import { aliyunWords as words } from './words.ts';

export const cloudSsoPath = '/aliyun/cloud-sso';
const clientId = 'app-vaz16tltdxs96audqf35';
const deviceSeconds = 600;
const tokenSeconds = 6 * 3600;
const keySeconds = 3600;
const mostResults = 100;

const configurations = ['Administrator', 'Developer', 'Auditor', 'Billing'];

/** Twenty-four accounts in three environments, the same at every start. */
const accounts = Array.from({ length: 24 }, (_, index) => ({
  AccountId: String(1_600_000_000_000_000 + index * 7_919),
  DisplayName: `${['Production', 'Staging', 'Sandbox'][index % 3] ?? ''} ${String(Math.floor(index / 3) + 1)}`,
}));

/** POST /device-authorization (protocol/aliyun.md §4). */
export function startCloudSsoDevice(request: PracticeRequest, context: PracticeContext): Answer {
  const body = read(request);
  if (
    body['PortalUrl'] !== `${request.origin}${cloudSsoPath}/start/login` ||
    body['ClientId'] !== clientId ||
    body['CodeChallengeMethod'] !== 'S256'
  ) {
    return cloudSsoRefusal(400, 'InvalidParameter', 'portal, client or challenge method is not known');
  }
  const device: CloudSsoDevice = {
    deviceCode: randomToken(context.random, 32),
    userCode: randomUserCode(context.random),
    codeChallenge: text(body['CodeChallenge']),
    status: context.aliyun.behaviour.autoApproveAs === null ? 'pending' : 'approved',
    expiresAt: context.now() + deviceSeconds * 1000,
  };
  context.aliyun.state.cloudSsoDevices.set(device.deviceCode, device);
  const page = `${request.origin}${cloudSsoPath}/device`;
  return json(200, {
    DeviceCode: device.deviceCode,
    UserCode: device.userCode,
    VerificationUri: page,
    VerificationUriComplete: `${page}?user_code=${device.userCode}`,
    Interval: 1,
    ExpiresIn: deviceSeconds,
  });
}

/** POST /token: one poll. */
export function cloudSsoToken(request: PracticeRequest, context: PracticeContext): Answer {
  const body = read(request);
  const { state } = context.aliyun;
  const device = state.cloudSsoDevices.get(text(body['DeviceCode']));
  const challenge = createHash('sha256').update(text(body['CodeVerifier'])).digest('base64url');
  if (
    device === undefined ||
    device.status === 'used' ||
    device.expiresAt <= context.now() ||
    !sameSecret(challenge, device.codeChallenge)
  ) {
    return cloudSsoRefusal(400, 'InvalidDeviceCodeError', 'the device code is not valid');
  }
  if (device.status === 'pending') return cloudSsoRefusal(400, 'AuthorizationPending', 'not yet');
  state.cloudSsoDevices.set(device.deviceCode, { ...device, status: 'used' });
  if (device.status === 'denied') return cloudSsoRefusal(400, 'AccessDenied', 'the user said no');
  const token = randomToken(context.random, 32);
  state.cloudSsoSessions.set(token, { expiresAt: context.now() + tokenSeconds * 1000 });
  return json(200, { AccessToken: token, ExpiresIn: tokenSeconds, TokenType: 'Bearer' });
}

/** GET and POST /device: compare the code, then allow or deny. */
export function showCloudSsoDevice(request: PracticeRequest, context: PracticeContext): Answer {
  const visit = browserOf(request, context);
  const asked = request.query.get('user_code');
  const device = deviceOf(asked, context);
  const answer =
    device === undefined
      ? cloudSsoCodePage(asked !== null)
      : cloudSsoDevicePage(visit.browser.csrf, device.userCode);
  return { ...answer, headers: { ...answer.headers, ...visit.cookie } };
}

export function submitCloudSsoDevice(request: PracticeRequest, context: PracticeContext): Answer {
  const form = new URLSearchParams(request.body);
  const visit = browserOfForm(request, form, context);
  const device = deviceOf(form.get('user_code'), context);
  if (visit === undefined || device === undefined) return cloudSsoCodePage(true);
  const isAllowed = form.get('decision') === 'allow' && !context.faults.denyConsent;
  context.aliyun.state.cloudSsoDevices.set(device.deviceCode, {
    ...device,
    status: isAllowed ? 'approved' : 'denied',
  });
  return redirect(`${cloudSsoPath}/device/${isAllowed ? 'allowed' : 'denied'}`);
}

export function showCloudSsoAllowed(): Answer {
  return aliyunMessagePage(200, words.device.allowedTitle, words.device.allowed);
}

export function showCloudSsoDenied(): Answer {
  return aliyunMessagePage(200, words.device.deniedTitle, words.device.denied);
}

/** GET /access-assignments/accounts. */
export function cloudSsoAccounts(request: PracticeRequest, context: PracticeContext): Answer {
  return signedIn(request, context) ?? page(request, 'Accounts', accounts);
}

/** GET /access-assignments/access-configurations. */
export function cloudSsoAccessConfigurations(request: PracticeRequest, context: PracticeContext): Answer {
  const refused = signedIn(request, context);
  if (refused !== null) return refused;
  const names = namesAt(request.query.get('AccountId') ?? '');
  if (names === null) return cloudSsoRefusal(404, 'EntityNotExists.Account', 'no such account');
  return page(
    request,
    'AccessConfigurationsForAccount',
    names.map((name) => ({
      AccessConfigurationId: idOf(name),
      AccessConfigurationName: name,
      AccessConfigurationDescription: '',
    })),
  );
}

/** POST /cloud-credentials. */
export function cloudSsoCredentials(request: PracticeRequest, context: PracticeContext): Answer {
  const refused = signedIn(request, context);
  if (refused !== null) return refused;
  const body = read(request);
  const accountId = text(body['AccountId']);
  const name = namesAt(accountId)?.find((each) => idOf(each) === body['AccessConfigurationId']);
  if (name === undefined) return cloudSsoRefusal(403, 'Forbidden', 'no access to this account');
  const keys = issueKeys(
    {
      accountId,
      arn: `acs:ram::${accountId}:assumed-role/aliyunreserved-sso-${name.toLowerCase()}/alice`,
      type: 'AssumedRoleUser',
      principalId: `3${accountId.slice(1)}`,
    },
    context.now() + keySeconds * 1000,
    context,
  );
  return json(200, {
    CloudCredential: {
      AccessKeyId: keys.accessKeyId,
      AccessKeySecret: keys.accessKeySecret,
      SecurityToken: keys.securityToken,
      Expiration: `${new Date(keys.expiresAt).toISOString().slice(0, 19)}Z`,
    },
    RequestId: randomRequestId(context.random),
  });
}

function signedIn(request: PracticeRequest, context: PracticeContext): Answer | null {
  const token = /^Bearer (\S+)$/u.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
  const session = context.aliyun.state.cloudSsoSessions.get(token);
  return session !== undefined && context.now() < session.expiresAt
    ? null
    : cloudSsoRefusal(401, 'InvalidAccessToken', 'the access token is not valid');
}

function deviceOf(userCode: string | null, context: PracticeContext): CloudSsoDevice | undefined {
  return [...context.aliyun.state.cloudSsoDevices.values()].find(
    (device) =>
      device.userCode === userCode && device.status === 'pending' && context.now() < device.expiresAt,
  );
}

function namesAt(accountId: string): readonly string[] | null {
  const index = accounts.findIndex((account) => account.AccountId === accountId);
  return index === -1 ? null : configurations.filter((_, at) => at === 2 || (index + at) % 3 !== 0);
}

function idOf(name: string): string {
  return `ac-00${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
}

function page(request: PracticeRequest, key: string, items: readonly object[]): Answer {
  const asked = Number(request.query.get('MaxResults') ?? mostResults);
  const size = Math.min(Number.isInteger(asked) && asked > 0 ? asked : mostResults, mostResults);
  const start = Number(request.query.get('NextToken') ?? 0);
  const end = start + size;
  const more = end < items.length;
  return json(200, {
    [key]: items.slice(start, end),
    IsTruncated: more,
    ...(more ? { NextToken: String(end) } : {}),
    RequestId: 'practice',
  });
}

function read(request: PracticeRequest): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(request.body);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
