import { describe, expect, it } from 'vitest';
import { valueOf, window } from '../../fakes/core-harness.ts';
import { confirmed, setUp, unconfirmed } from './profile-setup.ts';

const deploy = {
  name: 'deploy',
  accountId: null,
  roleName: null,
  chain: {
    roleArn: 'arn:aws:iam::444455556666:role/Deploy',
    sourceProfile: 'dev',
    roleSessionName: null,
    externalId: null,
    durationSeconds: null,
  },
};

describe('renaming a profile', () => {
  it('changes what stands between the brackets and nothing else, and stays ours', async () => {
    const { intents, save, text, files, configFile, row } = await setUp({ config: '# top\n' });
    valueOf(await save());
    const noted = (text() ?? '').replace('[profile dev]\n', '[profile dev]  # the small one\n; note\n');
    files.foreignWrite(configFile, noted);
    const preview = valueOf(await intents.profiles.previewRename('dev', 'small', window));
    valueOf(
      await intents.profiles.rename('dev', 'small', { digest: preview.digest, confirmed: false }, window),
    );
    expect([text(), preview.asks, (await row('small'))?.managed, await row('dev')]).toEqual([
      noted.replace('[profile dev]', '[profile small]'),
      [],
      true,
      undefined,
    ]);
  });

  it('takes the chains of ours along', async () => {
    const { intents, save, text } = await setUp();
    valueOf(await save());
    valueOf(await save(deploy));
    const before = text() ?? '';
    valueOf(await intents.profiles.rename('dev', 'small', unconfirmed, window));
    expect(text()).toBe(
      before
        .replace('[profile dev]', '[profile small]')
        .replace('source_profile = dev', 'source_profile = small'),
    );
  });

  it('of one that names itself as its source leaves one profile of ours, of the new name', async () => {
    const { intents, save, text, files, configFile, settings } = await setUp();
    valueOf(await save());
    files.foreignWrite(
      configFile,
      (text() ?? '').replace('output = json\n', 'output = json\nsource_profile = dev\n'),
    );
    valueOf(await intents.profiles.rename('dev', 'small', unconfirmed, window));
    expect(text()).toContain('source_profile = small\n');
    expect(settings.get('managed').map((entry) => entry.section)).toEqual([
      'sso-session my-sso',
      'profile small',
    ]);
  });

  it('asks first where a foreign profile needs it, names that one, and never touches it', async () => {
    const theirs = '[profile theirs]\nrole_arn = x\nsource_profile = dev\n';
    const { intents, save, text } = await setUp({ config: theirs });
    valueOf(await save());
    const before = text() ?? '';
    const preview = valueOf(await intents.profiles.previewRename('dev', 'small', window));
    const refused = await intents.profiles.rename('dev', 'small', unconfirmed, window);
    const untouched = text();
    valueOf(await intents.profiles.rename('dev', 'small', confirmed, window));
    expect([preview.asks, refused, untouched, text()]).toMatchObject([
      [{ code: 'config.profile-in-use', params: { name: 'dev', users: 'theirs' } }],
      { ok: false, error: { code: 'config.profile-in-use' } },
      before,
      before.replace('[profile dev]', '[profile small]'),
    ]);
  });

  it.each([
    ['other', 'input.profile-exists'],
    ['theirs', 'input.profile-exists'],
    ['a b', 'input.profile-name-invalid'],
    ['', 'input.profile-name-invalid'],
  ])('to %j is refused with %s', async (newName, code) => {
    const { intents, save, text } = await setUp({ config: '[profile theirs]\nregion = x\n' });
    valueOf(await save());
    valueOf(await save({ name: 'other' }));
    const before = text();
    expect([await intents.profiles.rename('dev', newName, confirmed, window), text()]).toMatchObject([
      { error: { code } },
      before,
    ]);
  });

  it('never happens to a foreign profile', async () => {
    const config = '[profile theirs]\nregion = x\n';
    const { intents, text } = await setUp({ config });
    expect([await intents.profiles.rename('theirs', 'mine', confirmed, window), text()]).toMatchObject([
      { error: { code: 'config.foreign-section' } },
      config,
    ]);
  });

  it('warns where the credentials file has keys under the new name', async () => {
    const { intents, save } = await setUp({ credentials: '[small]\naws_access_key_id = AKIAEXAMPLE\n' });
    valueOf(await save());
    const { warnings } = valueOf(await intents.profiles.previewRename('dev', 'small', window));
    expect(warnings).toMatchObject([{ code: 'config.shadowed-by-credentials', params: { name: 'small' } }]);
  });

  it('back and forth by undo gives every byte back', async () => {
    const { intents, save, text } = await setUp({ config: '[profile x]\r\nregion=y' });
    valueOf(await save());
    valueOf(await save(deploy));
    const before = text();
    valueOf(await intents.profiles.rename('dev', 'small', unconfirmed, window));
    valueOf(await intents.profiles.undo(unconfirmed, window));
    expect(text()).toBe(before);
  });

  it('of the default profile gives its section the prefix', async () => {
    const { intents, save, text, row } = await setUp();
    valueOf(await save({ name: 'default' }));
    valueOf(await intents.profiles.rename('default', 'dev', unconfirmed, window));
    expect([(text() ?? '').split('\n')[0], (await row('dev'))?.current]).toEqual(['[profile dev]', false]);
  });
});

describe('removing a profile', () => {
  it('that others get their credentials from is asked about', async () => {
    const { intents, save, text } = await setUp();
    valueOf(await save());
    valueOf(await save(deploy));
    const before = text();
    const refused = await intents.profiles.remove('dev', unconfirmed, window);
    const untouched = text();
    valueOf(await intents.profiles.remove('dev', confirmed, window));
    expect([refused, untouched, (text() ?? '').includes('[profile dev]')]).toMatchObject([
      { error: { code: 'config.profile-in-use', params: { users: 'deploy' } } },
      before,
      false,
    ]);
  });
});
