import { describe, expect, it } from 'vitest';
import { valueOf, window } from '../../fakes/core-harness.ts';
import { confirmed, setUp, unconfirmed } from './profile-setup.ts';

const theirs = '[profile theirs]\nregion = x\n';

describe('undo', () => {
  it('without a word gives every byte back where nobody wrote since, ten steps deep', async () => {
    const { intents, save, text } = await setUp({ config: '# mine\r\n\r\n[profile x]\r\nregion=y' });
    const states: (string | null)[] = [];
    const step = async (change: Promise<{ ok: boolean }>) => {
      const before = text();
      expect(await change).toMatchObject({ ok: true });
      states.push(before);
    };
    await step(save());
    await step(save({ region: 'us-west-2' }));
    await step(save({ name: 'ops', extra: { s3: { addressing_style: 'path' } } }));
    await step(intents.profiles.rename('dev', 'small', unconfirmed, window));
    await step(intents.profiles.makeDefault('ops', unconfirmed, window));
    await step(intents.profiles.rename('ops', 'large', unconfirmed, window));
    await step(save({ name: 'large', region: null, extra: { s3: null } }));
    await step(intents.profiles.remove('small', unconfirmed, window));
    await step(save({ name: 'more' }));
    await step(intents.profiles.remove('large', unconfirmed, window));
    const seen: (string | null)[] = [];
    while ((await intents.profiles.undo(unconfirmed, window)).ok) seen.unshift(text());
    expect(seen).toEqual(states);
  });

  it('remembers ten steps and no more', async () => {
    const { intents, save } = await setUp();
    for (let index = 0; index < 12; index += 1) valueOf(await save({ name: `p${String(index)}` }));
    let steps = 0;
    while ((await intents.profiles.undo(unconfirmed, window)).ok) steps += 1;
    expect(steps).toBe(10);
  });

  it('after a foreign write asks first, then takes back only our own change', async () => {
    const { intents, save, text, files, configFile } = await setUp();
    valueOf(await save());
    const foreign = `${theirs}${text() ?? ''}\n# theirs too\n`;
    files.foreignWrite(configFile, foreign);
    const preview = valueOf(await intents.profiles.previewUndo(window));
    const refused = await intents.profiles.undo(unconfirmed, window);
    const untouched = text();
    valueOf(await intents.profiles.undo({ digest: preview.digest, confirmed: true }, window));
    expect([preview.asks, refused, untouched]).toMatchObject([
      [{ code: 'config.undo-changed' }],
      { error: { code: 'config.undo-changed' } },
      foreign,
    ]);
    expect(text()).toBe(`${theirs}\n# theirs too\n`);
  });

  it('refuses the change of a preview that no longer holds', async () => {
    const { intents, save, text, files, configFile } = await setUp();
    valueOf(await save());
    files.foreignWrite(configFile, `${theirs}${text() ?? ''}`);
    const { digest } = valueOf(await intents.profiles.previewUndo(window));
    const newer = `# newer\n${text() ?? ''}`;
    files.foreignWrite(configFile, newer);
    expect([await intents.profiles.undo({ digest, confirmed: true }, window), text()]).toMatchObject([
      { error: { code: 'config.changed-on-disk' } },
      newer,
    ]);
  });

  it('of a rename after a foreign write moves the section back where it now stands', async () => {
    const { intents, save, text, files, configFile, row } = await setUp();
    valueOf(await save());
    valueOf(await intents.profiles.rename('dev', 'small', unconfirmed, window));
    files.foreignWrite(
      configFile,
      `${theirs}\n${(text() ?? '').replace('output = json', 'output = json\nduck = 1')}`,
    );
    const foreign = text() ?? '';
    valueOf(await intents.profiles.undo(confirmed, window));
    expect([text(), (await row('dev'))?.managed]).toEqual([
      foreign.replace('[profile small]', '[profile dev]'),
      true,
    ]);
  });

  it('never brings a key back that somebody put into our profile', async () => {
    const { intents, save, text, files, configFile } = await setUp();
    valueOf(await save());
    files.foreignWrite(
      configFile,
      (text() ?? '').replace('output = json\n', 'output = json\naws_secret_access_key = hidden\n'),
    );
    valueOf(await intents.profiles.remove('dev', unconfirmed, window));
    valueOf(await intents.profiles.undo(confirmed, window));
    expect(text()).toContain('[profile dev]');
    expect(text()).not.toContain('hidden');
  });

  it('says what it would take back', async () => {
    const { intents, save } = await setUp();
    valueOf(await save());
    valueOf(await intents.profiles.rename('dev', 'small', unconfirmed, window));
    expect(intents.state.current().undo).toMatchObject({ profileName: 'small', change: 'rename' });
  });
});
