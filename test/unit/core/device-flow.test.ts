import { describe, expect, it } from 'vitest';
import type { SignInProgress } from '../../../electron/core/intents.ts';
import { MINUTE, SECOND } from '../../../shared/model/instant.ts';
import { createCoreHarness, window } from '../../fakes/core-harness.ts';

async function started(polls: ('pending' | 'slow-down')[] = []) {
  const harness = createCoreHarness();
  const sessionId = await harness.addSession();
  harness.provider.devicePolls = polls;
  const progress: SignInProgress[] = [];
  const outcome = harness.intents.signIn.start(
    { sessionId, openBrowser: true, flow: 'device' },
    window,
    (event) => progress.push(event),
  );
  await harness.scheduler.advance(1);
  return Object.assign(harness, { sessionId, outcome, progress });
}

describe('a sign-in with a device code', () => {
  it('shows the code and opens no browser by itself', async () => {
    const { session, sessionId, opened, progress } = await started(Array<'pending'>(600).fill('pending'));
    expect([session(sessionId).phase, opened, progress]).toMatchObject([
      { state: 'signing-in', flow: 'device', step: 'approval', userCode: 'ABCD-EFGH' },
      [],
      [{ event: 'code', userCode: 'ABCD-EFGH' }],
    ]);
  });

  it('opens the page without the code when asked to', async () => {
    const flow = await started(Array<'pending'>(600).fill('pending'));
    await flow.intents.signIn.openLink(flow.sessionId);
    expect(flow.opened).toEqual(['https://device.sso.us-east-1.amazonaws.com/']);
  });

  it('asks again at the interval of the server', async () => {
    const { provider, scheduler, outcome } = await started(['pending', 'pending', 'pending']);
    const counts = [provider.count('pollDevice')];
    for (let second = 0; second < 3; second += 1) {
      await scheduler.advance(SECOND);
      counts.push(provider.count('pollDevice'));
    }
    expect([counts, (await outcome).ok]).toEqual([[1, 2, 3, 4], true]);
  });

  it('asks five seconds slower, for good, after every slow_down', async () => {
    const { provider, scheduler } = await started([
      'slow-down',
      'pending',
      'slow-down',
      ...Array<'pending'>(9).fill('pending'),
    ]);
    const at = async (seconds: number) => {
      await scheduler.advance(seconds * SECOND);
      return provider.count('pollDevice');
    };
    expect([await at(5), await at(1), await at(6), await at(10), await at(1)]).toEqual([1, 2, 3, 3, 4]);
  });

  it('goes on after a poll that the network lost', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    harness.provider.fail('pollDevice', 'network.unreachable', 'network.timed-out', 'server.failed');
    const outcome = harness.intents.signIn.start({ sessionId, openBrowser: true, flow: 'device' }, window);
    await harness.scheduler.advance(10 * SECOND);
    expect((await outcome).ok).toBe(true);
  });

  it.each(['sign-in.denied', 'sign-in.code-expired', 'sign-in.registration-rejected'] as const)(
    'ends with %s when the server says so',
    async (code) => {
      const harness = createCoreHarness();
      const sessionId = await harness.addSession();
      harness.provider.fail('pollDevice', code);
      const outcome = await harness.intents.signIn.start(
        { sessionId, openBrowser: true, flow: 'device' },
        window,
      );
      expect(outcome).toMatchObject({ ok: false, error: { code } });
    },
  );

  it('ends by itself when the code has run out', async () => {
    const { scheduler, outcome } = await started(Array<'pending'>(2000).fill('pending'));
    await scheduler.advance(11 * MINUTE);
    expect(await outcome).toMatchObject({ ok: false, error: { code: 'sign-in.code-expired' } });
  });

  it('stops asking when cancelled', async () => {
    const { intents, provider, scheduler, sessionId, outcome } = await started(
      Array<'pending'>(2000).fill('pending'),
    );
    intents.signIn.cancel(sessionId);
    const ended = await outcome;
    const polls = provider.count('pollDevice');
    await scheduler.advance(MINUTE);
    expect([ended, provider.count('pollDevice') - polls]).toMatchObject([
      { ok: false, error: { code: 'sign-in.cancelled' } },
      0,
    ]);
  });

  it('registers a client of its own beside that of the browser flow', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    await harness.signIn(sessionId);
    await harness.intents.signIn.start({ sessionId, openBrowser: true, flow: 'device' }, window);
    await harness.signIn(sessionId);
    expect(harness.provider.count('registerClient')).toBe(2);
  });
});
