import { describe, expect, it } from 'vitest';
import { valueOf, window } from '../../fakes/core-harness.ts';
import { confirmed, sessionLines, setUp, unconfirmed } from './profile-setup.ts';

const keys =
  'sso_session = my-sso\nsso_account_id = 111122223333\nsso_role_name = ReadOnly\nregion = eu-west-1\noutput = json\n';

describe('making a profile the default', () => {
  it('copies its keys into [default], and leaves the profile as it is', async () => {
    const { intents, save, text, row } = await setUp();
    valueOf(await save({ extra: { s3: { addressing_style: 'path' } } }));
    const before = text() ?? '';
    valueOf(await intents.profiles.makeDefault('dev', unconfirmed, window));
    expect([text(), await row('default')]).toMatchObject([
      `${before}\n[default]\n${keys}s3 =\n    addressing_style = path\n`,
      { managed: true, current: true, valid: true },
    ]);
  });

  it('uses [profile default] where that is the one', async () => {
    const { intents, save, text, row } = await setUp({ config: '[profile default]\nregion = us-east-1\n' });
    valueOf(await save());
    valueOf(await intents.profiles.makeDefault('dev', confirmed, window));
    expect([text(), await row('default')]).toMatchObject([
      `[profile default]\nregion = eu-west-1\nsso_session = my-sso\nsso_account_id = 111122223333\nsso_role_name = ReadOnly\noutput = json\n\n[profile dev]\n${keys}\n${sessionLines}`,
      { current: true },
    ]);
  });

  it('over a foreign default only after a yes', async () => {
    const config = '[default]\nregion = us-east-1\ncredential_process = /bin/x\ncli_pager = less\n';
    const { intents, save, text } = await setUp({ config });
    valueOf(await save());
    const before = text();
    const preview = valueOf(await intents.profiles.previewDefault('dev', window));
    const refused = await intents.profiles.makeDefault('dev', unconfirmed, window);
    const untouched = text();
    valueOf(await intents.profiles.makeDefault('dev', { digest: preview.digest, confirmed: true }, window));
    const after = (text() ?? '').split('\n\n')[0];
    valueOf(await intents.profiles.undo(unconfirmed, window));
    expect([preview.asks, refused, untouched, after, text()]).toMatchObject([
      [{ code: 'config.foreign-default' }],
      { error: { code: 'config.foreign-default' } },
      before,
      '[default]\nregion = eu-west-1\ncli_pager = less\nsso_session = my-sso\nsso_account_id = 111122223333\nsso_role_name = ReadOnly\noutput = json',
      before,
    ]);
  });

  it('never over access keys, which no undo could bring back', async () => {
    const { intents, save, text } = await setUp({
      config: '[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = x\n',
    });
    valueOf(await save());
    const before = text();
    expect([await intents.profiles.makeDefault('dev', confirmed, window), text()]).toMatchObject([
      { error: { code: 'config.default-holds-keys' } },
      before,
    ]);
  });

  it('again with another profile leaves nothing of the one before', async () => {
    const { intents, save, text } = await setUp();
    valueOf(await save());
    valueOf(await save({ name: 'ops', roleName: 'Ops', region: null, output: null }));
    valueOf(await intents.profiles.makeDefault('dev', unconfirmed, window));
    valueOf(await intents.profiles.makeDefault('ops', unconfirmed, window));
    expect(text()).toMatch(
      /\[default\]\nsso_session = my-sso\nsso_account_id = 111122223333\nsso_role_name = Ops\n$/,
    );
  });

  it('where both spellings are there changes the one that counts, and says that tools differ', async () => {
    const { intents, save, text } = await setUp({
      config: '[default]\nregion = a\n[profile default]\nregion = b\n',
    });
    valueOf(await save());
    const preview = valueOf(await intents.profiles.previewDefault('dev', window));
    valueOf(await intents.profiles.makeDefault('dev', confirmed, window));
    expect([preview.warnings.map((one) => one.code), text()]).toEqual([
      ['config.mixed-default-twice'],
      expect.stringMatching(/^\[default\]\nregion = a\n\[profile default\]\nregion = eu-west-1\nsso_session/),
    ]);
  });

  it('is refused where [default] comes last and tools take different ones', async () => {
    const { intents, save } = await setUp({
      config: '[profile default]\nregion = b\n[default]\nregion = a\n',
    });
    valueOf(await save());
    expect(await intents.profiles.makeDefault('dev', confirmed, window)).toMatchObject({
      error: { code: 'config.file-broken', params: { reason: 'same-section-twice' } },
    });
  });

  it('warns of keys under default in the credentials file', async () => {
    const { intents, save } = await setUp({ credentials: '[default]\naws_access_key_id = AKIAEXAMPLE\n' });
    valueOf(await save());
    const { warnings } = valueOf(await intents.profiles.previewDefault('dev', window));
    expect(warnings).toMatchObject([{ code: 'config.shadowed-by-credentials', params: { name: 'default' } }]);
  });

  it('of a profile that no session of ours is in is refused', async () => {
    const { intents } = await setUp({ config: '[profile theirs]\nregion = a\n' });
    expect(await intents.profiles.makeDefault('theirs', confirmed, window)).toMatchObject({
      error: { code: 'config.foreign-section' },
    });
  });
});
