import { describe, expect, test } from 'vitest';
import { readAwsFiles, textValue } from '../../../shared/config-files/aws-config.ts';
import { DAY, HOUR, MINUTE } from '../../../shared/model/instant.ts';
import type { ProfileInput } from '../../../shared/model/profile.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

type Harness = ReturnType<typeof createCoreHarness>;

const credentialsFile = '/home/user/.aws/credentials';
const mine = '# my own\n[work]\naws_access_key_id = AKIAMINEMINEMINEMINE\naws_secret_access_key = mine\n';
const unasked = { digest: null, confirmed: false };

function inputOf(sessionId: SessionId, name = 'dev', roleName = 'ReadOnly'): ProfileInput {
  return {
    name,
    sessionId,
    accountId: '111122223333',
    roleName,
    region: 'eu-west-1',
    output: 'json',
    delivery: 'static',
  };
}

const textOf = async (harness: Harness, path: string) =>
  valueOf(await harness.files.read(path))?.text ?? null;

/** The keys that readers find under a name, null where there are none. */
async function keysOf(harness: Harness, name = 'dev') {
  const parsed = valueOf(readAwsFiles(null, await textOf(harness, credentialsFile)));
  const values = parsed.profiles.get(name)?.values;
  const id = values === undefined ? null : textValue(values, 'aws_access_key_id');
  return id === null || values === undefined
    ? null
    : {
        id,
        secret: textValue(values, 'aws_secret_access_key'),
        token: textValue(values, 'aws_session_token'),
      };
}

async function start(options: Parameters<typeof createCoreHarness>[0] = {}, before: string | null = mine) {
  const harness = createCoreHarness(options);
  if (before !== null) {
    harness.files.foreignWrite(credentialsFile, before, 0o600);
  }
  await harness.core.restore();
  const sessionId = await harness.addSession();
  valueOf(await harness.signIn(sessionId));
  return { harness, sessionId };
}

async function saved(options: Parameters<typeof createCoreHarness>[0] = {}, before: string | null = mine) {
  const started = await start(options, before);
  valueOf(await started.harness.intents.profiles.save(inputOf(started.sessionId), null, window));
  await started.harness.scheduler.advance(1);
  return started;
}

const listed = async (harness: Harness, name = 'dev') =>
  valueOf(await harness.intents.profiles.list(window)).find((row) => row.name === name);

describe('saving a static profile', () => {
  test('writes keys into the credentials file, region and output into the config file, and nothing of a sign-in', async () => {
    const { harness } = await saved();
    expect(await textOf(harness, credentialsFile)).toBe(
      `${mine}\n[dev]\naws_access_key_id = ASIAEXAMPLE3\naws_secret_access_key = role-secret\naws_session_token = role-session\n`,
    );
    expect(await textOf(harness, harness.configFile)).toBe(
      '[profile dev]\nregion = eu-west-1\noutput = json\n',
    );
  });

  test('makes both files for the user alone', async () => {
    const { harness } = await saved({}, null);
    for (const file of [credentialsFile, harness.configFile]) {
      expect(valueOf(await harness.files.read(file))?.mode).toBe(0o600);
    }
  });

  test('makes a file that others could read the user’s alone, and says so before', async () => {
    const { harness, sessionId } = await start();
    harness.files.foreignWrite(credentialsFile, mine, 0o644);
    const preview = valueOf(await harness.intents.profiles.preview(inputOf(sessionId), window));
    expect(preview.warnings).toContainEqual({
      code: 'config.made-private',
      params: { file: credentialsFile },
    });
    valueOf(await harness.intents.profiles.save(inputOf(sessionId), preview.digest, window));
    expect(harness.files.modeOf(credentialsFile)).toBe(0o600);
  });

  test('is previewed over both files, with the secrets masked, and does exactly that', async () => {
    const { harness, sessionId } = await start();
    const preview = valueOf(await harness.intents.profiles.preview(inputOf(sessionId), window));
    expect(preview.files.map(({ file }) => file)).toEqual([harness.configFile, credentialsFile]);
    const shown = JSON.stringify(preview);
    expect(shown).toContain('aws_secret_access_key = ••••••••');
    for (const secret of ['role-secret', 'role-session', 'AKIAMINEMINEMINEMINE']) {
      expect(shown).not.toContain(secret);
    }
    expect(await keysOf(harness)).toBeNull();
    valueOf(await harness.intents.profiles.save(inputOf(sessionId), preview.digest, window));
    expect(await keysOf(harness)).not.toBeNull();
  });

  test('leaves no copy of a file that holds keys', async () => {
    const { harness } = await saved();
    expect(
      valueOf(await harness.files.list('/home/user/.aws')).filter((name) => name.includes('backup')),
    ).toEqual([]);
  });

  test('keeps nothing of the keys in Latchkey’s own settings', async () => {
    const { harness } = await saved();
    const kept = JSON.stringify([harness.settings.get('managed'), harness.settings.get('undo')]);
    for (const secret of ['role-secret', 'role-session', 'ASIAEXAMPLE']) {
      expect(kept).not.toContain(secret);
    }
  });

  test('shows as a profile of its session and role', async () => {
    const { harness, sessionId } = await saved();
    expect(await listed(harness)).toMatchObject({
      delivery: 'static',
      managed: true,
      valid: true,
      sessionId,
      accountId: '111122223333',
      roleName: 'ReadOnly',
      region: 'eu-west-1',
    });
  });

  test('shows in a form as what was saved', async () => {
    const { harness, sessionId } = await saved();
    const details = valueOf(await harness.intents.profiles.details('dev', window));
    expect(details.input).toEqual(inputOf(sessionId));
    expect(JSON.stringify(details)).not.toContain('role-secret');
  });

  test('over a section that somebody else wrote is refused, and neither file changes', async () => {
    const { harness, sessionId } = await start();
    const refused = await harness.intents.profiles.save(inputOf(sessionId, 'work'), null, window);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'config.foreign-keys', params: { name: 'work' } },
    });
    expect(await textOf(harness, credentialsFile)).toBe(mine);
    expect(await textOf(harness, harness.configFile)).toBeNull();
  });

  test('without a sign-in says that one is needed', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    expect(await harness.intents.profiles.save(inputOf(sessionId), null, window)).toMatchObject({
      ok: false,
      error: { code: 'sign-in.required' },
    });
  });

  test('as a native one instead takes the keys away in the same change', async () => {
    const { harness, sessionId } = await saved();
    valueOf(await harness.intents.profiles.save({ ...inputOf(sessionId), delivery: 'native' }, null, window));
    expect(await textOf(harness, credentialsFile)).toBe(mine);
    expect(await listed(harness)).toMatchObject({ delivery: 'native', valid: true });
    await harness.scheduler.advance(3 * HOUR);
    expect(await keysOf(harness)).toBeNull();
  });

  test('out of a native one leaves nothing of the sign-in in its section', async () => {
    const { harness, sessionId } = await start();
    valueOf(await harness.intents.profiles.save({ ...inputOf(sessionId), delivery: 'native' }, null, window));
    valueOf(await harness.intents.profiles.save(inputOf(sessionId), null, window));
    const { profiles } = valueOf(
      readAwsFiles(await textOf(harness, harness.configFile), await textOf(harness, credentialsFile)),
    );
    expect([...(profiles.get('dev')?.values.keys() ?? [])].toSorted()).toEqual([
      'aws_access_key_id',
      'aws_secret_access_key',
      'aws_session_token',
      'output',
      'region',
    ]);
  });
});

describe('keeping keys fresh', () => {
  test('over a month they always have 15 minutes left, and one write a renewal', async () => {
    const { harness } = await saved();
    const expiries = new Map<string, number>();
    const issue = harness.provider.roleCredentials;
    harness.provider.roleCredentials = async (...args) => {
      const keys = await issue(...args);
      if (keys.ok) expiries.set(keys.value.accessKeyId, keys.value.expiresAt);
      return keys;
    };
    await harness.scheduler.advance(41 * MINUTE);
    for (let quarter = 0; quarter < 30 * 24 * 4; quarter += 1) {
      await harness.scheduler.advance(15 * MINUTE);
      const keys = await keysOf(harness);
      expect(expiries.get(keys?.id ?? '')).toBeGreaterThanOrEqual(harness.clock.now() + 15 * MINUTE);
    }
    // Every 40 minutes of 60, and not once more.
    expect(harness.provider.count('roleCredentials')).toBeLessThanOrEqual(
      (30 * DAY + 41 * MINUTE) / (40 * MINUTE) + 2,
    );
  });

  test('keys that live shortly are renewed at half of their life', async () => {
    const { harness, sessionId } = await start();
    harness.provider.credentialsLife = 16 * MINUTE;
    valueOf(await harness.intents.profiles.save(inputOf(sessionId), null, window));
    const first = await keysOf(harness);
    await harness.scheduler.advance(7 * MINUTE);
    expect(await keysOf(harness)).toEqual(first);
    await harness.scheduler.advance(2 * MINUTE);
    expect((await keysOf(harness))?.id).not.toBe(first?.id);
  });

  test('keys of one file are renewed in one write', async () => {
    const { harness, sessionId } = await saved();
    valueOf(await harness.intents.profiles.save(inputOf(sessionId, 'admin', 'Admin'), null, window));
    let writes = 0;
    const replace = harness.files.replace.bind(harness.files);
    harness.files.replace = (path, ...rest) => {
      writes += path === credentialsFile ? 1 : 0;
      return replace(path, ...rest);
    };
    const before = [await keysOf(harness), await keysOf(harness, 'admin')];
    await harness.scheduler.advance(42 * MINUTE);
    expect(await keysOf(harness)).not.toEqual(before[0]);
    expect(await keysOf(harness, 'admin')).not.toEqual(before[1]);
    expect(writes).toBe(1);
  });

  test('a renewal that fails is tried again, further and further apart, until it succeeds', async () => {
    const { harness } = await saved();
    const before = harness.provider.count('roleCredentials');
    harness.provider.fail(
      'roleCredentials',
      ...Array.from({ length: 4 }, () => 'network.unreachable' as const),
    );
    await harness.scheduler.advance(41 * MINUTE);
    const first = await keysOf(harness);
    await harness.scheduler.advance(16 * MINUTE);
    expect(await keysOf(harness)).not.toEqual(first);
    expect(harness.provider.count('roleCredentials') - before).toBe(5);
  });

  test('keys that somebody else has put there are left alone, and told of', async () => {
    const { harness } = await saved();
    const text = (await textOf(harness, credentialsFile)) ?? '';
    const foreign = text.replace(/ASIAEXAMPLE\d+/, 'AKIASOMEBODYELSES');
    harness.files.foreignWrite(credentialsFile, foreign);
    expect(await listed(harness)).toMatchObject({ problem: { code: 'config.static-keys-replaced' } });
    await harness.scheduler.advance(3 * HOUR);
    expect(await textOf(harness, credentialsFile)).toBe(foreign);
  });

  test('a section that the user has taken away does not come back', async () => {
    const { harness } = await saved();
    harness.files.foreignWrite(credentialsFile, mine);
    await harness.scheduler.advance(3 * HOUR);
    expect(await textOf(harness, credentialsFile)).toBe(mine);
    expect(await listed(harness)).toMatchObject({ problem: { code: 'config.static-keys-replaced' } });
  });

  test('what others write beside our section stays through renewals', async () => {
    const { harness } = await saved();
    const text = (await textOf(harness, credentialsFile)) ?? '';
    harness.files.foreignWrite(
      credentialsFile,
      `${text}\n# theirs\n[other]\naws_access_key_id = AKIAOTHER\n`,
    );
    await harness.scheduler.advance(41 * MINUTE);
    const after = (await textOf(harness, credentialsFile)) ?? '';
    expect(after.replace(/ASIAEXAMPLE\d+/, '')).toBe(
      `${text}\n# theirs\n[other]\naws_access_key_id = AKIAOTHER\n`.replace(/ASIAEXAMPLE\d+/, ''),
    );
    expect(after).not.toContain('ASIAEXAMPLE3');
  });
});

describe('taking keys away', () => {
  test('a sign-out takes exactly ours, and reports it', async () => {
    const { harness, sessionId } = await saved();
    const report = valueOf(await harness.intents.signIn.signOut(sessionId, window));
    expect(report.removed).toContain(`${credentialsFile}: [dev]`);
    expect(await textOf(harness, credentialsFile)).toBe(mine);
  });

  test('the next sign-in brings them back', async () => {
    const { harness, sessionId } = await saved();
    valueOf(await harness.intents.signIn.signOut(sessionId, window));
    await harness.scheduler.advance(HOUR);
    expect(await keysOf(harness)).toBeNull();
    valueOf(await harness.signIn(sessionId));
    await harness.scheduler.advance(2 * MINUTE);
    expect(await keysOf(harness)).not.toBeNull();
  });

  test('a session that ends takes its keys along within a minute or so', async () => {
    const { harness } = await saved();
    harness.files.foreignRemove(harness.tokenFile('my-sso'));
    await harness.scheduler.advance(2 * MINUTE);
    expect(await textOf(harness, credentialsFile)).toBe(mine);
  });

  test('a removed session takes its keys and its profile', async () => {
    const { harness, sessionId } = await saved();
    valueOf(await harness.intents.sessions.remove(sessionId, unasked, window));
    expect(await textOf(harness, credentialsFile)).toBe(mine);
    expect(await listed(harness)).toBeUndefined();
    expect(harness.settings.get('managed')).toEqual([]);
  });

  test('a removed profile takes its keys, and undo brings it back with new ones', async () => {
    const { harness } = await saved();
    const old = await keysOf(harness);
    valueOf(await harness.intents.profiles.remove('dev', unasked, window));
    expect(await textOf(harness, credentialsFile)).toBe(mine);
    expect(await listed(harness)).toBeUndefined();
    valueOf(await harness.intents.profiles.undo(unasked, window));
    await harness.scheduler.advance(2 * MINUTE);
    expect(await listed(harness)).toMatchObject({ delivery: 'static', valid: true });
    expect(await keysOf(harness)).not.toBeNull();
    expect(old).not.toBeNull();
  });

  test('a profile removed while signed out is forgotten for good', async () => {
    const { harness, sessionId } = await saved();
    valueOf(await harness.intents.signIn.signOut(sessionId, window));
    valueOf(await harness.intents.profiles.remove('dev', unasked, window));
    valueOf(await harness.signIn(sessionId));
    await harness.scheduler.advance(5 * MINUTE);
    expect(await textOf(harness, credentialsFile)).toBe(mine);
  });

  test('undoing the save takes the keys away, also after renewals, without a question', async () => {
    const { harness } = await saved();
    await harness.scheduler.advance(2 * HOUR);
    valueOf(await harness.intents.profiles.undo(unasked, window));
    expect(await textOf(harness, credentialsFile)).toBe(mine);
    await harness.scheduler.advance(2 * HOUR);
    expect(await textOf(harness, credentialsFile)).toBe(mine);
  });

  test('a renamed profile has its keys under the new name, and keeps them fresh there', async () => {
    const { harness } = await saved();
    valueOf(await harness.intents.profiles.rename('dev', 'live', unasked, window));
    const first = await keysOf(harness, 'live');
    expect(first).not.toBeNull();
    expect(await keysOf(harness)).toBeNull();
    await harness.scheduler.advance(41 * MINUTE);
    expect((await keysOf(harness, 'live'))?.id).not.toBe(first?.id);
  });

  test('keys stay when Latchkey quits, unless the user wants them gone', async () => {
    const { harness } = await saved();
    await harness.core.dispose();
    expect(await keysOf(harness)).not.toBeNull();

    const other = await saved();
    valueOf(other.harness.intents.preferences.change({ staticKeysOnQuit: 'remove' }));
    await other.harness.core.dispose();
    expect(await textOf(other.harness, credentialsFile)).toBe(mine);
  });

  test('what a crash left is swept at the next start once it has expired', async () => {
    const { harness } = await saved();
    const { settings, files } = harness;
    // No goodbye: the files are as they were, and the token is gone.
    files.foreignRemove(harness.tokenFile('my-sso'));
    const next = createCoreHarness({ settings, files });
    await next.scheduler.advance(5 * HOUR);
    await next.core.restore();
    await next.scheduler.advance(1);
    expect(await textOf(next, credentialsFile)).toBe(mine);
  });
});
