import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCoreHarness } from '../../fakes/core-harness.ts';
import { type BrokerFixture, startFixture } from './broker-fixture.ts';

let fixture: BrokerFixture;
let core: ReturnType<typeof createCoreHarness>;

const config =
  '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n' +
  '[profile corp-read]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = ReadOnly\n' +
  '[profile old]\nsso_start_url = https://old.awsapps.com/start\nsso_region = us-east-1\n' +
  '[profile keys]\naws_access_key_id = AKIAEXAMPLE\n';

/** The client and the broker over the whole core, its files in memory. */
beforeEach(async () => {
  core = createCoreHarness();
  core.files.foreignWrite(core.configFile, config);
  await core.core.restore();
  fixture = await startFixture({ intents: core.intents, calls: [], change: () => undefined });
});

afterEach(async () => {
  await fixture.close();
  await core.core.dispose();
});

const run = (...args: string[]) => fixture.latchkey(args);

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

const unchanged = () => {
  expect(core.files.textOf(core.configFile)).toBe(config);
};

describe('session adopt', () => {
  it('without names lists what is there, and says how to use it', async () => {
    const said = await done('session', 'adopt');
    expect(said).toContain('1 of sso-sessions, 1 legacy, 1 others');
    expect(said).toMatch(
      /^corp +sso-session +https:\/\/corp\.awsapps\.com\/start +eu-west-1 +1 +signed out$/m,
    );
    expect(said).toContain('latchkey session adopt --all');
    expect(core.core.store.current().sessions).toEqual([]);
  });

  it('uses those that are named, and status then tells of the rest', async () => {
    expect(await done('session', 'adopt', 'corp')).toContain('Using corp.');
    expect(await done('status')).toContain(`${core.configFile} has 1 session that is not in use.`);
    unchanged();
  });

  it('--all uses all, and says so where there is nothing left', async () => {
    expect(JSON.parse(await done('session', 'adopt', '--all', '--json'))).toMatchObject([
      { name: 'corp', kind: 'sso-session' },
      { name: 'old', kind: 'legacy' },
    ]);
    expect(await done('session', 'adopt', '--all')).toBe(
      'There was nothing to use that is not used already.\n',
    );
    unchanged();
  });

  it('fails for a name that is not there, and uses none', async () => {
    expect(await run('session', 'adopt', 'corp', 'nobody')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no sign-in named “nobody”') as string,
    });
    expect(core.core.store.current().sessions).toEqual([]);
  });

  it('takes names or --all, not both', async () => {
    expect(await run('session', 'adopt', 'corp', '--all')).toMatchObject({ code: 2 });
  });
});

describe('manage and unmanage', () => {
  it('of a session and of a profile change nothing but who may change them', async () => {
    await done('session', 'adopt', 'corp');
    const owner = async () =>
      (JSON.parse(await done('session', 'list', '--json')) as { section: { owner: string } }[])[0]?.section
        .owner;
    expect(await owner()).toBe('foreign');
    expect(await done('session', 'manage', 'corp')).toContain('The file is as it was.');
    expect(await owner()).toBe('managed');
    await done('session', 'unmanage', 'corp');
    expect(await owner()).toBe('foreign');
    expect(JSON.parse(await done('profile', 'manage', 'corp-read', '--json'))).toEqual({
      type: 'profile',
      name: 'corp-read',
      managed: true,
    });
    unchanged();
  });

  it('refuse a profile that does not sign in', async () => {
    expect(await run('profile', 'manage', 'keys')).toMatchObject({ code: 1 });
  });
});

describe('a section that leads elsewhere', () => {
  it('is told by status, and followed on demand', async () => {
    await done('session', 'adopt', 'corp');
    core.files.foreignWrite(core.configFile, config.replace('corp.awsapps', 'other.awsapps'));
    await core.scheduler.advance(1);
    expect(await done('status')).toContain('now has https://other.awsapps.com/start');
    expect(await done('session', 'follow', 'corp')).toContain('is now at https://other.awsapps.com/start');
    expect(await done('status')).not.toContain('now has');
  });
});
