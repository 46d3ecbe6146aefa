import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import type { ClientRegistration, DeviceAuthorization } from '../provider.ts';
import { endedBy, isAborted, type Approved, type Attempt } from './attempt.ts';
import { awaitDeviceApproval } from './device-approval.ts';
import type { FlowPorts } from './pkce-flow.ts';
import { refusesClient } from './registrations.ts';
import { retried } from './retried.ts';

/** Device authorization at IAM Identity Center (protocol/aws.md §2.3, §2.6). */
export async function runDeviceFlow(
  ports: FlowPorts,
  session: AwsSessionRecord,
  attempt: Attempt,
): Promise<Result<Approved>> {
  const { signal } = attempt.controller;
  const started = await begin(ports, session, signal);
  if (isAborted(attempt)) {
    return err(endedBy(attempt));
  }
  if (!started.ok) {
    return started;
  }
  const { registration, device } = started.value;
  const tokens = await awaitDeviceApproval(ports, session, device, attempt, () =>
    ports.provider.pollDevice(session, registration, device.deviceCode, signal),
  );
  return tokens.ok ? ok({ registration, tokens: tokens.value }) : tokens;
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
