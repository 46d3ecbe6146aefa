import { describe, expect, it } from 'vitest';
import { createRenewalEvents } from '../../../electron/core/renewal/renewal-events.ts';
import { createHash } from '../../../electron/adapters/hash.ts';
import type { AliyunTokens } from '../../../electron/core/aliyun/aliyun-provider.ts';
import { createAliyunConfigFile } from '../../../electron/core/aliyun/config-file.ts';
import { createOAuthTokens } from '../../../electron/core/aliyun/oauth-tokens.ts';
import { readAliyunConfig } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import { planAliyunEdits } from '../../../shared/config-files/aliyun/aliyun-edits.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { HOUR, MINUTE, SECOND } from '../../../shared/model/instant.ts';
import type { SessionId, SessionPhase } from '../../../shared/model/session.ts';
import { createFakeAliyunProvider } from '../../fakes/fake-aliyun-provider.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';
import { createFakeRandom } from '../../fakes/fake-random.ts';
import { createFakeScheduler } from '../../fakes/fake-scheduler.ts';
import { MemoryFileStore } from '../../fakes/memory-file-store.ts';

const path = '/home/user/.aliyun/config.json';
const session: AliyunSessionRecord = {
  id: '0123456789abcdef' as SessionId,
  name: 'work',
  cloud: 'aliyun',
  kind: 'oauth',
  practice: false,
  storage: 'shared',
  site: 'CN',
  signInUrl: null,
  region: 'cn-hangzhou',
  profileName: 'work',
  endpoints: null,
  browser: { type: 'default' },
  createdAt: 0 as AliyunSessionRecord['createdAt'],
  identity: null,
};

function setUp(files = new MemoryFileStore(), scheduler = createFakeScheduler()) {
  const provider = createFakeAliyunProvider(scheduler.clock);
  const phases: SessionPhase[] = [];
  const start = () =>
    createOAuthTokens({
      provider,
      configFile: createAliyunConfigFile({ files, hash: createHash(), scheduler }),
      clock: scheduler.clock,
      scheduler,
      random: createFakeRandom(),
      log: createFakeLog(),
      renewals: createRenewalEvents(),
      record: () => session,
      pathOf: () => path,
      profileFields: () => ({
        mode: 'OAuth',
        region_id: 'cn-hangzhou',
        output_format: 'json',
        language: 'en',
        oauth_site_type: 'CN',
      }),
      mayAdopt: () => true,
      onKeys: () => undefined,
      show: (_, phase) => void phases.push(phase),
    });
  const profile = () => {
    const read = readAliyunConfig(files.textOf(path));
    return Object.fromEntries(
      (read.ok ? read.value.profiles : []).find(({ name }) => name === 'work')?.values ?? [],
    );
  };
  return { files, scheduler, provider, phases, profile, start, tokens: start() };
}

async function withKeys({ provider }: ReturnType<typeof setUp>, tokens: AliyunTokens) {
  const keys = await provider.credentials(session, tokens.accessToken, new AbortController().signal);
  return { ...tokens, keys: keys.ok && keys.value !== 'too-short' ? keys.value : null };
}

async function signedIn(world = setUp()) {
  const issued = await world.provider.exchangeCode(
    session,
    { code: '', codeVerifier: '', redirectUri: '' },
    new AbortController().signal,
  );
  if (!issued.ok) throw new Error('no tokens');
  const accepted = await world.tokens.accept(session, await withKeys(world, issued.value));
  if (!accepted.ok) throw new Error(accepted.error.code);
  return world;
}

const count = (calls: readonly string[], name: string) => calls.filter((call) => call === name).length;

describe('a sign-in to Alibaba Cloud', () => {
  it('makes the session’s profile with tokens and keys in it, current, and for this user alone', async () => {
    const { profile, files, provider } = await signedIn();
    expect(profile()).toMatchObject({
      mode: 'OAuth',
      region_id: 'cn-hangzhou',
      oauth_site_type: 'CN',
      oauth_refresh_token: provider.refreshToken(),
      access_key_id: 'STS.2',
    });
    expect(readAliyunConfig(files.textOf(path))).toMatchObject({ value: { current: 'work' } });
    expect(files.modeOf(path)).toBe(0o600);
  });

  it('without keys has its tokens on disk, and gets keys as soon as there are some', async () => {
    const world = setUp();
    const issued = await world.provider.exchangeCode(
      session,
      { code: '', codeVerifier: '', redirectUri: '' },
      new AbortController().signal,
    );
    if (!issued.ok) throw new Error('no tokens');
    await world.tokens.accept(session, { ...issued.value, keys: null });
    expect(world.profile()).toMatchObject({ oauth_refresh_token: world.provider.refreshToken() });
    expect(world.profile()).not.toHaveProperty('access_key_id');
    await world.scheduler.advance(MINUTE);
    expect(world.profile()).toHaveProperty('access_key_id');
  });

  it('is renewed before any reader would do it, keys and all', async () => {
    const { provider, scheduler, profile } = await signedIn();
    const first = profile();
    await scheduler.advance(33 * MINUTE);
    expect([count(provider.calls, 'refresh'), count(provider.calls, 'credentials')]).toEqual([1, 2]);
    expect(profile()['oauth_refresh_token']).not.toBe(first['oauth_refresh_token']);
    expect(Number(profile()['sts_expiration']) * SECOND).toBeGreaterThan(scheduler.clock.now() + 45 * MINUTE);
  });

  it('never has less than 20 minutes of keys in the file, a day long', async () => {
    const { scheduler, profile } = await signedIn();
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      await scheduler.advance(MINUTE);
      expect(Number(profile()['sts_expiration']) * SECOND - scheduler.clock.now()).toBeGreaterThanOrEqual(
        20 * MINUTE,
      );
    }
  });

  it('keeps the refresh token where none comes back', async () => {
    const { provider, tokens, profile } = await signedIn();
    provider.rotates = false;
    const before = profile()['oauth_refresh_token'];
    await tokens.renew(session.id);
    expect(profile()['oauth_refresh_token']).toBe(before);
  });
});

describe('a renewal', () => {
  it('whose exchange fails keeps the rotated refresh token, on disk and for the next try', async () => {
    const { provider, tokens, profile, scheduler } = await signedIn();
    const first = provider.refreshToken();
    provider.fail('credentials', 'server.malformed');
    await scheduler.advance(33 * MINUTE);
    expect([profile()['oauth_refresh_token'] === first, profile()['oauth_refresh_token']]).toEqual([
      false,
      provider.refreshToken(),
    ]);
    provider.fail('credentials', null);
    await scheduler.advance(50 * MINUTE);
    expect(await tokens.credentials(session)).toMatchObject({ ok: true });
  });

  it('has the rotated refresh token on disk before it exchanges', async () => {
    const { provider, profile, scheduler } = await signedIn();
    const first = provider.refreshToken();
    const release = provider.hold('credentials');
    await scheduler.advance(33 * MINUTE);
    expect([count(provider.calls, 'credentials'), provider.refreshToken() === first]).toEqual([2, false]);
    expect(profile()['oauth_refresh_token']).toBe(provider.refreshToken());
    release();
  });

  it('is one for fifty that ask, and so is the exchange', async () => {
    const { provider, tokens, scheduler } = await signedIn();
    scheduler.clock.pass(50 * MINUTE);
    const before = provider.calls.length;
    const given = await Promise.all(Array.from({ length: 50 }, () => tokens.credentials(session)));
    expect(new Set(given.map((each) => each.ok && each.value.accessKeyId)).size).toBe(1);
    expect(provider.calls.slice(before)).toEqual(['refresh', 'credentials']);
  });

  it('refreshes first where the access token has too little life for STS', async () => {
    const { provider, tokens, scheduler } = await signedIn();
    scheduler.clock.pass(46 * MINUTE);
    const before = provider.calls.length;
    expect(await tokens.credentials(session)).toMatchObject({ ok: true });
    expect(provider.calls.slice(before)).toEqual(['refresh', 'credentials']);
  });

  it('adopts what another tool has renewed meanwhile, and spends no refresh token that is used up', async () => {
    const { provider, tokens, files } = await signedIn();
    const other = provider.renewElsewhere();
    const set = {
      oauth_access_token: other.accessToken,
      oauth_refresh_token: other.refreshToken,
      oauth_access_token_expire: Math.floor(other.accessTokenExpiresAt / SECOND),
    };
    const written = planAliyunEdits(files.textOf(path), [{ profile: 'work', set }]);
    files.foreignWrite(path, written.ok ? written.value.text : '');
    expect(await tokens.renew(session.id)).toMatchObject({ ok: true });
    expect(tokens.held(session.id)?.refreshToken).toBe(provider.refreshToken());
  });

  it('that is refused asks for a sign-in, once, and does not ask the server again', async () => {
    const { provider, phases, scheduler } = await signedIn();
    provider.fail('refresh', 'sign-in.rejected');
    await scheduler.advance(3 * HOUR);
    expect(count(provider.calls, 'refresh')).toBe(1);
    expect(phases.at(-1)).toMatchObject({ state: 'expired', error: { code: 'sign-in.required' } });
  });

  it('without network goes on trying at growing intervals, and hands out what still works', async () => {
    const { provider, tokens, scheduler } = await signedIn();
    provider.fail('refresh', 'network.unreachable');
    await scheduler.advance(50 * MINUTE);
    expect(await tokens.credentials(session)).toMatchObject({ ok: true });
    expect(count(provider.calls, 'refresh')).toBeLessThan(20);
    provider.fail('refresh', null);
    await scheduler.advance(6 * MINUTE);
    expect(tokens.held(session.id)?.refreshToken).toBe(provider.refreshToken());
  });

  it('whose tokens cannot be written goes on with the new ones, and writes them with the keys', async () => {
    const { provider, files, profile, scheduler } = await signedIn();
    const first = provider.refreshToken();
    files.failNext(appError('config.disk-full'));
    await scheduler.advance(33 * MINUTE);
    expect([provider.refreshToken() === first, profile()['oauth_refresh_token']]).toEqual([
      false,
      provider.refreshToken(),
    ]);
  });
});

describe('signing out', () => {
  it('takes tokens and keys out of the profile, and leaves it with its region', async () => {
    const { tokens, profile, provider, phases } = await signedIn();
    expect(await tokens.signOut(session)).toMatchObject({ ok: true });
    expect(profile()).toEqual({
      name: 'work',
      mode: 'OAuth',
      region_id: 'cn-hangzhou',
      output_format: 'json',
      language: 'en',
      oauth_site_type: 'CN',
    });
    expect([provider.calls.includes('revoke'), phases.at(-1)]).toEqual([
      true,
      { state: 'signed-out', error: null },
    ]);
  });

  it('works where the server cannot be told', async () => {
    const { tokens, profile, provider } = await signedIn();
    provider.fail('revoke', 'network.unreachable');
    expect(await tokens.signOut(session)).toMatchObject({ ok: true });
    expect(profile()['oauth_refresh_token']).toBeUndefined();
  });

  it('that cannot be written leaves the sign-in as it is', async () => {
    const { tokens, files, provider } = await signedIn();
    files.failNext(appError('config.read-only'));
    expect(await tokens.signOut(session)).toMatchObject({ ok: false, error: { code: 'config.read-only' } });
    expect(tokens.held(session.id)?.refreshToken).toBe(provider.refreshToken());
  });
});

describe('a restart', () => {
  it('finds the sign-in in the profile', async () => {
    const world = await signedIn();
    await world.tokens.dispose();
    const next = world.start();
    await next.reload(session);
    expect(await next.credentials(session)).toMatchObject({ ok: true, value: { accessKeyId: 'STS.2' } });
  });

  it('after a crash between refresh and write asks for a sign-in and says so', async () => {
    const world = await signedIn();
    await world.tokens.dispose();
    world.provider.renewElsewhere();
    const next = world.start();
    await next.reload(session);
    await world.scheduler.advance(HOUR);
    expect(world.phases.at(-1)).toMatchObject({ state: 'expired', error: { code: 'sign-in.required' } });
  });

  it('with half of a file waits for the other half', async () => {
    const world = await signedIn();
    await world.tokens.dispose();
    const whole = world.files.textOf(path) ?? '';
    world.files.foreignWrite(path, whole.slice(0, 100));
    const next = world.start();
    const reloaded = next.reload(session);
    await world.scheduler.advance(30);
    world.files.foreignWrite(path, whole);
    await world.scheduler.advance(SECOND);
    await reloaded;
    expect(next.held(session.id)?.refreshToken).toBe(world.provider.refreshToken());
  });
});
