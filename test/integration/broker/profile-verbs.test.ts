import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCoreHarness, valueOf } from '../../fakes/core-harness.ts';
import { type BrokerFixture, startFixture } from './broker-fixture.ts';

let fixture: BrokerFixture;
let core: ReturnType<typeof createCoreHarness>;

const role = ['--session', 'my-sso', '--account', '111122223333', '--role', 'ReadOnly'];
const theirs = '[profile theirs]\nrole_arn = x\nsource_profile = dev\nsso_session = my-sso\n';

/** The client and the broker over the whole core, its files in memory. */
beforeEach(async () => {
  core = createCoreHarness();
  valueOf(await core.signIn(await core.addSession()));
  fixture = await startFixture({ intents: core.intents, calls: [], change: () => undefined });
});

afterEach(async () => {
  await fixture.close();
  await core.core.dispose();
});

const text = () => core.files.textOf(core.configFile);
const run = (...args: string[]) => fixture.latchkey(args);

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

async function json(...args: string[]): Promise<unknown> {
  return JSON.parse(await done(...args, '--json'));
}

describe('profile add', () => {
  it('--bearer-only writes the session alone and says what that is good for', async () => {
    const said = await done('profile', 'add', 'dev', '--session', 'my-sso', '--bearer-only');
    expect(text()).toMatch(/^\[profile dev\]\nsso_session = my-sso\n\n\[sso-session/);
    expect(said).toContain('bearer token');
  });

  it('--set takes further keys, parts of a block one by one', async () => {
    await done(
      'profile',
      'add',
      'dev',
      ...role,
      '--set',
      'cli_pager=less -R',
      '--set',
      's3.a=1',
      '--set',
      's3.b=x=y',
    );
    expect(text()).toContain('cli_pager = less -R\ns3 =\n    a = 1\n    b = x=y\n');
  });

  it('--role-arn and --source-profile chain a role', async () => {
    await done('profile', 'add', 'dev', ...role);
    const arn = 'arn:aws:iam::444455556666:role/Deploy';
    await done(
      'profile',
      'add',
      'deploy',
      '--role-arn',
      arn,
      '--source-profile',
      'dev',
      '--duration-seconds',
      '900',
    );
    expect(text()).toContain(
      `[profile deploy]\nrole_arn = ${arn}\nsource_profile = dev\nduration_seconds = 900\n`,
    );
    expect(await done('profile', 'list')).toContain(`assumes ${arn} with dev`);
  });

  it.each([
    [['--set', 'aws_secret_access_key=x'], 'input.key-reserved'],
    [['--set', 'nothing'], 'input.value-invalid'],
    [['--delivery', 'legacy'], 'input.delivery-unavailable'],
    [['--bearer-only'], 'input.role-incomplete'],
  ])('refuses %j with %s', async (options, code) => {
    const result = await run('profile', 'add', 'dev', ...role, ...options, '--json');
    expect([JSON.parse(result.stderr), text()]).toMatchObject([{ error: { code } }, null]);
  });

  it('--dry-run writes nothing and shows file and diff', async () => {
    expect(await json('profile', 'add', 'dev', ...role, '--dry-run')).toMatchObject({
      file: core.configFile,
      diff: expect.stringContaining('+[profile dev]\n+sso_session = my-sso\n') as string,
    });
    expect(text()).toBeNull();
  });
});

describe('profile edit', () => {
  it('changes what is named and leaves the rest', async () => {
    await done('profile', 'add', 'dev', ...role, '--set', 's3.a=1', '--set', 'cli_pager=less');
    const before = text() ?? '';
    await done(
      'profile',
      'edit',
      'dev',
      '--region',
      '',
      '--role',
      'Admin',
      '--set',
      's3.b=2',
      '--unset',
      'cli_pager',
    );
    expect(text()).toBe(
      before
        .replace('ReadOnly', 'Admin')
        .replace('region = us-east-1\n', '')
        .replace('cli_pager = less\n', '')
        .replace('    a = 1\n', '    a = 1\n    b = 2\n'),
    );
  });

  it('never changes a profile of somebody else', async () => {
    core.files.foreignWrite(core.configFile, theirs);
    const result = await run('profile', 'edit', 'theirs', '--region', 'eu-west-1', '--json');
    expect([JSON.parse(result.stderr), text()]).toMatchObject([
      { error: { code: 'config.foreign-section' } },
      theirs,
    ]);
  });
});

describe('what should be agreed to first', () => {
  it.each([
    [['profile', 'rename', 'dev', 'small'], 'config.profile-in-use'],
    [['profile', 'remove', 'dev'], 'config.profile-in-use'],
    [['session', 'rename', 'my-sso', 'work'], 'config.session-in-use'],
  ])('%j shows the change, names who is concerned, and is done with --yes only', async (args, code) => {
    core.files.foreignWrite(core.configFile, theirs);
    await done('profile', 'add', 'dev', ...role);
    const before = text();
    const refused = await run(...args);
    const asJson = await run(...args, '--json');
    expect([refused.code, asJson.code, text()]).toEqual([1, 1, before]);
    expect(refused.stdout).toContain('[profile dev]');
    expect(refused.stderr).toContain('theirs');
    expect(refused.stderr).toContain('--yes');
    expect(JSON.parse(asJson.stderr)).toMatchObject({ error: { code } });
    await done(...args, '--yes');
    expect(text()).not.toBe(before);
    expect(text()).toContain(theirs);
  });

  it('profile default over one of somebody else', async () => {
    core.files.foreignWrite(core.configFile, '[default]\nregion = x\n');
    await done('profile', 'add', 'dev', ...role);
    expect((await run('profile', 'default', 'dev')).stderr).toContain('--yes');
    expect(await done('profile', 'default', 'dev', '--yes')).toContain('default profile');
    expect(text()).toMatch(/^\[default\]\nregion = us-east-1\nsso_session = my-sso\n/);
  });

  it('profile undo where somebody else has written since', async () => {
    await done('profile', 'add', 'dev', ...role);
    core.files.foreignWrite(core.configFile, `${text() ?? ''}\n${theirs}`);
    const refused = await run('profile', 'undo');
    expect([refused.code, refused.stdout.includes('-[profile dev]')]).toEqual([1, true]);
    expect(await json('profile', 'undo', '--yes')).toMatchObject({ file: core.configFile });
    expect(text()).toBe(`\n${theirs}`);
  });
});

describe('session rename', () => {
  it('moves profiles and token along', async () => {
    await done('profile', 'add', 'dev', ...role);
    expect(await json('session', 'rename', 'my-sso', 'work', '--dry-run')).toHaveProperty('diff');
    expect(await done('session', 'rename', 'my-sso', 'work')).toContain('work');
    expect(text()).toContain('sso_session = work\n');
    expect(core.files.textOf(core.tokenFile('work'))).not.toBeNull();
  });
});

describe('profile list', () => {
  it('tells all that is wrong with each, and still the first as `problem`', async () => {
    core.files.foreignWrite(
      core.configFile,
      '[profile theirs]\nsso_session = gone\ncredential_process = x\n',
    );
    expect(await json('profile', 'list')).toMatchObject([
      {
        name: 'theirs',
        valid: false,
        problem: { code: 'config.session-section-missing' },
        problems: [
          { code: 'config.session-section-missing' },
          { code: 'config.mixed-process' },
          { code: 'config.bearer-only' },
        ],
      },
    ]);
  });
});
