import { describe, expect, it } from 'vitest';
import { readTokenFile } from '../../../shared/config-files/sso-cache.ts';
import { translateError } from '../../../shared/i18n/error-text.ts';
import { createTranslate } from '../../../shared/i18n/translate.ts';
import { HOUR, MINUTE, SECOND } from '../../../shared/model/instant.ts';
import { createCoreHarness, unasked, valueOf, window } from '../../fakes/core-harness.ts';

async function signedIn() {
  const harness = createCoreHarness();
  const sessionId = await harness.addSession();
  valueOf(await harness.signIn(sessionId));
  return { ...harness, sessionId };
}

const textOf = async (harness: ReturnType<typeof createCoreHarness>, path: string) =>
  valueOf(await harness.files.read(path))?.text ?? null;

describe('a sign-in', () => {
  it('binds the listener before the browser opens, and opens the page of the allow-list once', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    await harness.startSignIn(sessionId);
    expect([
      harness.listener.sessions.length,
      harness.opened.length,
      harness.session(sessionId).phase.state,
    ]).toEqual([1, 1, 'signing-in']);
  });

  it('writes the token file that the CLI would have written', async () => {
    const harness = await signedIn();
    const text = await textOf(harness, harness.tokenFile('my-sso'));
    expect(Object.keys(JSON.parse(text ?? '{}') as object)).toEqual([
      'startUrl',
      'region',
      'accessToken',
      'expiresAt',
      'clientId',
      'clientSecret',
      'registrationExpiresAt',
      'refreshToken',
    ]);
  });

  it('leaves the session active with the end of its token', async () => {
    const harness = await signedIn();
    expect(harness.session(harness.sessionId).phase).toMatchObject({
      state: 'active',
      accessTokenExpiresAt: harness.clock.now() + harness.provider.tokenLife - 2,
      renewable: true,
    });
  });

  it('registers the client once for several sign-ins', async () => {
    const harness = await signedIn();
    valueOf(await harness.signIn(harness.sessionId));
    expect(harness.provider.count('registerClient')).toBe(1);
  });

  it('registers anew after the server refused the client', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    harness.provider.fail('exchangeCode', 'sign-in.registration-rejected');
    const refused = await harness.signIn(sessionId);
    valueOf(await harness.signIn(sessionId));
    expect([refused.ok, harness.provider.count('registerClient')]).toEqual([false, 2]);
  });

  it('stays pending after a callback with a wrong state', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    const { outcome, loopback } = await harness.startSignIn(sessionId);
    loopback.callback({ code: 'forged', state: 'A'.repeat(43) });
    await harness.scheduler.advance(MINUTE);
    const pending = harness.session(sessionId).phase.state;
    loopback.callback({ code: 'the-code', state: loopback.options.state });
    expect([pending, (await outcome).ok]).toEqual(['signing-in', true]);
  });

  it('ends as denied when consent is denied, and says so on the session', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    const { outcome, loopback } = await harness.startSignIn(sessionId);
    loopback.callback({ error: 'access_denied', state: loopback.options.state });
    expect([await outcome, harness.session(sessionId).phase]).toMatchObject([
      { ok: false, error: { code: 'sign-in.denied' } },
      { state: 'signed-out', error: { code: 'sign-in.denied' } },
    ]);
  });

  it('is replaced by a new attempt, whose state the old one does not know', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    const first = await harness.startSignIn(sessionId);
    const second = await harness.startSignIn(sessionId);
    expect([
      await first.outcome,
      first.loopback.closed,
      first.loopback.options.state === second.loopback.options.state,
    ]).toMatchObject([{ ok: false, error: { code: 'sign-in.replaced' } }, true, false]);
  });

  it('ends at once when cancelled, without a complaint', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    const { outcome, loopback } = await harness.startSignIn(sessionId);
    harness.intents.signIn.cancel(sessionId);
    expect([await outcome, loopback.closed, harness.session(sessionId).phase]).toMatchObject([
      { ok: false, error: { code: 'sign-in.cancelled' } },
      true,
      { state: 'signed-out', error: null },
    ]);
  });

  it('times out after ten minutes', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    const { outcome } = await harness.startSignIn(sessionId);
    await harness.scheduler.advance(10 * MINUTE);
    expect(await outcome).toMatchObject({ ok: false, error: { code: 'sign-in.timed-out' } });
  });

  it('says that no port can be had', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    harness.listener.blockPorts();
    expect(await harness.intents.signIn.start({ sessionId, openBrowser: true }, window)).toMatchObject({
      ok: false,
      error: { code: 'sign-in.port-unavailable' },
    });
  });

  it('keeps the token it had when a new sign-in is denied', async () => {
    const harness = await signedIn();
    const before = await textOf(harness, harness.tokenFile('my-sso'));
    const { outcome, loopback } = await harness.startSignIn(harness.sessionId);
    loopback.callback({ error: 'access_denied', state: loopback.options.state });
    await outcome;
    expect([
      await textOf(harness, harness.tokenFile('my-sso')),
      harness.session(harness.sessionId).phase,
    ]).toMatchObject([before, { state: 'active', error: { code: 'sign-in.denied' } }]);
  });

  it('writes no token of a session that was removed while the browser was open', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    const { outcome, loopback } = await harness.startSignIn(sessionId);
    const release = harness.provider.hold('exchangeCode');
    loopback.callback({ code: 'the-code', state: loopback.options.state });
    await harness.scheduler.advance(1);
    await harness.intents.sessions.remove(sessionId, unasked, window);
    release();
    expect([(await outcome).ok, await textOf(harness, harness.tokenFile('my-sso'))]).toEqual([false, null]);
  });

  it('is refused on the fallback runtime unless all endpoints are on this machine', async () => {
    const harness = createCoreHarness({ runtime: 'fallback' });
    const sessionId = await harness.addSession();
    const real = await harness.intents.signIn.start({ sessionId, openBrowser: true }, window);
    expect([real, harness.provider.calls]).toMatchObject([{ error: { code: 'runtime.practice-only' } }, []]);
  });
});

describe('a token', () => {
  it('is renewed about 20 minutes before it ends, and the file has the new one', async () => {
    const harness = await signedIn();
    const first = readTokenFile((await textOf(harness, harness.tokenFile('my-sso'))) ?? '');
    await harness.scheduler.advance(37 * MINUTE);
    const early = harness.provider.count('refresh');
    await harness.scheduler.advance(6 * MINUTE);
    const second = readTokenFile((await textOf(harness, harness.tokenFile('my-sso'))) ?? '');
    expect([early, harness.provider.count('refresh'), second?.accessToken === first?.accessToken]).toEqual([
      0,
      1,
      false,
    ]);
  });

  it('that lives for seconds only is not renewed in a storm', async () => {
    const harness = createCoreHarness();
    harness.provider.tokenLife = 2 * SECOND;
    const sessionId = await harness.addSession();
    valueOf(await harness.signIn(sessionId));
    await harness.scheduler.advance(10 * MINUTE);
    expect(harness.provider.count('refresh')).toBeLessThanOrEqual(25);
  });

  it('is renewed again after the network failed, and lost nothing by it', async () => {
    const harness = await signedIn();
    harness.provider.fail('refresh', 'network.unreachable', 'network.timed-out');
    await harness.scheduler.advance(55 * MINUTE);
    expect(harness.session(harness.sessionId).phase).toMatchObject({ state: 'active', error: null });
  });

  it('that ended while the machine slept is renewed without the user, also when the network comes late', async () => {
    const harness = await signedIn();
    harness.provider.fail('refresh', 'network.unreachable');
    harness.scheduler.sleep(3 * HOUR);
    harness.scheduler.recheck();
    await harness.scheduler.advance(1);
    const awake = harness.session(harness.sessionId).phase;
    await harness.scheduler.advance(2 * MINUTE);
    expect([awake, harness.session(harness.sessionId).phase]).toMatchObject([
      { state: 'expired', error: { code: 'network.unreachable' } },
      { state: 'active', error: null },
    ]);
  });

  it('that ended while Latchkey did not run is renewed at the start', async () => {
    const first = await signedIn();
    const second = createCoreHarness({ files: first.files, settings: first.settings });
    second.scheduler.sleep(3 * HOUR);
    await second.core.restore();
    await second.scheduler.advance(1);
    expect(second.session(first.sessionId).phase).toMatchObject({ state: 'active', error: null });
  });

  it('asks for a sign-in, once, when the portal session has ended', async () => {
    const harness = await signedIn();
    const ended = 'sign-in.portal-ended';
    harness.provider.fail('refresh', ended, ended, ended);
    await harness.scheduler.advance(59 * MINUTE);
    const active = harness.session(harness.sessionId).phase;
    await harness.scheduler.advance(2 * MINUTE);
    expect([
      harness.provider.count('refresh'),
      active,
      harness.session(harness.sessionId).phase,
    ]).toMatchObject([
      1,
      { state: 'active', renewable: false, error: { code: ended } },
      { state: 'expired' },
    ]);
  });

  it('that another tool refreshed is adopted and used', async () => {
    const harness = await signedIn();
    const path = harness.tokenFile('my-sso');
    const text = (await textOf(harness, path)) ?? '';
    harness.files.foreignWrite(
      path,
      text.replace(/"accessToken": ?"[^"]*"/, '"accessToken": "made-by-the-cli"'),
    );
    await harness.scheduler.advance(1);
    harness.provider.validTokens = new Set(['made-by-the-cli']);
    const role = { sessionId: harness.sessionId, accountId: '111122223333', roleName: 'ReadOnly' };
    expect((await harness.intents.credentials.ofRole(role, window)).ok).toBe(true);
  });

  it('that another tool removed is noticed', async () => {
    const harness = await signedIn();
    harness.files.foreignRemove(harness.tokenFile('my-sso'));
    await harness.scheduler.advance(1);
    expect(harness.session(harness.sessionId).phase.state).toBe('signed-out');
  });

  it('that lay there before the session got endpoints of its own is not taken for them', async () => {
    const harness = createCoreHarness({
      environment: {
        AWS_ENDPOINT_URL_SSO_OIDC: 'https://oidc.eu-central-1.amazonaws.com',
        AWS_ENDPOINT_URL_SSO: 'https://portal.sso.eu-central-1.amazonaws.com',
      },
    });
    harness.files.foreignWrite(
      harness.tokenFile('my-sso'),
      '{"startUrl":"https://my-sso-portal.awsapps.com/start","region":"us-east-1","accessToken":"real","expiresAt":"2099-01-01T00:00:00Z"}',
    );
    const sessionId = await harness.addSession();
    expect(harness.session(sessionId).phase.state).toBe('signed-out');
  });
});

describe('role credentials', () => {
  it('are asked for once, however many want them', async () => {
    const harness = await signedIn();
    const role = { sessionId: harness.sessionId, accountId: '111122223333', roleName: 'ReadOnly' };
    const all = await Promise.all(
      Array.from({ length: 50 }, () => harness.intents.credentials.ofRole(role, window)),
    );
    expect([all.every((one) => one.ok), harness.provider.count('roleCredentials')]).toEqual([true, 1]);
  });

  it('are asked for again with less than 15 minutes left', async () => {
    const harness = await signedIn();
    const role = { sessionId: harness.sessionId, accountId: '111122223333', roleName: 'ReadOnly' };
    await harness.intents.credentials.ofRole(role, window);
    await harness.scheduler.advance(46 * MINUTE);
    await harness.intents.credentials.ofRole(role, window);
    expect(harness.provider.count('roleCredentials')).toBe(2);
  });

  it('are never in the state, only whose they are and until when', async () => {
    const harness = await signedIn();
    const role = { sessionId: harness.sessionId, accountId: '111122223333', roleName: 'ReadOnly' };
    valueOf(await harness.intents.credentials.copyRole(role, 'env', null, window));
    const shown = JSON.stringify(harness.core.store.current());
    expect([
      /role-secret|role-session|access-\d|refresh-\d/.test(shown),
      harness.copied.at(-1)?.sensitive,
    ]).toEqual([false, true]);
  });

  it('cannot be had without a sign-in, and the words name the session', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    const role = { sessionId, accountId: '111122223333', roleName: 'ReadOnly' };
    const found = await harness.intents.credentials.ofRole(role, window);
    const words = found.ok ? null : translateError(createTranslate('en'), found.error);
    expect(words?.message).toBe('You are not signed in to my-sso.');
  });

  it('of a revoked token are got after one refresh', async () => {
    const harness = await signedIn();
    harness.provider.fail('roleCredentials', 'portal.unauthorized');
    const role = { sessionId: harness.sessionId, accountId: '111122223333', roleName: 'ReadOnly' };
    const found = await harness.intents.credentials.ofRole(role, window);
    expect([found.ok, harness.provider.count('refresh')]).toEqual([true, 1]);
  });

  it('that are not assigned leave the token alone', async () => {
    const harness = await signedIn();
    harness.provider.fail('roleCredentials', 'portal.forbidden');
    const role = { sessionId: harness.sessionId, accountId: '111122223333', roleName: 'ReadOnly' };
    const found = await harness.intents.credentials.ofRole(role, window);
    expect([
      found,
      harness.provider.count('refresh'),
      harness.session(harness.sessionId).phase.state,
    ]).toMatchObject([{ ok: false, error: { code: 'portal.forbidden' } }, 0, 'active']);
  });
});

describe('the log', () => {
  it('may not write a token or key while it is held, and holds none after the sign-out', async () => {
    const harness = await signedIn();
    const role = { sessionId: harness.sessionId, accountId: '111122223333', roleName: 'ReadOnly' };
    valueOf(await harness.intents.credentials.ofRole(role, window));
    const held = [...harness.log.protectedValues];
    valueOf(await harness.intents.signIn.signOut(harness.sessionId, window));
    expect([held.sort(), harness.log.protectedValues.size]).toEqual([
      ['access-2', 'refresh-2', 'registered-secret', 'role-secret', 'role-session'],
      0,
    ]);
  });
});

describe('a sign-out', () => {
  it('removes the token file and ends the session on the server', async () => {
    const harness = await signedIn();
    const report = valueOf(await harness.intents.signIn.signOut(harness.sessionId, window));
    expect([
      report.removed,
      harness.provider.count('endSession'),
      await textOf(harness, harness.tokenFile('my-sso')),
    ]).toEqual([[harness.tokenFile('my-sso')], 1, null]);
  });

  it('of all sessions goes on after one that cannot be signed out, and says so', async () => {
    const harness = await signedIn();
    const other = await harness.addSession('other');
    valueOf(await harness.signIn(other));
    harness.files.failNext({ code: 'config.read-only' });
    const outcome = await harness.intents.signIn.signOutAll(window);
    const report = valueOf(outcome);
    expect(report.failed).toMatchObject([{ session: 'my-sso', error: { code: 'config.read-only' } }]);
    expect(report.removed).toEqual([harness.tokenFile('other')]);
    expect(harness.session(other).phase.state).toBe('signed-out');
    expect(await textOf(harness, harness.tokenFile('other'))).toBeNull();
  });

  it('works without network', async () => {
    const harness = await signedIn();
    harness.provider.fail('endSession', 'network.unreachable');
    expect((await harness.intents.signIn.signOut(harness.sessionId, window)).ok).toBe(true);
  });

  it('tells until when credentials handed out before stay valid', async () => {
    const harness = await signedIn();
    const role = { sessionId: harness.sessionId, accountId: '111122223333', roleName: 'ReadOnly' };
    const keys = valueOf(await harness.intents.credentials.ofRole(role, window));
    const report = valueOf(await harness.intents.signIn.signOut(harness.sessionId, window));
    expect(report.credentialsValidUntil).toBe(keys.expiresAt);
  });
});
