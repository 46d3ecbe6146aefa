import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aliyunConfig, aliyunHarness } from '../../fakes/aliyun-profile-harness.ts';
import { type BrokerFixture, startFixture } from './broker-fixture.ts';

let fixture: BrokerFixture;
let core: Awaited<ReturnType<typeof aliyunHarness>>;

/** The client and the broker over the whole core, its files in memory. */
beforeEach(async () => {
  core = await aliyunHarness();
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

async function json(...args: string[]): Promise<unknown> {
  return JSON.parse(await done(...args, '--json'));
}

const add = ['profile', 'add', 'tools', '--session', 'work', '--region', 'cn-beijing'];

describe('profile verbs for Alibaba Cloud', () => {
  it('add writes a static profile of an OAuth session, and says how to try it', async () => {
    const said = await done(...add, '--current', '--language', 'zh');
    expect(said).toContain('aliyun sts GetCallerIdentity --profile tools');
    expect(core.fields('tools')).toMatchObject({ mode: 'StsToken', region_id: 'cn-beijing', language: 'zh' });
    expect(core.config().current).toBe('tools');
  });

  it('add --dry-run --json gives file and diff without a key in it, and writes nothing', async () => {
    const before = core.files.textOf(aliyunConfig);
    const change = await json(...add, '--dry-run');
    expect(change).toMatchObject({
      file: aliyunConfig,
      diff: expect.stringContaining('"name": "tools"') as string,
    });
    expect(JSON.stringify(change)).not.toMatch(/secret-\d|token-\d/);
    expect(core.files.textOf(aliyunConfig)).toBe(before);
  });

  it('add refuses a second native profile, and options that only AWS has', async () => {
    const refused = await run(...add, '--delivery', 'native');
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Choose the delivery static') as string,
    });
    for (const option of [
      ['--output', 'text'],
      ['--set', 'a=b'],
      ['--delivery', 'legacy'],
    ]) {
      expect(await run(...add, ...option)).toMatchObject({ code: 2 });
    }
    expect(core.names()).not.toContain('tools');
  });

  it('edit changes what is named and nothing else', async () => {
    await done(...add);
    const keys = core.fields('tools')['sts_token'];
    await done('profile', 'edit', 'tools', '--region', 'cn-shanghai');
    expect(core.fields('tools')).toMatchObject({ region_id: 'cn-shanghai', language: 'en', sts_token: keys });
    await done('profile', 'edit', 'work', '--language', 'zh');
    expect(core.fields('work')).toMatchObject({ mode: 'OAuth', region_id: 'cn-hangzhou', language: 'zh' });
  });

  it('default, rename, remove and undo work by a name that is unique', async () => {
    await done(...add);
    await done('profile', 'default', 'tools');
    expect(core.config().current).toBe('tools');
    await done('profile', 'rename', 'tools', 'other');
    expect(core.config().current).toBe('other');
    await done('profile', 'remove', 'other');
    expect(core.config().current).toBe('default');
    expect(await json('profile', 'undo')).toMatchObject({ file: aliyunConfig });
    expect(core.names()).toContain('other');
  });

  it('want a cloud where both have a profile of that name', async () => {
    await done(...add);
    core.files.foreignWrite(core.configFile, '[profile tools]\nregion = eu-west-1\n');
    for (const verb of [
      ['remove', 'tools'],
      ['default', 'tools'],
      ['edit', 'tools', '--region', 'cn-beijing'],
    ]) {
      const refused = await run('profile', ...verb);
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--cloud') as string });
    }
    await done('profile', 'remove', 'tools', '--cloud', 'aliyun');
    expect(core.names()).not.toContain('tools');
    expect(core.files.textOf(core.configFile)).toContain('[profile tools]');
  });

  it('list prints what can be read of both clouds, and fails with what cannot', async () => {
    core.files.foreignWrite(core.configFile, '[profile dev]\nregion = eu-west-1\n');
    expect(await json('profile', 'list')).toMatchObject([
      { name: 'dev', cloud: 'aws' },
      { name: 'work', cloud: 'aliyun', session: 'work', delivery: 'native', valid: true, current: true },
    ]);
    core.files.foreignWrite(core.configFile, '[profile dev\n');
    const { code, stdout, stderr } = await run('profile', 'list');
    expect(code).toBe(1);
    expect(stdout).toContain('work');
    expect(stderr).toContain(core.configFile);
  });

  it('repair asks before it starts afresh, and keeps a copy', async () => {
    core.files.foreignWrite(aliyunConfig, '{"current": "work", "profiles": [],}');
    expect(await run('profile', 'repair')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('latchkey-backup-') as string,
    });
    await done('profile', 'repair', '--yes');
    expect(core.config().problem).toBeNull();
  });
});
