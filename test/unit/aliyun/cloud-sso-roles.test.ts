import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { createCoreHarness, unasked, valueOf, window } from '../../fakes/core-harness.ts';

const account = '1600000000000000';

async function signedIn(options: Parameters<typeof createCoreHarness>[0] = {}) {
  const harness = createCoreHarness(options);
  const { intents, scheduler } = harness;
  await harness.core.restore();
  const sessionId = valueOf(
    await intents.aliyun.addCloudSso(
      { name: 'people', signInUrl: 'https://signin-cn-shanghai.alibabacloudsso.com', region: 'cn-shanghai' },
      window,
    ),
  );
  const outcome = intents.signIn.start({ sessionId, openBrowser: true }, window);
  await scheduler.advance(2);
  valueOf(await outcome);
  await scheduler.advance(5 * SECOND);
  return Object.assign(harness, {
    sessionId,
    directory: harness.aliyunProvider.cloudSso,
    role: (roleName = 'Auditor') => ({ sessionId, accountId: account, roleName }),
    status: () => intents.state.current().catalogs[sessionId]?.status,
    count: (name: string) => harness.aliyunProvider.calls.filter((call) => call === name).length,
  });
}

describe('the accounts of a CloudSSO session', () => {
  it('are listed by themselves after the sign-in, access configurations by their names', async () => {
    const harness = await signedIn();
    expect(harness.status()).toMatchObject({ state: 'ready', accounts: 3, roles: 9 });
    const rows = valueOf(await harness.intents.catalog.roles(null, null, window));
    expect(rows[0]).toEqual({
      session: 'people',
      cloud: 'aliyun',
      accountId: account,
      accountName: 'Account 1',
      emailAddress: null,
      roleName: 'Administrator',
    });
  });

  it('come to the window in chunks as they are listed, as one log', async () => {
    const harness = await signedIn();
    const { generation = 0, length } = harness.intents.state.current().catalogs[harness.sessionId] ?? {};
    const { entries } = harness.intents.catalog.read(harness.sessionId, generation, 0);
    expect(entries).toHaveLength(length ?? -1);
    expect(entries.filter(({ type }) => type === 'roles')).toHaveLength(3);
  });

  it('are searched together with those of AWS', async () => {
    const harness = await signedIn();
    const aws = await harness.addSession('aws');
    await harness.signIn(aws);
    await harness.scheduler.advance(5 * SECOND);
    const found = valueOf(await harness.intents.catalog.roles(null, 'auditor', window));
    expect(found.map(({ cloud }) => cloud)).toContain('aliyun');
    const all = valueOf(await harness.intents.catalog.roles(null, null, window));
    expect(new Set(all.map(({ cloud }) => cloud))).toEqual(new Set(['aws', 'aliyun']));
  });

  it('are found by the whole id of an account, which has more digits than on AWS', async () => {
    const harness = await signedIn();
    const found = valueOf(await harness.intents.catalog.roles(null, '1600000000000002', window));
    expect(new Set(found.map(({ accountId }) => accountId))).toEqual(new Set(['1600000000000002']));
  });

  it('are there at once after a restart, with ids that have more digits than those of AWS', async () => {
    const before = await signedIn();
    await before.core.dispose();
    const after = createCoreHarness({ settings: before.settings, files: before.files });
    await after.core.restore();
    after.intents.catalog.read(before.sessionId, 0, 0);
    await after.scheduler.advance(SECOND);
    expect(after.intents.state.current().catalogs[before.sessionId]?.status).toMatchObject({
      state: 'ready',
      roles: 9,
    });
  });

  it('are kept to the pace of their own directory, not of the portal of AWS', async () => {
    const harness = await signedIn();
    for (let index = 0; index < 60; index += 1) {
      harness.directory.accounts.set(
        String(1_700_000_000_000_000 + index),
        new Map([['Auditor', 'ac-auditor']]),
      );
    }
    const before = harness.aliyunProvider.calls.length;
    void harness.intents.catalog.refresh(harness.sessionId, window);
    await harness.scheduler.advance(SECOND);
    // A burst of 15, then 18 in a second.
    expect(harness.aliyunProvider.calls.length - before).toBeLessThanOrEqual(34);
    await harness.scheduler.advance(10 * SECOND);
    expect(harness.status()).toMatchObject({ state: 'ready', accounts: 63 });
  });

  it('tell of access that has come and gone, from one complete listing to the next', async () => {
    const harness = await signedIn();
    harness.directory.accounts.get(account)?.set('Billing', 'ac-billing');
    harness.directory.accounts.get(account)?.delete('Auditor');
    const refreshed = harness.intents.catalog.refresh(harness.sessionId, window);
    await harness.scheduler.advance(5 * SECOND);
    valueOf(await refreshed);
    expect(valueOf(harness.intents.access.changes(harness.sessionId))).toMatchObject({
      addedRoles: [{ accountId: account, roleName: 'Billing' }],
      removedRoles: [{ accountId: account, roleName: 'Auditor' }],
    });
  });

  it('take stars, and are remembered when they are used', async () => {
    const harness = await signedIn();
    valueOf(harness.intents.favourites.set(harness.role('Developer'), true));
    valueOf(await harness.intents.credentials.copyRole(harness.role(), 'env', null, window));
    const { favourites, recents } = harness.intents.state.current();
    expect([favourites[0], recents[0]]).toMatchObject([
      { accountId: account, roleName: 'Developer', accountName: 'Account 1' },
      { accountId: account, roleName: 'Auditor', accountName: 'Account 1' },
    ]);
  });

  it('go with the session that is removed', async () => {
    const harness = await signedIn();
    valueOf(await harness.intents.sessions.remove(harness.sessionId, unasked, window));
    expect(harness.files.paths.filter((path) => path.includes(harness.sessionId))).toEqual([]);
    expect(harness.intents.state.current().sessions).toEqual([]);
  });
});

describe('the credentials of an access configuration', () => {
  it('are asked for once, however many ask, and again only when 15 minutes are left', async () => {
    const harness = await signedIn();
    const ask = () => harness.intents.credentials.ofRole(harness.role(), window);
    const all = await Promise.all(Array.from({ length: 20 }, ask));
    expect(new Set(all.map((each) => valueOf(each).accessKeyId)).size).toBe(1);
    await harness.scheduler.advance(44 * MINUTE);
    valueOf(await ask());
    expect(harness.count('cloudCredentials')).toBe(1);
    await harness.scheduler.advance(2 * MINUTE);
    expect(valueOf(await ask()).expiresAt - harness.clock.now()).toBeGreaterThanOrEqual(15 * MINUTE);
    expect(harness.count('cloudCredentials')).toBe(2);
  });

  it('take the id from the listing, and look it up where there was none in this run', async () => {
    const before = await signedIn();
    const listings = before.count('listAccessConfigurations');
    valueOf(await before.intents.credentials.ofRole(before.role('Developer'), window));
    expect(before.count('listAccessConfigurations')).toBe(listings);
    // Of the second page.
    before.directory.accounts.get(account)?.set('New', 'ac-new');
    valueOf(await before.intents.credentials.ofRole(before.role('New'), window));
    expect(before.directory.askedFor).toEqual(['ac-developer', 'ac-new']);
  });

  it('are those of the configuration that has the name now', async () => {
    const harness = await signedIn();
    harness.directory.accounts.get(account)?.set('Auditor', 'ac-made-anew');
    expect(valueOf(await harness.intents.credentials.ofRole(harness.role(), window)).accountId).toBe(account);
    expect(harness.directory.askedFor).toEqual(['ac-auditor', 'ac-made-anew']);
  });

  it('are refused with a code where the configuration is gone', async () => {
    const harness = await signedIn();
    harness.directory.accounts.get(account)?.delete('Auditor');
    expect(await harness.intents.credentials.ofRole(harness.role(), window)).toMatchObject({
      ok: false,
      error: { code: 'portal.forbidden' },
    });
  });

  it('are copied by the names that Alibaba Cloud has for them', async () => {
    const harness = await signedIn();
    valueOf(await harness.intents.credentials.copyRole(harness.role(), 'env', 'cn-shanghai', window));
    valueOf(await harness.intents.credentials.copyRole(harness.role(), 'external', null, window));
    const [env, external] = harness.copied;
    expect(env?.text.split('\n').map((line) => line.split('=')[0])).toEqual([
      'export ALIBABA_CLOUD_ACCESS_KEY_ID',
      'export ALIBABA_CLOUD_ACCESS_KEY_SECRET',
      'export ALIBABA_CLOUD_SECURITY_TOKEN',
      'export ALIBABA_CLOUD_REGION_ID',
      '',
    ]);
    expect(JSON.parse(external?.text ?? '')).toMatchObject({ mode: 'StsToken' });
    expect(env?.sensitive).toBe(true);
  });

  it.each(['process', 'credentials-file'] as const)(
    'have no form %s, which is one of AWS',
    async (format) => {
      const harness = await signedIn();
      expect(await harness.intents.credentials.copyRole(harness.role(), format, null, window)).toMatchObject({
        ok: false,
        error: { code: 'input.format-other-cloud' },
      });
      expect(harness.copied).toEqual([]);
    },
  );

  it('are held back when somebody else has signed in', async () => {
    const harness = await signedIn();
    valueOf(await harness.intents.credentials.ofRole(harness.role(), window));
    await harness.scheduler.advance(SECOND);
    harness.aliyunProvider.identity = { ...harness.aliyunProvider.identity, name: 'mallory' };
    const again = harness.intents.signIn.start({ sessionId: harness.sessionId, openBrowser: true }, window);
    await harness.scheduler.advance(5 * SECOND);
    valueOf(await again);
    expect(await harness.intents.credentials.ofRole(harness.role(), window)).toMatchObject({
      ok: false,
      error: { code: 'identity.changed', params: { was: 'alice', now: 'mallory' } },
    });
    valueOf(await harness.intents.identity.accept(harness.sessionId));
    expect((await harness.intents.credentials.ofRole(harness.role(), window)).ok).toBe(true);
  });

  it('of a session without a sign-in ask for one', async () => {
    const harness = await signedIn();
    await harness.scheduler.advance(DAY);
    expect(await harness.intents.credentials.ofRole(harness.role(), window)).toMatchObject({
      ok: false,
      error: { code: 'sign-in.required', params: { session: 'people' } },
    });
    expect(harness.aliyunProvider.cloudSso.tokenLife).toBe(6 * HOUR);
  });
});

describe('a role of CloudSSO that is tagged as production', () => {
  it('has no keys put into config.json before a person has confirmed it', async () => {
    const { intents, files, sessionId, role } = await signedIn();
    const { accountId, roleName } = role();
    const rule = {
      name: 'audit',
      colour: 'red',
      production: true,
      field: 'role',
      pattern: roleName,
    } as const;
    valueOf(intents.preferences.change({ tagRules: [rule] }));
    const input = {
      name: 'audit',
      delivery: 'static' as const,
      region: 'cn-shanghai',
      language: null,
      makeCurrent: false,
      ...{ sessionId, accountId, roleName },
    };
    const refused = await intents.profiles.saveAliyun(input, unasked, window);
    const before = files.textOf('/home/user/.aliyun/config.json');
    valueOf(await intents.profiles.saveAliyun(input, { ...unasked, confirmed: true }, window));
    expect(refused).toMatchObject({ error: { code: 'guard.confirmation-needed' } });
    expect([before, files.textOf('/home/user/.aliyun/config.json')]).toEqual([
      null,
      expect.stringContaining('"mode": "StsToken"'),
    ]);
  });
});

describe('many profiles at once', () => {
  it.each(['previewGenerate', 'generate'] as const)(
    '%s is there for AWS alone, and says so',
    async (verb) => {
      const { intents, sessionId } = await signedIn();
      const input = { sessionId, template: null, region: null, output: null, search: null, again: false };
      const outcome =
        verb === 'generate'
          ? await intents.profiles.generate(input, unasked, window)
          : await intents.profiles.previewGenerate(input, window);
      expect(outcome).toMatchObject({
        error: { code: 'input.aws-sessions-only', params: { session: 'people' } },
      });
    },
  );

  it.each(['previewPrune', 'prune'] as const)('%s is there for AWS alone, and says so', async (verb) => {
    const { intents, sessionId } = await signedIn();
    const outcome = await (verb === 'prune'
      ? intents.profiles.prune(sessionId, unasked, window)
      : intents.profiles.previewPrune(sessionId, window));
    expect(outcome).toMatchObject({ error: { code: 'input.aws-sessions-only' } });
  });

  it('of a session that is not there stay unknown', async () => {
    const { intents } = await signedIn();
    expect(await intents.profiles.previewPrune('0000000000000000' as SessionId, window)).toMatchObject({
      error: { code: 'input.session-unknown' },
    });
  });
});
