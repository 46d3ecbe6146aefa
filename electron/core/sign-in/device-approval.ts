import { appError, type AppErrorCode } from '../../../shared/model/app-error.ts';
import { SECOND } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionRecord } from '../../../shared/model/session.ts';
import type { Clock, ExternalUrl, Scheduler } from '../ports.ts';
import type { DeviceAuthorization } from '../provider.ts';
import { wait } from '../wait.ts';
import { endedBy, isAborted, type Attempt } from './attempt.ts';

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
 * Shows the code and asks until the user has said yes or no on any device (RFC 8628 §3.3, §3.4). The browser is opened by a
 * click only, and never with the link that carries the code. Errors besides those of the poll:
 * `sign-in.code-expired`, `sign-in.timed-out`, `browser.url-refused`.
 */
export async function awaitDeviceApproval<Session extends SessionRecord, Tokens>(
  ports: {
    readonly clock: Clock;
    readonly scheduler: Scheduler;
    readonly allowUrl: (session: Session, url: string) => Result<ExternalUrl>;
  },
  session: Session,
  device: DeviceAuthorization,
  attempt: Attempt,
  pollOnce: () => Promise<Result<Tokens | 'pending' | 'slow-down'>>,
): Promise<Result<Tokens>> {
  const { clock } = ports;
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
    const poll = await pollOnce();
    if (isAborted(attempt)) {
      return err(endedBy(attempt));
    }
    if (poll.ok && poll.value !== 'pending' && poll.value !== 'slow-down') {
      attempt.onProgress({ event: 'approved' });
      return ok(poll.value);
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
    const waited = await wait(ports.scheduler, intervalMs, attempt.controller.signal);
    if (!waited.ok) {
      return err(endedBy(attempt));
    }
  }
}
