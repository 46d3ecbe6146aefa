import { describe, expect, it } from 'vitest';
import { readAliyunConfig } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import { HOUR, MINUTE } from '../../../shared/model/instant.ts';
import type { AliyunSite } from '../../../shared/aliyun/sites.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { createCoreHarness, unasked, valueOf, window } from '../../fakes/core-harness.ts';
import type { MemoryFileStore } from '../../fakes/memory-file-store.ts';

const path = '/home/user/.aliyun/config.json';
const admin = {
  accountId: '1234567890123456',
  arn: 'acs:ram::1234567890123456:assumed-role/Admin/alice',
  name: 'alice',
};

type Harness = ReturnType<typeof createCoreHarness>;

function profileIn(files: MemoryFileStore, name = 'acme-cn') {
  const read = readAliyunConfig(files.textOf(path));
  const profile = (read.ok ? read.value.profiles : []).find((each) => each.name === name);
  return profile === undefined ? null : Object.fromEntries(profile.values);
}

function current(files: MemoryFileStore): string | null {
  const read = readAliyunConfig(files.textOf(path));
  return read.ok ? read.value.current : null;
}

async function add(
  harness: Harness,
  name = 'acme-cn',
  site: AliyunSite = 'CN',
  more = {},
): Promise<SessionId> {
  const input = { name, site, region: 'cn-hangzhou', ...more };
  return valueOf(await harness.intents.aliyun.addOAuth(input, window));
}

/** With a session that has signed in as alice. */
async function signedIn() {
  const harness = createCoreHarness();
  await harness.core.restore();
  const id = await add(harness);
  valueOf(await harness.signIn(id));
  return { harness, id };
}

const phaseOf = (harness: Harness, id: SessionId) =>
  harness.core.store.current().sessions.find(({ record }) => record.id === id)?.phase;
const recordOf = (harness: Harness, id: SessionId) =>
  harness.core.store.current().sessions.find(({ record }) => record.id === id)?.record;
const count = ({ aliyunProvider }: Harness, name: string) =>
  aliyunProvider.calls.filter((call) => call === name).length;

describe('a sign-in to Alibaba Cloud', () => {
  it('asks who it is before it writes, then writes profile, tokens and keys at once', async () => {
    const harness = createCoreHarness();
    const id = await add(harness);
    const release = harness.aliyunProvider.hold('callerIdentity');
    const { outcome, loopback } = await harness.startSignIn(id);
    loopback.callback({ code: 'the-code', state: loopback.options.state });
    await harness.scheduler.advance(0);
    expect([count(harness, 'callerIdentity'), profileIn(harness.files)]).toEqual([1, null]);
    release();
    valueOf(await outcome);
    expect(profileIn(harness.files)).toMatchObject({
      mode: 'OAuth',
      region_id: 'cn-hangzhou',
      site: 'china',
      oauth_site_type: 'CN',
      oauth_refresh_token: harness.aliyunProvider.refreshToken(),
      access_key_id: 'STS.2',
    });
    expect(current(harness.files)).toBe('acme-cn');
    expect(recordOf(harness, id)?.identity).toEqual(harness.aliyunProvider.identity);
    expect(phaseOf(harness, id)).toMatchObject({ state: 'active', renewable: true });
  });

  it('leaves the current profile alone where that was asked for', async () => {
    const harness = createCoreHarness();
    harness.files.foreignWrite(path, '{"current":"mine","profiles":[{"name":"mine","mode":"AK"}]}');
    const id = await add(harness, 'acme-cn', 'CN', { makeCurrent: false });
    valueOf(await harness.signIn(id));
    expect([current(harness.files), profileIn(harness.files)?.['mode']]).toEqual(['mine', 'OAuth']);
  });

  it('of another identity than last time writes and hands out nothing before the answer', async () => {
    const { harness, id } = await signedIn();
    const before = harness.files.textOf(path);
    harness.aliyunProvider.identity = admin;
    expect(await harness.signIn(id)).toMatchObject({
      error: {
        code: 'identity.changed',
        params: { was: 'alice (1234567890123456)', now: 'Admin/alice (1234567890123456)' },
      },
    });
    expect(harness.files.textOf(path)).toBe(before);
    expect(harness.core.store.current().identities[id]).toMatchObject({ state: 'changed' });
    expect(await harness.intents.credentials.copySession(id, 'env', window)).toMatchObject({
      error: { code: 'identity.changed' },
    });

    valueOf(await harness.intents.identity.accept(id));
    expect(profileIn(harness.files)?.['oauth_refresh_token']).toBe(harness.aliyunProvider.refreshToken());
    expect(recordOf(harness, id)?.identity).toEqual(admin);
    expect(phaseOf(harness, id)).toMatchObject({ state: 'active', error: null });
    valueOf(await harness.intents.credentials.copySession(id, 'env', window));
  });

  it('of another identity that is given up is revoked, and the one before can still be signed out of', async () => {
    const { harness, id } = await signedIn();
    harness.aliyunProvider.identity = admin;
    await harness.signIn(id);
    valueOf(await harness.intents.signIn.signOut(id, window));
    expect(count(harness, 'revoke')).toBe(2);
    expect(harness.core.store.current().identities[id]).toBeUndefined();
    expect(await harness.intents.identity.accept(id)).toMatchObject({
      error: { code: 'identity.not-asked' },
    });
    expect(recordOf(harness, id)?.identity?.arn).toMatch(/user\/alice$/);
  });

  it('for the first time keeps its tokens where no keys come, and says why', async () => {
    const harness = createCoreHarness();
    const id = await add(harness);
    harness.aliyunProvider.fail('credentials', 'portal.forbidden');
    expect(await harness.signIn(id)).toMatchObject({ error: { code: 'portal.forbidden' } });
    expect(profileIn(harness.files)?.['oauth_refresh_token']).toBe(harness.aliyunProvider.refreshToken());
    harness.aliyunProvider.fail('credentials', null);
    await harness.scheduler.advance(5 * MINUTE);
    expect(profileIn(harness.files)?.['access_key_id']).toMatch(/^STS/);
    expect(recordOf(harness, id)?.identity).toEqual(harness.aliyunProvider.identity);
  });

  it('of somebody that nobody can name does not go over the one before', async () => {
    const { harness, id } = await signedIn();
    const before = harness.files.textOf(path);
    harness.aliyunProvider.fail('callerIdentity', 'credentials.rejected');
    expect(await harness.signIn(id)).toMatchObject({ error: { code: 'credentials.rejected' } });
    expect([harness.files.textOf(path), count(harness, 'revoke')]).toEqual([before, 1]);
  });

  it('is finished by a pasted address; one of another attempt leaves it waiting', async () => {
    const harness = createCoreHarness();
    const id = await add(harness);
    const { outcome, loopback } = await harness.startSignIn(id);
    const address = (state: string) => `${loopback.redirectUri}?code=the-code&state=${state}`;
    expect(await harness.intents.signIn.pasteCallback(id, address('other'))).toMatchObject({
      error: { code: 'paste.other-sign-in' },
    });
    valueOf(await harness.intents.signIn.pasteCallback(id, ` ${address(loopback.options.state)}\n`));
    valueOf(await outcome);
    expect(await harness.intents.signIn.pasteCallback(id, address('late'))).toMatchObject({
      error: { code: 'sign-in.required' },
    });
  });
});

describe('what holds for the life of a sign-in', () => {
  it('fifty who ask at once cause one refresh and one exchange', async () => {
    const { harness, id } = await signedIn();
    harness.aliyunProvider.fail('refresh', 'network.unreachable');
    await harness.scheduler.advance(56 * MINUTE);
    harness.aliyunProvider.fail('refresh', null);
    const before = [count(harness, 'refresh'), count(harness, 'credentials')];
    const asked = Array.from({ length: 50 }, () =>
      harness.intents.credentials.copySession(id, 'json', window),
    );
    const results = await Promise.all(asked);
    expect(results.every(({ ok }) => ok)).toBe(true);
    const after = [count(harness, 'refresh'), count(harness, 'credentials')];
    expect(after.map((number, index) => number - (before[index] ?? 0))).toEqual([1, 1]);
  });

  it('a run that was killed between refresh and write loses this one sign-in, and says so', async () => {
    const { harness, id } = await signedIn();
    const stored = harness.files.textOf(path) ?? '';
    // The server has rotated; what came back never reached the disk.
    harness.aliyunProvider.renewElsewhere();
    const next = createCoreHarness({ settings: harness.settings });
    next.files.foreignWrite(path, stored);
    next.aliyunProvider.renewElsewhere();
    next.aliyunProvider.renewElsewhere();
    await next.core.restore();
    await next.scheduler.advance(2 * HOUR);
    expect(phaseOf(next, id)).toMatchObject({
      state: 'expired',
      error: { code: 'sign-in.required', params: { session: 'acme-cn' } },
    });
    expect(profileIn(next.files)?.['region_id']).toBe('cn-hangzhou');
  });

  it('renewing now renews now; without a sign-in it asks for one', async () => {
    const { harness, id } = await signedIn();
    await harness.scheduler.advance(MINUTE);
    const before = profileIn(harness.files)?.['sts_expiration'];
    valueOf(await harness.intents.signIn.renew(id, window));
    expect(Number(profileIn(harness.files)?.['sts_expiration'])).toBeGreaterThan(Number(before));
    valueOf(await harness.intents.signIn.signOut(id, window));
    expect(await harness.intents.signIn.renew(id, window)).toMatchObject({
      error: { code: 'sign-in.required' },
    });
  });

  it('renewing now is there for AWS too', async () => {
    const harness = createCoreHarness();
    const id = await harness.addSession();
    expect(await harness.intents.signIn.renew(id, window)).toMatchObject({
      error: { code: 'sign-in.required' },
    });
    const { accessTokenExpiresAt: first } = valueOf(await harness.signIn(id));
    await harness.scheduler.advance(MINUTE);
    const { accessTokenExpiresAt: second } = valueOf(await harness.intents.signIn.renew(id, window));
    expect(Number(second)).toBeGreaterThan(Number(first));
  });

  it('a session of the other site has a profile and tokens of its own', async () => {
    const { harness, id } = await signedIn();
    const first = profileIn(harness.files);
    const other = await add(harness, 'acme-intl', 'INTL');
    harness.aliyunProvider.identity = { ...admin, arn: 'acs:ram::5:user/bob', name: 'bob', accountId: '5' };
    valueOf(await harness.signIn(other));
    expect(profileIn(harness.files)).toEqual(first);
    expect(profileIn(harness.files, 'acme-intl')).toMatchObject({ oauth_site_type: 'INTL' });
    expect([recordOf(harness, id)?.identity?.name, recordOf(harness, other)?.identity?.name]).toEqual([
      'alice',
      'bob',
    ]);
  });

  it('two sessions cannot have one profile, which would spend each other’s refresh token', async () => {
    const { harness } = await signedIn();
    const input = { name: 'second', site: 'CN', region: 'cn-hangzhou', profileName: 'acme-cn' } as const;
    expect(await harness.intents.aliyun.addOAuth(input, window)).toMatchObject({
      error: { code: 'input.profile-name-taken' },
    });
  });

  it('somebody else whom another tool signed in holds everything back', async () => {
    const { harness, id } = await signedIn();
    harness.aliyunProvider.identity = admin;
    const text = harness.files.textOf(path) ?? '';
    harness.files.foreignWrite(
      path,
      text.replace('"token-2"', '"token-of-admin"').replace('"access-1"', '"access-9"'),
    );
    await harness.scheduler.advance(1000);
    expect(await harness.intents.credentials.copySession(id, 'env', window)).toMatchObject({
      error: { code: 'identity.changed' },
    });
    valueOf(await harness.intents.identity.accept(id));
    expect(recordOf(harness, id)?.identity).toEqual(admin);
  });

  it('signing out drops tokens and keys, and keeps profile, region and current', async () => {
    const { harness, id } = await signedIn();
    const report = valueOf(await harness.intents.signIn.signOut(id, window));
    expect(report.removed).toEqual([`${path}: acme-cn`]);
    expect(report.credentialsValidUntil).not.toBeNull();
    const profile = profileIn(harness.files);
    expect(Object.keys(profile ?? {}).filter((key) => /token|access_key|expir/.test(key))).toEqual([]);
    expect([profile?.['region_id'], current(harness.files)]).toEqual(['cn-hangzhou', 'acme-cn']);
    expect(count(harness, 'revoke')).toBe(1);
  });

  it('signing out of all covers both clouds', async () => {
    const { harness } = await signedIn();
    valueOf(await harness.signIn(await harness.addSession()));
    const report = valueOf(await harness.intents.signIn.signOutAll(window));
    expect([report.removed.length, report.failed]).toEqual([2, []]);
  });

  it('removing shows first what goes: its own profile, and a file that the CLI still reads stays', async () => {
    const { harness, id } = await signedIn();
    const preview = valueOf(await harness.intents.sessions.previewRemoval(id, window));
    expect(JSON.stringify(preview.diff)).toContain('acme-cn');
    expect(JSON.stringify(preview)).not.toContain('refresh-');
    valueOf(await harness.intents.sessions.remove(id, unasked, window));
    const read = readAliyunConfig(harness.files.textOf(path));
    expect([profileIn(harness.files), read.ok && read.value.problem]).toEqual([null, null]);
    expect(recordOf(harness, id)).toBeUndefined();
  });
});

describe('a session with endpoints of its own', () => {
  const environment = {
    LATCHKEY_ALIYUN_SIGNIN_URL: 'http://127.0.0.1:4711',
    LATCHKEY_ALIYUN_OAUTH_URL: 'http://127.0.0.1:4711',
    LATCHKEY_ALIYUN_STS_URL: 'http://127.0.0.1:4711',
  };
  const foreign = JSON.stringify({
    current: 'acme-cn',
    profiles: [
      {
        name: 'acme-cn',
        mode: 'OAuth',
        region_id: 'cn-hangzhou',
        oauth_site_type: 'CN',
        oauth_access_token: 'of-the-real-service',
        oauth_refresh_token: 'of-the-real-service-too',
        oauth_access_token_expire: 4102444800,
      },
    ],
  });

  it('takes no token that it has not signed in for, and keeps its own over a restart', async () => {
    const harness = createCoreHarness({ environment });
    harness.files.foreignWrite(path, foreign);
    const id = await add(harness);
    expect(phaseOf(harness, id)).toMatchObject({ state: 'signed-out' });
    valueOf(await harness.signIn(id));
    const next = createCoreHarness({ environment, settings: harness.settings, files: harness.files });
    await next.core.restore();
    expect(phaseOf(next, id)).toMatchObject({ state: 'active' });
  });

  it('that is at the real service takes over what the CLI has signed in to', async () => {
    const harness = createCoreHarness();
    harness.files.foreignWrite(path, foreign);
    expect(phaseOf(harness, await add(harness))).toMatchObject({ state: 'active' });
  });
});
