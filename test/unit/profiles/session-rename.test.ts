import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/model/app-error.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';
import { confirmed, setUp, unconfirmed } from './profile-setup.ts';

const theirs = '[profile theirs]\nsso_session = my-sso\n';

async function renamed(setup: Awaited<ReturnType<typeof setUp>>, consent = unconfirmed) {
  return setup.intents.sessions.rename(setup.sessionId, 'work', consent, window);
}

describe('renaming a session', () => {
  it('moves section, profiles, token and registration, and nothing has to be signed in again', async () => {
    const setup = await setUp({ config: '# top\n' });
    const { intents, save, text, files, tokenFile, session, sessionId } = setup;
    valueOf(await save());
    valueOf(await save({ name: 'bare', accountId: null, roleName: null }));
    const before = text() ?? '';
    const token = files.textOf(tokenFile('my-sso'));
    const cache = async () => valueOf(await files.list('/home/user/.aws/sso/cache'));
    const filesBefore = await cache();
    valueOf(await renamed(setup));
    expect(text()).toBe(
      before.replaceAll('my-sso\n', 'work\n').replace('[sso-session my-sso]', '[sso-session work]'),
    );
    expect([
      files.textOf(tokenFile('work')),
      files.textOf(tokenFile('my-sso')),
      (await cache()).length,
      (await cache()).filter((name) => filesBefore.includes(name)),
      session(sessionId).record.name,
      session(sessionId).phase.state,
    ]).toEqual([token, null, filesBefore.length, [], 'work', 'active']);
    valueOf(await intents.credentials.ofProfile('dev', window));
  });

  it('goes on renewing under the new name, and only there', async () => {
    const setup = await setUp();
    const { files, tokenFile, scheduler, session, sessionId } = setup;
    valueOf(await renamed(setup));
    const first = files.textOf(tokenFile('work'));
    await scheduler.advance(55 * 60_000);
    expect([
      files.textOf(tokenFile('work')) !== first,
      files.textOf(tokenFile('my-sso')),
      session(sessionId).phase.state,
    ]).toEqual([true, null, 'active']);
  });

  it('shows the change before, and does that one only', async () => {
    const setup = await setUp();
    const { intents, save, text, files, configFile, sessionId } = setup;
    valueOf(await save());
    const { digest, diff } = valueOf(await intents.sessions.previewRename(sessionId, 'work', window));
    const newer = `# newer\n${text() ?? ''}`;
    files.foreignWrite(configFile, newer);
    expect([
      diff.filter((line) => line.type === 'add').map((line) => line.text),
      await intents.sessions.rename(sessionId, 'work', { digest, confirmed: false }, window),
      text(),
      setup.session(sessionId).record.name,
      files.textOf(setup.tokenFile('work')),
    ]).toMatchObject([
      ['sso_session = work', '[sso-session work]'],
      { error: { code: 'config.changed-on-disk' } },
      newer,
      'my-sso',
      null,
    ]);
  });

  it('asks where foreign profiles use it, moves nothing before, and leaves them their section', async () => {
    const setup = await setUp({ config: theirs });
    const { save, text, files, sessionId } = setup;
    valueOf(await save());
    const before = text() ?? '';
    const written: string[] = [];
    const replace = files.replace.bind(files);
    files.replace = (path, content, options) => {
      written.push(path);
      return replace(path, content, options);
    };
    const refused = await renamed(setup);
    const untouched = [text(), [...written], setup.session(sessionId).phase.state];
    valueOf(await renamed(setup, confirmed));
    expect([refused, untouched]).toMatchObject([
      { error: { code: 'config.session-in-use', params: { session: 'my-sso', users: 'theirs' } } },
      [before, [], 'active'],
    ]);
    expect(text()).toBe(
      `${before.replace('[profile dev]\nsso_session = my-sso', '[profile dev]\nsso_session = work')}\n` +
        (/\[sso-session my-sso\][^[]*/.exec(before)?.[0] ?? '').replace('my-sso]', 'work]'),
    );
  });

  it.each([
    ['a b', 'input.session-name-invalid'],
    ['my-sso', 'input.session-name-taken'],
  ])('to %j is refused with %s', async (name, code) => {
    const { intents, sessionId } = await setUp();
    expect(await intents.sessions.rename(sessionId, name, confirmed, window)).toMatchObject({
      error: { code },
    });
  });

  it('is refused where a section of the new name leads elsewhere', async () => {
    const setup = await setUp({
      config: '[sso-session work]\nsso_start_url = https://other.awsapps.com/start\nsso_region = us-east-1\n',
    });
    valueOf(await setup.save());
    const before = setup.text();
    expect([
      await renamed(setup, confirmed),
      setup.text(),
      setup.files.textOf(setup.tokenFile('work')),
    ]).toMatchObject([
      { error: { code: 'config.session-section-differs', params: { session: 'work' } } },
      before,
      null,
    ]);
  });

  it('leaves all as it was if the file cannot be written', async () => {
    const setup = await setUp();
    valueOf(await setup.save());
    const before = setup.text();
    const { files, configFile } = setup;
    const replace = files.replace.bind(files);
    files.replace = async (path, text, options) =>
      path === configFile ? { ok: false, error: appError('config.disk-full') } : replace(path, text, options);
    expect([
      await renamed(setup),
      setup.text(),
      files.textOf(setup.tokenFile('work')),
      files.textOf(setup.tokenFile('my-sso')) !== null,
      setup.session(setup.sessionId).record.name,
      setup.session(setup.sessionId).phase.state,
    ]).toMatchObject([{ error: { code: 'config.disk-full' } }, before, null, true, 'my-sso', 'active']);
  });

  it.each([
    ['a token', { accessToken: 'token-of-another-tool', clientId: 'another-client' }],
    ['something unreadable', null],
  ])(
    'is refused where another tool keeps %s under the new name, and leaves that be',
    async (_, theirToken) => {
      const setup = await setUp();
      valueOf(await setup.save());
      const before = setup.text();
      const { files, tokenFile } = setup;
      const own = JSON.parse(files.textOf(tokenFile('my-sso')) ?? '{}') as object;
      const foreign = theirToken === null ? '{' : JSON.stringify({ ...own, ...theirToken });
      files.foreignWrite(tokenFile('work'), foreign);
      expect([
        await renamed(setup),
        setup.text(),
        files.textOf(tokenFile('work')),
        files.textOf(tokenFile('my-sso')) !== null,
        setup.session(setup.sessionId).phase.state,
      ]).toMatchObject([
        { error: { code: 'input.session-name-taken', params: { name: 'work' } } },
        before,
        foreign,
        true,
        'active',
      ]);
    },
  );

  it('leaves a token where it is that another tool keeps under the old name for another portal', async () => {
    const setup = await setUp();
    const { files, tokenFile } = setup;
    const foreign = (files.textOf(tokenFile('my-sso')) ?? '').replaceAll(
      'https://my-sso-portal.awsapps.com/start',
      'https://other.awsapps.com/start',
    );
    files.foreignWrite(tokenFile('my-sso'), foreign);
    await setup.scheduler.advance(1);
    valueOf(await renamed(setup));
    expect([
      files.textOf(tokenFile('my-sso')),
      files.textOf(tokenFile('work')),
      setup.session(setup.sessionId).record.name,
    ]).toEqual([foreign, null, 'work']);
  });

  it('that ended with the files, as Latchkey was killed, is taken back by undo', async () => {
    const setup = await setUp();
    valueOf(await setup.save());
    const before = setup.text();
    valueOf(await renamed(setup));
    const { files, settings, sessionId } = setup;
    settings.set(
      'sessions',
      settings.get('sessions').map((session) => ({ ...session, name: 'my-sso' })),
    );
    const next = createCoreHarness({ files, settings });
    await next.core.restore();
    valueOf(await next.intents.profiles.undo(unconfirmed, window));
    expect([setup.text(), next.session(sessionId).record.name]).toEqual([before, 'my-sso']);
  });

  it('is taken back as a whole by undo: file, name and where the token lies', async () => {
    const setup = await setUp();
    const { intents, save, text, files, tokenFile, session, sessionId } = setup;
    valueOf(await save());
    const before = text();
    valueOf(await renamed(setup));
    valueOf(await intents.profiles.undo(unconfirmed, window));
    expect([
      text(),
      session(sessionId).record.name,
      files.textOf(tokenFile('work')),
      files.textOf(tokenFile('my-sso')) !== null,
      session(sessionId).phase.state,
    ]).toEqual([before, 'my-sso', null, true, 'active']);
  });

  it('is not taken back while another session has the old name', async () => {
    const setup = await setUp();
    valueOf(await setup.save());
    valueOf(await renamed(setup));
    const after = setup.text();
    await setup.addSession('my-sso');
    expect([await setup.intents.profiles.undo(confirmed, window), setup.text()]).toMatchObject([
      { error: { code: 'input.session-name-taken' } },
      after,
    ]);
  });

  it('of the legacy kind touches no file: tools know it by its address', async () => {
    const setup = await setUp({}, 'legacy');
    valueOf(await setup.save());
    const before = setup.text();
    const cache = async () => valueOf(await setup.files.list('/home/user/.aws/sso/cache'));
    const filesBefore = await cache();
    valueOf(await renamed(setup));
    expect([setup.text(), await cache(), setup.session(setup.sessionId).record.name]).toEqual([
      before,
      filesBefore,
      'work',
    ]);
  });

  it('takes the role credentials away that the AWS CLI keeps under the old name', async () => {
    const setup = await setUp();
    valueOf(await setup.save());
    await setup.scheduler.advance(1000);
    valueOf(await setup.intents.credentials.ofProfile('dev', window));
    const key = '{"accountId":"111122223333","roleName":"ReadOnly","sessionName":"my-sso"}';
    const entry = `/home/user/.aws/cli/cache/${setup.hash.sha1(key)}.json`;
    setup.files.foreignWrite(
      entry,
      '{"ProviderType":"sso","Credentials":{"Expiration":"2030-01-01T00:00:00Z"}}',
    );
    valueOf(await renamed(setup));
    expect(setup.files.textOf(entry)).toBeNull();
  });
});
