import { type Answer, json } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import type { PracticeRequest } from '../request.ts';
import { randomToken, randomUserCode } from '../secrets.ts';
import type { ClientRecord, DeviceRecord } from '../state.ts';
import { type JsonBody, readJsonBody } from './body.ts';
import { authenticate, DEVICE_CODE, mayUse } from './clients.ts';
import { oidcError } from './errors.ts';
import { portalOf } from './issuer.ts';
import { answerWithTokens } from './tokens.ts';

/** What the service was seen to ask for (protocol/aws.md §2.3). */
const INTERVAL_SECONDS = 1;

/** StartDeviceAuthorization (protocol/aws.md §2.3). */
export function startDeviceAuthorization(request: PracticeRequest, context: PracticeContext): Answer {
  const read = readJsonBody(request);
  if (!read.ok) return read.error;
  const client = authenticate(read.value, request, context);
  if (!client.ok) return client.error;
  const startUrl = read.value.text('startUrl');
  if (startUrl === undefined) return oidcError('invalid_request', 'startUrl is required');
  const portal = portalOf(startUrl, request, context);
  if (portal === undefined) return oidcError('invalid_request', 'startUrl names no instance here');
  if (!mayUse(client.value, DEVICE_CODE)) {
    return oidcError('unauthorized_client', 'The client is not registered for device codes');
  }
  const expiresIn = context.lifetimes.codeSeconds;
  const device: DeviceRecord = {
    deviceCode: randomToken(context.random, 64),
    userCode: randomUserCode(context.random),
    clientId: client.value.clientId,
    portalId: portal.id,
    expiresAt: context.now() + (context.faults.expireCodesAtOnce ? 0 : expiresIn * 1000),
    status: { is: 'pending' },
    polls: [],
  };
  context.state.devices.set(device.deviceCode, device);
  const verificationUri = `${request.base}/device`;
  return json(200, {
    deviceCode: device.deviceCode,
    expiresIn,
    interval: INTERVAL_SECONDS,
    userCode: device.userCode,
    verificationUri,
    verificationUriComplete: `${verificationUri}?user_code=${device.userCode}`,
  });
}

/** The device grant of CreateToken: waits for the person, once (RFC 8628 §3.5, protocol/aws.md §2.6). */
export function createDeviceToken(body: JsonBody, client: ClientRecord, context: PracticeContext): Answer {
  const deviceCode = body.text('deviceCode');
  if (deviceCode === undefined) return oidcError('invalid_request', 'deviceCode is required');
  const device = context.state.devices.get(deviceCode);
  if (device?.clientId !== client.clientId || device.status.is === 'used') {
    return oidcError('invalid_grant', 'Invalid device code provided');
  }
  const now = context.now();
  if (device.expiresAt <= now) return oidcError('expired_token', 'The device code has expired');
  const { status } = device;
  if (status.is === 'denied') return oidcError('access_denied', 'The request was denied');
  if (status.is === 'approved') {
    context.state.devices.set(deviceCode, { ...device, status: { is: 'used' } });
    const session = context.state.liveSession(status.sessionId, now);
    if (session === undefined) return oidcError('invalid_grant', 'The sign-in session has ended');
    return answerWithTokens(client, session, context, { withRefreshToken: true });
  }
  // The CLI tries once before it shows the code and again right after (protocol/aws.md §2.6): two in one interval pass.
  const recent = device.polls.filter((at) => now - at < INTERVAL_SECONDS * 1000);
  context.state.devices.set(deviceCode, { ...device, polls: [...recent, now].slice(-2) });
  return recent.length < 2
    ? oidcError('authorization_pending', 'Waiting for the user')
    : oidcError('slow_down', 'Polled too often');
}

/** The device request with this user code, however it was typed. */
export function deviceOfUserCode(typed: string, context: PracticeContext): DeviceRecord | undefined {
  const letters = typed.toUpperCase().replaceAll(/[^A-Z0-9]/gu, '');
  const userCode = `${letters.slice(0, 4)}-${letters.slice(4)}`;
  return [...context.state.devices.values()].find(
    (device) =>
      device.userCode === userCode && device.status.is === 'pending' && context.now() < device.expiresAt,
  );
}
