import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/model/app-error.ts';
import { aliyunConfig, aliyunHarness } from '../../fakes/aliyun-profile-harness.ts';
import { createFakeSettings } from '../../fakes/fake-settings.ts';
import { unasked, valueOf, window } from '../../fakes/core-harness.ts';

const agreed = { digest: null, confirmed: true };
const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? null : result.error?.code);

describe('the list of profiles', () => {
  it('has those of both clouds, ours and foreign, with what each is of', async () => {
    const harness = await aliyunHarness();
    harness.files.foreignWrite(harness.configFile, '[default]\nregion = eu-west-1\n');
    await harness.foreign([
      {
        profile: 'theirs',
        set: { mode: 'AK', access_key_id: 'a', access_key_secret: 's', region_id: 'cn-beijing' },
      },
    ]);
    const { rows, problems } = await harness.intents.profiles.all(window);
    expect(problems).toEqual([]);
    expect(rows.map(({ cloud, name }) => `${cloud}:${name}`)).toEqual([
      'aws:default',
      'aliyun:work',
      'aliyun:theirs',
    ]);
    expect(rows.slice(1)).toMatchObject([
      {
        sessionName: 'work',
        delivery: 'native',
        region: 'cn-hangzhou',
        managed: true,
        current: true,
        valid: true,
      },
      {
        sessionName: null,
        delivery: null,
        region: 'cn-beijing',
        managed: false,
        current: false,
        valid: true,
      },
    ]);
  });

  it('hides nothing of one cloud behind a broken file of the other', async () => {
    const harness = await aliyunHarness();
    harness.files.foreignWrite(harness.configFile, '[default\nregion = eu-west-1\n');
    const broken = await harness.intents.profiles.all(window);
    expect(broken.rows.map(({ name }) => name)).toEqual(['work']);
    expect(broken.problems).toMatchObject([
      { code: 'config.file-broken', params: { file: harness.configFile } },
    ]);

    harness.files.foreignWrite(harness.configFile, '[default]\nregion = eu-west-1\n');
    harness.files.foreignWrite(aliyunConfig, '{"current": "work",\n,}');
    const listing = harness.intents.profiles.all(window);
    await harness.scheduler.advance(1000);
    const other = await listing;
    expect(other.rows.map(({ name }) => name)).toEqual(['default']);
    expect(other.problems).toMatchObject([
      { code: 'config.file-broken', params: { file: aliyunConfig, line: 2, reason: 'json-unexpected' } },
    ]);
  });

  it('tells what keeps the CLI from every command though the file can be read', async () => {
    const harness = await aliyunHarness();
    harness.files.foreignWrite(
      aliyunConfig,
      JSON.stringify({ current: 'gone', profiles: [{ name: 'a', mode: 'AK' }] }),
    );
    const { rows, problems } = await harness.intents.profiles.all(window);
    expect(rows.map(({ name }) => name)).toEqual(['a']);
    expect(problems).toEqual([appError('aliyun.current-unknown', { file: aliyunConfig, current: 'gone' })]);
    // A switch is the way out, as it names one that is there.
    valueOf(await harness.intents.profiles.makeDefault('a', unasked, window));
    expect((await harness.intents.profiles.all(window)).problems).toEqual([]);
  });

  it.each([
    [{ region_id: undefined }, 'aliyun.region-missing'],
    [{ region_id: 'cn hangzhou' }, 'aliyun.region-invalid'],
    [{ mode: '' }, 'aliyun.mode-missing'],
    [{ mode: 'ststoken' }, 'aliyun.mode-case'],
    [{ mode: 'Sts' }, 'aliyun.mode-unknown'],
    [{ sts_token: '' }, 'aliyun.field-missing'],
    [{ mode: 'OAuth', oauth_site_type: 'cn' }, 'aliyun.site-invalid'],
    [
      { mode: 'OAuth', oauth_site_type: 'CN', sts_expiration: 1_790_003_600_000 },
      'aliyun.expiry-milliseconds',
    ],
    [
      { mode: 'ChainableRamRoleArn', source_profile: 'no', ram_role_arn: 'r', ram_session_name: 's' },
      'config.source-profile-missing',
    ],
  ])('finds what the CLI would not take: %o', async (fields, code) => {
    const harness = await aliyunHarness({ signedIn: false });
    const sound = {
      mode: 'StsToken',
      access_key_id: 'a',
      access_key_secret: 's',
      sts_token: 't',
      region_id: 'cn-beijing',
    };
    const profile = { name: 'a', ...sound, ...fields };
    harness.files.foreignWrite(aliyunConfig, JSON.stringify({ current: 'a', profiles: [profile] }));
    expect(await harness.row('a')).toMatchObject({ valid: false, problem: { code } });
  });

  it.each([
    [{ mode: 'OAuth', oauth_site_type: 'CN' }, 'aliyun.mode-not-in-terraform'],
    [{ mode: 'CredentialsURI', credentials_uri: 'http://127.0.0.1/x' }, 'aliyun.mode-not-in-sdks'],
  ])('takes what some tools cannot read for valid, and says so: %o', async (fields, code) => {
    const harness = await aliyunHarness({ signedIn: false });
    const profile = { name: 'a', region_id: 'cn-beijing', ...fields };
    harness.files.foreignWrite(aliyunConfig, JSON.stringify({ current: 'a', profiles: [profile] }));
    expect(await harness.row('a')).toMatchObject({ valid: true, problem: { code } });
  });
});

describe('a profile of an OAuth session', () => {
  it('is native once: a second copy of its refresh token is refused, and static offered instead', async () => {
    const harness = await aliyunHarness();
    const before = harness.files.textOf(aliyunConfig);
    const refused = await harness.save({ delivery: 'native' });
    expect(refused).toEqual({
      ok: false,
      error: appError('aliyun.native-taken', { session: 'work', profile: 'work' }),
    });
    expect(harness.files.textOf(aliyunConfig)).toBe(before);
    expect(codeOf(await harness.save({ name: 'work', delivery: 'static' }))).toBe(
      'aliyun.profile-of-session',
    );
  });

  it('is written with keys and no token where it is static, and becomes current only when asked', async () => {
    const harness = await aliyunHarness();
    valueOf(await harness.save());
    const fields = harness.fields('tools');
    expect(fields).toMatchObject({
      mode: 'StsToken',
      region_id: 'cn-beijing',
      output_format: 'json',
      language: 'en',
    });
    expect(fields['sts_token']).toBe(harness.fields('work')['sts_token']);
    expect(Object.keys(fields).filter((key) => key.includes('oauth'))).toEqual([]);
    expect(harness.config().current).toBe('work');
    valueOf(await harness.save({ makeCurrent: true, language: 'zh' }));
    expect([harness.config().current, harness.fields('tools')['language']]).toEqual(['tools', 'zh']);
  });

  it('has a region that the CLI takes', async () => {
    const harness = await aliyunHarness();
    expect(codeOf(await harness.save({ region: '' }))).toBe('aliyun.region-missing');
    expect(codeOf(await harness.save({ region: 'cn hangzhou' }))).toBe('aliyun.region-invalid');
    expect(harness.names()).not.toContain('tools');
  });

  it('is never written over one of somebody else', async () => {
    const harness = await aliyunHarness();
    await harness.foreign([{ profile: 'tools', set: { mode: 'AK', region_id: 'cn-beijing' } }]);
    expect(codeOf(await harness.save())).toBe('config.foreign-section');
    expect(harness.fields('tools')['mode']).toBe('AK');
  });

  it('is previewed with its keys masked, and a save that names the preview does just that', async () => {
    const harness = await aliyunHarness();
    const preview = valueOf(await harness.intents.profiles.previewAliyun(harness.input(), window));
    expect(JSON.stringify(preview)).not.toMatch(/secret-\d|token-\d/);
    expect(preview.diff.some(({ type, text }) => type === 'add' && text.includes('"name": "tools"'))).toBe(
      true,
    );
    await harness.foreign([{ profile: 'theirs', set: { mode: 'EcsRamRole', region_id: 'cn-beijing' } }]);
    const consent = { digest: preview.digest, confirmed: false };
    expect(codeOf(await harness.intents.profiles.saveAliyun(harness.input(), consent, window))).toBe(
      'config.changed-on-disk',
    );
    expect(harness.names()).toEqual(['default', 'work', 'theirs']);
  });

  it('changes its region with the form, tokens staying where they are', async () => {
    const harness = await aliyunHarness();
    const details = valueOf(await harness.intents.profiles.aliyunDetails('work', window));
    expect(details.input).toMatchObject({ delivery: 'native', region: 'cn-hangzhou', makeCurrent: true });
    const tokens = harness.fields('work')['oauth_refresh_token'];
    valueOf(await harness.save({ name: 'work', delivery: 'native', region: 'cn-shanghai' }));
    expect(harness.fields('work')).toMatchObject({ region_id: 'cn-shanghai', oauth_refresh_token: tokens });
    expect(harness.intents.state.current().sessions[0]).toMatchObject({
      record: { region: 'cn-shanghai' },
      phase: { state: 'active' },
    });
  });
});

describe('a change of profiles', () => {
  it('removes one, and lets current go to the first that is left', async () => {
    const harness = await aliyunHarness();
    valueOf(await harness.save({ makeCurrent: true }));
    valueOf(await harness.intents.profiles.remove('tools', unasked, window));
    expect([harness.names(), harness.config().current, harness.config().problem]).toEqual([
      ['default', 'work'],
      'default',
      null,
    ]);
    expect(codeOf(await harness.intents.profiles.remove('work', unasked, window))).toBe(
      'aliyun.profile-of-session',
    );
  });

  it('asks before it takes away or renames what other profiles get their credentials from', async () => {
    const harness = await aliyunHarness();
    valueOf(await harness.save());
    await harness.foreign([
      {
        profile: 'chained',
        set: {
          mode: 'ChainableRamRoleArn',
          source_profile: 'tools',
          ram_role_arn: 'r',
          region_id: 'cn-beijing',
        },
      },
    ]);
    const preview = valueOf(await harness.intents.profiles.previewRename('tools', 'other', window));
    expect(preview.asks).toEqual([appError('config.profile-in-use', { name: 'tools', users: 'chained' })]);
    for (const refused of [
      await harness.intents.profiles.rename('tools', 'other', unasked, window),
      await harness.intents.profiles.remove('tools', unasked, window),
    ]) {
      expect(codeOf(refused)).toBe('config.profile-in-use');
    }
    valueOf(await harness.intents.profiles.rename('tools', 'other', agreed, window));
    expect(harness.names()).toEqual(['default', 'work', 'other', 'chained']);
    expect(harness.fields('chained')['source_profile']).toBe('tools');
  });

  it('renames the profile of a session with its tokens, and the session goes on', async () => {
    const harness = await aliyunHarness();
    valueOf(await harness.intents.profiles.rename('work', 'office', unasked, window));
    await harness.scheduler.advance(1000);
    expect(harness.config().current).toBe('office');
    expect(harness.intents.state.current().sessions[0]).toMatchObject({
      record: { profileName: 'office' },
      phase: { state: 'active' },
    });
    valueOf(await harness.intents.profiles.undo(unasked, window));
    await harness.scheduler.advance(1000);
    expect(harness.intents.state.current().sessions[0]).toMatchObject({
      record: { profileName: 'work' },
      phase: { state: 'active' },
    });
  });

  it('makes any profile current, a foreign one too, and touches nothing else', async () => {
    const harness = await aliyunHarness();
    await harness.foreign([{ profile: 'theirs', set: { mode: 'EcsRamRole', region_id: 'cn-beijing' } }]);
    const before = harness.files.textOf(aliyunConfig);
    valueOf(await harness.intents.profiles.makeDefault('theirs', unasked, window));
    expect(harness.files.textOf(aliyunConfig)).toBe(
      before?.replace('"current": "work"', '"current": "theirs"'),
    );
  });

  it('wants to know which one, where both clouds have a profile of that name', async () => {
    const harness = await aliyunHarness();
    valueOf(await harness.save());
    harness.files.foreignWrite(harness.configFile, '[profile tools]\nregion = eu-west-1\n');
    expect(codeOf(await harness.intents.profiles.remove('tools', unasked, window))).toBe(
      'input.profile-ambiguous',
    );
    valueOf(await harness.intents.profiles.remove({ name: 'tools', cloud: 'aliyun' }, unasked, window));
    expect(harness.names()).toEqual(['default', 'work']);
  });
});

describe('undo', () => {
  it('takes changes of both clouds back in their order, and never brings a key back', async () => {
    const harness = await aliyunHarness();
    valueOf(await harness.save());
    valueOf(await harness.intents.profiles.rename('tools', 'other', unasked, window));
    const keys = harness.fields('other')['sts_token'];
    valueOf(await harness.intents.profiles.remove('other', unasked, window));
    expect(JSON.stringify(harness.settings.get('undo'))).not.toContain(String(keys));
    expect(harness.intents.state.current().undo).toMatchObject({ file: aliyunConfig, change: 'remove' });

    valueOf(await harness.intents.profiles.undo(unasked, window));
    expect(harness.fields('other')).toMatchObject({ mode: 'StsToken', region_id: 'cn-beijing' });
    await harness.scheduler.advance(5000);
    // Whoever keeps them fetches them anew.
    expect(harness.fields('other')['sts_token']).toBeTruthy();
    valueOf(await harness.intents.profiles.undo(unasked, window));
    expect(harness.names()).toEqual(['default', 'work', 'tools']);
    valueOf(await harness.intents.profiles.undo(unasked, window));
    expect(harness.names()).toEqual(['default', 'work']);
    expect(codeOf(await harness.intents.profiles.undo(unasked, window))).toBe('config.nothing-to-undo');
  });

  it('asks where somebody else has changed profiles since, but not for keys that were renewed', async () => {
    const harness = await aliyunHarness();
    valueOf(await harness.save());
    await harness.scheduler.advance(50 * 60_000);
    expect(valueOf(await harness.intents.profiles.previewUndo(window)).asks).toEqual([]);
    await harness.foreign([{ profile: 'theirs', set: { mode: 'EcsRamRole', region_id: 'cn-beijing' } }]);
    expect(codeOf(await harness.intents.profiles.undo(unasked, window))).toBe('config.undo-changed');
    valueOf(await harness.intents.profiles.undo(agreed, window));
    expect(harness.names()).toEqual(['default', 'work', 'theirs']);
  });

  it('is remembered over a restart', async () => {
    const settings = createFakeSettings();
    const first = await aliyunHarness({ settings });
    valueOf(await first.save());
    const second = await aliyunHarness({ settings, files: first.files, signedIn: false });
    valueOf(await second.intents.profiles.undo(unasked, window));
    expect(second.names()).toEqual(['default', 'work']);
  });
});
