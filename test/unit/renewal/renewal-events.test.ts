import { describe, expect, it } from 'vitest';
import { createRenewalEvents, type RenewalEvents } from '../../../electron/core/renewal/renewal-events.ts';
import { HOUR, MINUTE } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { createCoreHarness, unasked, valueOf, window } from '../../fakes/core-harness.ts';

/** What is told, a line each. */
function heard(renewals: RenewalEvents): string[] {
  const lines: string[] = [];
  renewals.subscribe({
    onRenewed: (_, until) => lines.push(`renewed until ${String(until)}`),
    onRenewalFailed: (_, { code }) => lines.push(`failed: ${code}`),
    onSessionEnded: (_, error) => lines.push(`ended: ${error?.code ?? 'by time'}`),
  });
  return lines;
}

async function signedIn(withoutRefreshToken = false) {
  const harness = createCoreHarness();
  harness.provider.withoutRefreshToken = withoutRefreshToken;
  const lines = heard(harness.core.renewals);
  const sessionId = await harness.addSession();
  valueOf(await harness.signIn(sessionId));
  return { ...harness, sessionId, lines };
}

describe('what is told of renewals', () => {
  it('says until when a token was renewed, and nothing of the sign-in before', async () => {
    const { scheduler, lines, session, sessionId } = await signedIn();
    expect(lines).toEqual([]);
    await scheduler.advance(50 * MINUTE);
    const { phase } = session(sessionId);
    const until = phase.state === 'active' ? phase.accessTokenExpiresAt : null;
    expect(lines).toEqual([`renewed until ${String(until)}`]);
  });

  it('says why a renewal failed, and that it went well later', async () => {
    const { scheduler, provider, lines } = await signedIn();
    provider.fail('refresh', 'network.unreachable');
    await scheduler.advance(50 * MINUTE);
    expect(lines).toEqual(['failed: network.unreachable', expect.stringMatching(/^renewed/)]);
  });

  it('tells the end of a sign-in once, however often a renewal is asked for, and again after the next sign-in', async () => {
    const harness = await signedIn();
    const { scheduler, provider, lines, intents, sessionId } = harness;
    provider.fail('refresh', ...Array<'sign-in.renewal-refused'>(3).fill('sign-in.renewal-refused'));
    await scheduler.advance(50 * MINUTE);
    await intents.signIn.renew(sessionId, window);
    expect(lines).toEqual(['ended: sign-in.renewal-refused']);
    valueOf(await harness.signIn(sessionId));
    await scheduler.advance(50 * MINUTE);
    expect(lines).toEqual(['ended: sign-in.renewal-refused', 'ended: sign-in.renewal-refused']);
  });

  it('tells the end of a token that nothing renews when it comes', async () => {
    const { scheduler, lines } = await signedIn(true);
    await scheduler.advance(HOUR - MINUTE);
    expect(lines).toEqual([]);
    await scheduler.advance(2 * MINUTE);
    expect(lines).toEqual(['ended: by time']);
  });

  it('tells no end of a session that the user signs out of', async () => {
    const { scheduler, lines, intents, sessionId } = await signedIn(true);
    valueOf(await intents.signIn.signOut(sessionId, window));
    await scheduler.advance(2 * HOUR);
    expect(lines).toEqual([]);
  });

  it('tells of sessions of Alibaba Cloud in the same way', async () => {
    const harness = createCoreHarness();
    const lines = heard(harness.core.renewals);
    await harness.core.restore();
    const id = valueOf(
      await harness.intents.aliyun.addOAuth({ name: 'work', site: 'CN', region: 'cn-hangzhou' }, window),
    );
    valueOf(await harness.signIn(id));
    await harness.scheduler.advance(35 * MINUTE);
    expect(lines).toEqual([expect.stringMatching(/^renewed/)]);
    harness.aliyunProvider.fail('refresh', 'sign-in.rejected');
    await harness.scheduler.advance(2 * HOUR);
    expect(lines.slice(1)).toEqual(['ended: sign-in.required']);
    valueOf(await harness.intents.sessions.remove(id, unasked, window));
  });

  it('is heard no more by whoever has left', () => {
    const renewals = createRenewalEvents();
    const sessions: SessionId[] = [];
    const leave = renewals.subscribe({ onSessionEnded: (sessionId) => sessions.push(sessionId) });
    leave();
    renewals.onSessionEnded('a' as SessionId, null);
    expect(sessions).toEqual([]);
  });
});
