import type { Answer } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { deviceOfUserCode } from '../oidc/device-authorization.ts';
import { devicePage } from '../pages/device.ts';
import { messagePage } from '../pages/message.ts';
import { words } from '../pages/words.ts';
import type { PracticeRequest } from '../request.ts';
import { randomToken } from '../secrets.ts';
import type { DeviceRecord } from '../state.ts';
import { browserOf, browserOfForm, type BrowserVisit } from './browsers.ts';
import { nextStep } from './next-step.ts';
import { forged } from './pending.ts';

/** GET /device: asks for the code, or to compare the one in the address (protocol/aws.md §8). */
export function showDevice(request: PracticeRequest, context: PracticeContext): Answer {
  const visit = browserOf(request, context);
  const userCode = request.query.get('user_code') ?? '';
  const device = deviceOfUserCode(userCode, context);
  if (device !== undefined && context.faults.autoApprove) return proceed(device, visit, request, context);
  const page = { csrf: visit.browser.csrf, userCode: device?.userCode ?? userCode };
  const problem = userCode === '' || device !== undefined ? {} : { problem: words.device.unknown };
  const answer = devicePage({ ...page, ...problem, known: device !== undefined });
  return { ...answer, headers: { ...answer.headers, ...visit.cookie } };
}

/** POST /device: the code is confirmed; now sign in and decide. */
export function submitDevice(request: PracticeRequest, context: PracticeContext): Answer {
  const form = new URLSearchParams(request.body);
  const visit = browserOfForm(request, form, context);
  if (visit === undefined) return forged();
  const userCode = form.get('user_code') ?? '';
  const device = deviceOfUserCode(userCode, context);
  if (device !== undefined) return proceed(device, visit, request, context);
  return devicePage({
    csrf: visit.browser.csrf,
    userCode,
    known: false,
    problem: words.device.unknown,
  });
}

/** GET /device/allowed and /device/denied: nothing more to do here. */
export function showDeviceAllowed(): Answer {
  return messagePage(200, words.device.allowedTitle, words.device.allowed);
}

export function showDeviceDenied(): Answer {
  return messagePage(200, words.device.deniedTitle, words.device.denied);
}

function proceed(
  device: DeviceRecord,
  visit: BrowserVisit,
  request: PracticeRequest,
  context: PracticeContext,
): Answer {
  const id = randomToken(context.random, 24);
  const pending = {
    kind: 'device',
    id,
    browserId: visit.browser.id,
    clientId: device.clientId,
    portalId: device.portalId,
    expiresAt: device.expiresAt,
    deviceCode: device.deviceCode,
  } as const;
  context.state.pending.set(id, pending);
  return nextStep(pending, visit, request, context);
}
