import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/model/app-error.ts';
import type { ProfileInput } from '../../../shared/model/profile.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

const unconfirmed = { digest: null, confirmed: false };

async function setUp(config?: string) {
  const harness = createCoreHarness();
  if (config !== undefined) {
    harness.files.foreignWrite(harness.configFile, config);
  }
  const sessionId = await harness.addSession();
  valueOf(await harness.signIn(sessionId));
  const input = (change: Partial<ProfileInput> = {}): ProfileInput => ({
    name: 'dev',
    sessionId,
    accountId: '111122223333',
    roleName: 'ReadOnly',
    region: 'eu-west-1',
    output: 'json',
    ...change,
  });
  return { ...harness, sessionId, input };
}

const written = `[profile dev]
sso_session = my-sso
sso_account_id = 111122223333
sso_role_name = ReadOnly
region = eu-west-1
output = json

[sso-session my-sso]
sso_start_url = https://my-sso-portal.awsapps.com/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`;

describe('saving a profile', () => {
  it('writes the profile and its sso-session in one go', async () => {
    const { intents, input, files, configFile } = await setUp();
    valueOf(await intents.profiles.save(input(), null, window));
    expect(files.textOf(configFile)).toBe(written);
  });

  it('does what its preview said, and refuses if the file is no longer the one previewed', async () => {
    const { intents, input, files, configFile } = await setUp('# mine\n');
    const { digest, diff } = valueOf(await intents.profiles.preview(input(), window));
    files.foreignWrite(configFile, '# mine\n[profile other]\nregion = us-east-1\n');
    const refused = await intents.profiles.save(input(), digest, window);
    const again = valueOf(await intents.profiles.preview(input(), window));
    valueOf(await intents.profiles.save(input(), again.digest, window));
    const added = again.diff.filter((line) => line.type === 'add').map((line) => line.text);
    expect([
      diff.some((line) => line.text.includes('[profile dev]')),
      refused,
      (files.textOf(configFile) ?? '').endsWith(
        `${added
          .filter((line) => line !== '')
          .join('\n')
          .replace('\n[sso', '\n\n[sso')}\n`,
      ),
    ]).toMatchObject([true, { ok: false, error: { code: 'config.changed-on-disk' } }, true]);
  });

  it('never touches a profile that somebody else wrote', async () => {
    const { intents, input, files, configFile } = await setUp('[profile dev]\nregion = us-east-1\n');
    const refused = await intents.profiles.save(input(), null, window);
    expect([refused, files.textOf(configFile)]).toMatchObject([
      { ok: false, error: { code: 'input.profile-name-taken' } },
      '[profile dev]\nregion = us-east-1\n',
    ]);
  });

  it('uses an sso-session of somebody else that says the same, and leaves it as it is', async () => {
    const theirs =
      '[sso-session my-sso]\nsso_region=us-east-1\nsso_start_url=https://my-sso-portal.awsapps.com/start\n';
    const { intents, input, files, configFile } = await setUp(theirs);
    valueOf(await intents.profiles.save(input(), null, window));
    expect((files.textOf(configFile) ?? '').startsWith(`${theirs}\n[profile dev]`)).toBe(true);
  });

  it('refuses where the sso-session of that name means another portal', async () => {
    const theirs =
      '[sso-session my-sso]\nsso_region = us-east-1\nsso_start_url = https://other.awsapps.com/start\n';
    const { intents, input } = await setUp(theirs);
    expect(await intents.profiles.save(input(), null, window)).toMatchObject({
      ok: false,
      error: { code: 'config.session-section-differs', params: { session: 'my-sso' } },
    });
  });

  it('changes its own profile when it is saved again', async () => {
    const { intents, input, files, configFile } = await setUp();
    valueOf(await intents.profiles.save(input(), null, window));
    valueOf(await intents.profiles.save(input({ region: 'us-west-2', output: null }), null, window));
    expect(files.textOf(configFile)).toBe(
      written.replace('region = eu-west-1\noutput = json\n', 'region = us-west-2\n'),
    );
  });

  it.each([
    ['my dev', 'input.profile-name-invalid'],
    ['a]b', 'input.profile-name-invalid'],
    ['', 'input.profile-name-invalid'],
    ['__proto__', 'input.profile-name-invalid'],
  ])('refuses the name %j', async (name, code) => {
    const { intents, input, files, configFile } = await setUp();
    expect([
      await intents.profiles.save(input({ name }), null, window),
      files.textOf(configFile),
    ]).toMatchObject([{ ok: false, error: { code } }, null]);
  });

  it.each([
    ['duplicate section', '[profile a]\nregion = x\n[profile a]\nregion = y\n', 3],
    ['BOM', '\uFEFF[profile a]\nregion = x\n', 1],
    ['key before section', 'region = x\n[profile a]\n', 1],
  ])('refuses a file with a %s and names the line', async (_what, config, line) => {
    const { intents, input, files, configFile } = await setUp(config);
    expect([await intents.profiles.save(input(), null, window), files.textOf(configFile)]).toMatchObject([
      { ok: false, error: { code: 'config.file-broken', params: { line, file: configFile } } },
      config,
    ]);
  });

  it('passes on that the home cannot be written, and keeps nothing of it', async () => {
    const { intents, input, files, settings } = await setUp();
    files.failNext(appError('config.read-only'));
    const refused = await intents.profiles.save(input(), null, window);
    expect([refused, settings.get('managed'), settings.get('undo')]).toMatchObject([
      { ok: false, error: { code: 'config.read-only' } },
      [],
      [],
    ]);
  });

  it('warns of keys of the same name in the credentials file', async () => {
    const { intents, input, files } = await setUp();
    files.foreignWrite(
      '/home/user/.aws/credentials',
      '[dev]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = x\n',
    );
    const preview = valueOf(await intents.profiles.preview(input(), window));
    expect(preview.warnings.map((warning) => warning.code)).toEqual(['config.shadowed-by-credentials']);
  });
});

describe('taking a change back', () => {
  it('restores every byte after a save', async () => {
    const before = '# mine\r\n[profile other]\r\nregion=us-east-1   \r\n\r\n; the end';
    const { intents, input, files, configFile } = await setUp(before);
    valueOf(await intents.profiles.save(input(), null, window));
    valueOf(await intents.profiles.undo(unconfirmed, window));
    expect(files.textOf(configFile)).toBe(before);
  });

  it('brings a removed profile back as ours', async () => {
    const { intents, input, files, configFile } = await setUp();
    valueOf(await intents.profiles.save(input(), null, window));
    const saved = files.textOf(configFile);
    valueOf(await intents.profiles.remove('dev', unconfirmed, window));
    valueOf(await intents.profiles.undo(unconfirmed, window));
    const rows = valueOf(await intents.profiles.list(window));
    expect([files.textOf(configFile), rows.find((row) => row.name === 'dev')?.managed]).toEqual([
      saved,
      true,
    ]);
  });

  it('says when there is nothing to take back', async () => {
    const { intents } = await setUp();
    expect(await intents.profiles.undo(unconfirmed, window)).toMatchObject({
      error: { code: 'config.nothing-to-undo' },
    });
  });
});

describe('the list of profiles', () => {
  it('tells ours from foreign ones, and what is wrong with each', async () => {
    const { intents, input } = await setUp(
      '[profile theirs]\nsso_session = nowhere\nsso_account_id = 111122223333\n',
    );
    valueOf(await intents.profiles.save(input(), null, window));
    const rows = valueOf(await intents.profiles.list(window));
    expect(rows.map(({ name, managed, valid, problem }) => [name, managed, valid, problem?.code])).toEqual([
      ['theirs', false, false, 'config.session-section-missing'],
      ['dev', true, true, undefined],
    ]);
  });

  it('gives credentials for a profile by name', async () => {
    const { intents, input } = await setUp();
    valueOf(await intents.profiles.save(input(), null, window));
    const found = valueOf(await intents.credentials.ofProfile('dev', window));
    expect([found.credentials.accountId, found.row.name]).toEqual(['111122223333', 'dev']);
  });
});

describe('removing a session', () => {
  it('takes its profiles, its sso-session and its token along, and nothing else', async () => {
    const before = '[profile theirs]\nregion = us-east-1\n';
    const { intents, input, files, configFile, sessionId, tokenFile } = await setUp(before);
    valueOf(await intents.profiles.save(input(), null, window));
    valueOf(await intents.sessions.remove(sessionId, { digest: null, confirmed: true }, window));
    expect([
      files.textOf(configFile),
      files.textOf(tokenFile('my-sso')),
      intents.state.current().sessions,
    ]).toEqual([before, null, []]);
  });

  it('leaves the sso-session that a foreign profile uses', async () => {
    const { intents, input, files, configFile, sessionId } = await setUp(
      '[profile theirs]\nsso_session = my-sso\n',
    );
    valueOf(await intents.profiles.save(input(), null, window));
    valueOf(await intents.sessions.remove(sessionId, { digest: null, confirmed: true }, window));
    const text = files.textOf(configFile) ?? '';
    expect([text.includes('[sso-session my-sso]'), text.includes('[profile dev]')]).toEqual([true, false]);
  });
});

describe('adding a session', () => {
  it.each([
    [{ name: 'a b' }, 'input.session-name-invalid'],
    [{ name: 'a]b' }, 'input.session-name-invalid'],
    [{ name: 'my-sso' }, 'input.session-name-taken'],
    [{ startUrl: 'http://x.awsapps.com/start' }, 'input.start-url-not-https'],
    [{ startUrl: 'nonsense' }, 'input.start-url-invalid'],
    [{ region: '' }, 'input.region-missing'],
    [{ region: 'us_west-2' }, 'input.region-invalid'],
    [{ scopes: 'a;b' }, 'input.scopes-invalid'],
  ])('refuses %j with %s', async (change, code) => {
    const { intents } = await setUp();
    const added = await intents.sessions.addAws(
      { name: 'new', startUrl: 'https://x.awsapps.com/start', region: 'us-east-1', scopes: null, ...change },
      window,
    );
    expect(added).toMatchObject({ ok: false, error: { code } });
  });

  it('refuses endpoints that are neither the vendor’s nor on this machine', async () => {
    const { intents } = await setUp();
    const added = await intents.sessions.addAws(
      { name: 'new', startUrl: 'https://x.awsapps.com/start', region: 'us-east-1', scopes: null },
      { origin: 'command-line', environment: { AWS_ENDPOINT_URL_SSO: 'https://evil.example/portal' } },
    );
    expect(added).toMatchObject({ ok: false, error: { code: 'input.endpoint-unconfirmed' } });
  });
});
