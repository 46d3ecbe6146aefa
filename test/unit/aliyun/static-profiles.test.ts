import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../shared/model/instant.ts';
import { aliyunConfig, aliyunHarness } from '../../fakes/aliyun-profile-harness.ts';
import { unasked, valueOf, window } from '../../fakes/core-harness.ts';
import { createFakeSettings } from '../../fakes/fake-settings.ts';

/** Saved at once, with keys that are good for an hour. */
async function kept() {
  const harness = await aliyunHarness();
  valueOf(await harness.save());
  return Object.assign(harness, {
    left: () => Number(harness.fields('tools')['sts_expiration']) * SECOND - harness.clock.now(),
  });
}

describe('a static profile of config.json', () => {
  it('always has twenty minutes of life left, less a moment, for as long as the session lives', async () => {
    const harness = await kept();
    for (let minute = 0; minute < 5 * 60; minute += 1) {
      await harness.scheduler.advance(MINUTE);
      expect(harness.left()).toBeGreaterThan(20 * MINUTE - 5 * SECOND);
    }
  });

  it('goes with the sign-out and comes back with the next sign-in, current again if it was', async () => {
    const harness = await kept();
    valueOf(await harness.intents.profiles.makeDefault('tools', unasked, window));
    const report = valueOf(await harness.intents.signIn.signOut(harness.sessionId, window));
    expect(report.removed).toEqual([`${aliyunConfig}: work`, `${aliyunConfig}: tools`]);
    expect([harness.names(), harness.config().current]).toEqual([['default', 'work'], 'default']);
    valueOf(await harness.signIn(harness.sessionId));
    await harness.scheduler.advance(5 * SECOND);
    expect(harness.fields('tools')).toMatchObject({
      mode: 'StsToken',
      region_id: 'cn-beijing',
      language: 'en',
    });
    // The sign-in itself has made its own profile current, which is newer than what was remembered.
    expect(harness.config().current).toBe('work');
  });

  it('comes back as the current one where nothing else has been chosen since', async () => {
    const harness = await kept();
    const { settings } = harness;
    settings.set(
      'sessions',
      settings.get('sessions').map((session) => ({ ...session, makesCurrent: false })),
    );
    const second = await aliyunHarness({ settings, files: harness.files, signedIn: false });
    valueOf(await second.intents.profiles.makeDefault('tools', unasked, window));
    valueOf(await second.intents.signIn.signOut(second.sessionId, window));
    expect(second.config().current).toBe('default');
    valueOf(await second.signIn(second.sessionId));
    await second.scheduler.advance(5 * SECOND);
    expect(second.config().current).toBe('tools');
  });

  it('leaves keys of somebody else alone, and says so', async () => {
    const harness = await kept();
    const theirs = { access_key_id: 'STS.theirs', access_key_secret: 'x', sts_token: 'y' };
    await harness.foreign([{ profile: 'tools', set: theirs }]);
    await harness.scheduler.advance(3 * HOUR);
    expect(harness.fields('tools')).toMatchObject(theirs);
    expect(await harness.row('tools')).toMatchObject({
      valid: false,
      problem: { code: 'aliyun.keys-replaced' },
    });
    valueOf(await harness.intents.signIn.signOut(harness.sessionId, window));
    expect(harness.fields('tools')).toMatchObject(theirs);
  });

  it('is not brought back where somebody has deleted it', async () => {
    const harness = await kept();
    await harness.foreign([{ profile: 'tools', remove: true }]);
    await harness.scheduler.advance(3 * HOUR);
    expect(harness.names()).toEqual(['default', 'work']);
  });

  it('goes on quit only where that is wanted, and is there again after the next start', async () => {
    const settings = createFakeSettings();
    const harness = await aliyunHarness({ settings });
    valueOf(await harness.save());
    await harness.core.dispose();
    expect(harness.names()).toContain('tools');

    const second = await aliyunHarness({ settings, files: harness.files, signedIn: false });
    valueOf(second.intents.preferences.change({ staticKeysOnQuit: 'remove' }));
    await second.core.dispose();
    expect(second.names()).toEqual(['default', 'work']);
    const third = await aliyunHarness({ settings, files: harness.files, signedIn: false });
    await third.scheduler.advance(5 * SECOND);
    expect(third.names()).toEqual(['default', 'work', 'tools']);
  });

  it('is swept at the next start where its session has ended meanwhile', async () => {
    const settings = createFakeSettings();
    const harness = await aliyunHarness({ settings });
    valueOf(await harness.save());
    // No dispose: as after a crash.
    await harness.foreign([
      {
        profile: 'work',
        set: { oauth_access_token: null, oauth_refresh_token: null, access_key_id: null, sts_token: null },
      },
    ]);
    const files = harness.files;
    await harness.core.dispose();
    const second = await aliyunHarness({ settings, files, signedIn: false });
    await second.scheduler.advance(2 * MINUTE);
    expect(second.names()).toEqual(['default', 'work']);
  });

  it('is tried again at growing intervals where keys cannot be had, and goes when they end', async () => {
    const harness = await kept();
    harness.aliyunProvider.fail('credentials', 'network.unreachable');
    harness.aliyunProvider.fail('refresh', 'network.unreachable');
    await harness.scheduler.advance(59 * MINUTE);
    expect(harness.names()).toContain('tools');
    await harness.scheduler.advance(3 * MINUTE);
    expect(harness.names()).not.toContain('tools');
  });

  it('goes with the session, whose removal names it', async () => {
    const harness = await kept();
    const report = valueOf(await harness.intents.sessions.remove(harness.sessionId, unasked, window));
    expect(report.removed).toContain(`${aliyunConfig}: tools`);
    expect(harness.config()).toMatchObject({ current: 'default', problem: null });
    expect(harness.settings.get('managedAliyun')).toEqual([]);
  });
});

describe('what other tools drop from our profiles', () => {
  const known = (dropped: readonly string[]) => (key: string) => !dropped.includes(key);

  it('is put back in one write: the region that the Java SDK does not know', async () => {
    const harness = await kept();
    await harness.foreign([
      { profile: 'theirs', set: { mode: 'EcsRamRole', region_id: 'cn-beijing', language: 'zh' } },
    ]);
    let writes = 0;
    harness.files.watch(aliyunConfig, () => (writes += 1));
    await harness.rewrite(known(['region_id', 'output_format', 'language', 'site']));
    expect(writes).toBe(2);
    expect(harness.fields('work')).toMatchObject({
      region_id: 'cn-hangzhou',
      output_format: 'json',
      language: 'en',
    });
    expect(harness.fields('tools')).toMatchObject({
      region_id: 'cn-beijing',
      output_format: 'json',
      language: 'en',
    });
    // What it dropped from profiles of others is theirs to see to.
    expect(Object.keys(harness.fields('theirs'))).toEqual(['name', 'mode']);
    expect(harness.intents.state.current().sessions[0]?.phase.state).toBe('active');
  });

  it('is put back ever more slowly where a tool drops it again and again', async () => {
    const harness = await kept();
    let writes = 0;
    harness.files.watch(aliyunConfig, () => {
      writes += 1;
      if (harness.fields('work')['region_id'] !== undefined) {
        void harness.rewrite(known(['region_id', 'output_format', 'language', 'site']));
      }
    });
    await harness.rewrite(known(['region_id', 'output_format', 'language', 'site']));
    await harness.scheduler.advance(10 * MINUTE);
    // 0, 5, 15, 35, 75, 155, 315 s and so on, each answered by a write of the other.
    expect(writes).toBeLessThan(25);
    const early = writes;
    await harness.scheduler.advance(20 * MINUTE);
    expect(writes - early).toBeLessThan(15);
  });

  it('is followed where it says something else instead', async () => {
    const harness = await kept();
    await harness.foreign([{ profile: 'work', set: { region_id: 'cn-shanghai', language: 'zh' } }]);
    await harness.rewrite(known(['region_id', 'output_format', 'language', 'site']));
    expect(harness.fields('work')).toMatchObject({ region_id: 'cn-shanghai', language: 'zh' });
  });

  it('is not put back into what somebody has made another profile of', async () => {
    const harness = await aliyunHarness();
    await harness.foreign([{ profile: 'work', set: { mode: 'AK', language: null, oauth_site_type: null } }]);
    await harness.scheduler.advance(MINUTE);
    expect(harness.fields('work')['language']).toBeUndefined();
  });
});

describe('a config.json that no tool can read', () => {
  const repair = (harness: Awaited<ReturnType<typeof aliyunHarness>>, confirmed: boolean) => {
    const outcome = harness.intents.profiles.repairFile(false, { digest: null, confirmed }, window);
    return harness.scheduler.advance(SECOND).then(() => outcome);
  };

  it('loses its byte order mark and nothing else', async () => {
    const harness = await aliyunHarness();
    const text = harness.files.textOf(aliyunConfig) ?? '';
    harness.files.foreignWrite(aliyunConfig, `\uFEFF${text}`);
    valueOf(await repair(harness, false));
    expect(harness.files.textOf(aliyunConfig)).toBe(text);
  });

  it('is kept beside, once that is agreed to, and a new one takes its place with our profiles', async () => {
    const harness = await kept();
    const broken = `${harness.files.textOf(aliyunConfig) ?? ''},`;
    harness.files.foreignWrite(aliyunConfig, broken);
    const asked = await repair(harness, false);
    expect(asked).toMatchObject({ ok: false, error: { code: 'aliyun.start-afresh' } });
    expect(harness.files.textOf(aliyunConfig)).toBe(broken);
    const change = valueOf(await repair(harness, true));
    const copy = String(change.asks[0]?.params?.['copy']);
    expect(harness.files.textOf(`/home/user/.aliyun/${copy}`)).toBe(broken);
    expect(JSON.stringify(change)).not.toMatch(/secret-\d|token-\d/);
    expect(harness.config().problem).toBeNull();
    expect(harness.fields('work')).toMatchObject({
      mode: 'OAuth',
      region_id: 'cn-hangzhou',
      oauth_site_type: 'CN',
    });
  });

  it('is left alone where it can be read', async () => {
    const harness = await aliyunHarness();
    expect(await repair(harness, true)).toMatchObject({ error: { code: 'aliyun.nothing-to-repair' } });
  });
});
