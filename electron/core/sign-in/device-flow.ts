import { appError, type AppErrorCode } from '../../../shared/model/app-error.ts';
import { SECOND } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import type { ClientRegistration, DeviceAuthorization } from '../provider.ts';
import { wait } from '../wait.ts';
import { endedBy, isAborted, type Approved, type Attempt } from './attempt.ts';
import { refusesClient } from './registrations.ts';
import { retried } from './retried.ts';
import type { FlowPorts } from './pkce-flow.ts';

/** What each `slow_down` adds to the interval, for good (RFC 8628 §3.5). */
const slowDown = 5 * SECOND;

/** Failures of a single poll that the next one may not have. */
const passing: ReadonlySet<AppErrorCode> = new Set([
  'network.unreachable',
  'network.timed-out',
  'server.failed',
  'sign-in.throttled',
]);

/**
 * Device authorization (RFC 8628; protocol/aws.md §2.3, §2.6): the user compares the code on any device. The browser is
 * opened by a click only, and never with the link that carries the code.
 */
export async function runDeviceFlow(
  ports: FlowPorts,
  session: AwsSessionRecord,
  attempt: Attempt,
): Promise<Result<Approved>> {
  const { signal } = attempt.controller;
  const { provider, clock } = ports;
  const started = await begin(ports, session, signal);
  if (isAborted(attempt)) {
    return err(endedBy(attempt));
  }
  if (!started.ok) {
    return started;
  }
  const { registration, device } = started.value;
  const link = ports.allowUrl(session, device.verificationUrl);
  if (!link.ok) {
    return link;
  }
  const complete = ports.allowUrl(session, device.completeUrl);
  if (!complete.ok) {
    return complete;
  }
  attempt.link = link.value;
  attempt.userCode = device.userCode;
  attempt.onProgress({
    event: 'code',
    userCode: device.userCode,
    url: link.value,
    completeUrl: complete.value,
  });
  attempt.show('approval');

  let intervalMs = device.intervalMs;
  for (;;) {
    const poll = await provider.pollDevice(session, registration, device.deviceCode, signal);
    if (isAborted(attempt)) {
      return err(endedBy(attempt));
    }
    if (poll.ok && poll.value !== 'pending' && poll.value !== 'slow-down') {
      attempt.onProgress({ event: 'approved' });
      return ok({ registration, tokens: poll.value });
    }
    if (!poll.ok && !passing.has(poll.error.code)) {
      return poll;
    }
    if (poll.ok && poll.value === 'slow-down') {
      intervalMs += slowDown;
    }
    if (device.expiresAt - clock.now() <= intervalMs) {
      return err(appError('sign-in.code-expired'));
    }
    if (attempt.deadline - clock.now() <= intervalMs) {
      return err(appError('sign-in.timed-out'));
    }
    const waited = await wait(ports.scheduler, intervalMs, signal);
    if (!waited.ok) {
      return err(endedBy(attempt));
    }
  }
}

/** Asks for a code. A registration that the service has forgotten meanwhile is replaced, once (protocol/aws.md §2.6). */
async function begin(
  ports: FlowPorts,
  session: AwsSessionRecord,
  signal: AbortSignal,
): Promise<Result<{ readonly registration: ClientRegistration; readonly device: DeviceAuthorization }>> {
  for (let isAgain = false; ; isAgain = true) {
    const registration = await retried(ports, signal, () =>
      ports.registrations.obtain(session, 'device', signal),
    );
    if (!registration.ok) {
      return registration;
    }
    const device = await retried(ports, signal, () =>
      ports.provider.startDevice(session, registration.value, signal),
    );
    if (device.ok) {
      return ok({ registration: registration.value, device: device.value });
    }
    if (isAgain || signal.aborted || !refusesClient(device.error.code)) {
      return device;
    }
    await ports.registrations.forget(session, 'device');
  }
}
