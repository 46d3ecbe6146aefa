import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/model/app-error.ts';
import { err } from '../../../shared/model/result.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

const profile = (name: string) => `[profile ${name}]\nregion = eu-west-1\n`;

function setUp(environment: Readonly<Record<string, string>> = {}) {
  const harness = createCoreHarness({ environment });
  harness.files.foreignWrite('/home/user/.aws/config', profile('usual'));
  harness.files.foreignWrite('/home/user/team/config', profile('team'));
  harness.files.foreignWrite('/srv/app/config', profile('of-the-app'));
  harness.files.foreignWrite('/srv/caller/config', profile('of-the-caller'));
  const names = async (caller?: Readonly<Record<string, string>>) => {
    const context = caller === undefined ? window : { origin: 'command-line' as const, environment: caller };
    return valueOf(await harness.intents.profiles.list(context)).map(({ name }) => name);
  };
  const useTeamFile = () =>
    valueOf(harness.intents.preferences.change({ files: { config: '~/team/config', credentials: null } }));
  return { ...harness, names, useTeamFile };
}

describe('the place of the AWS files', () => {
  it('is the usual one, until Settings say another', async () => {
    const { names, useTeamFile } = setUp();
    const before = await names();
    useTeamFile();
    expect([before, await names()]).toEqual([['usual'], ['team']]);
  });

  it('is what Settings say before what the app was started with', async () => {
    const { names, useTeamFile } = setUp({ AWS_CONFIG_FILE: '/srv/app/config' });
    const before = await names();
    useTeamFile();
    expect([before, await names()]).toEqual([['of-the-app'], ['team']]);
  });

  it('is what a caller of the command line has in the environment before all else', async () => {
    const { names, useTeamFile } = setUp({ AWS_CONFIG_FILE: '/srv/app/config' });
    const [own, none] = [await names({ AWS_CONFIG_FILE: '/srv/caller/config' }), await names({})];
    useTeamFile();
    expect([own, none]).toEqual([['of-the-caller'], ['usual']]);
    expect([await names({ AWS_CONFIG_FILE: '/srv/caller/config' }), await names({})]).toEqual([
      ['of-the-caller'],
      ['team'],
    ]);
  });

  it('is followed from the moment it changes, and the old one no longer', async () => {
    const { core, intents, files, scheduler, useTeamFile } = setUp();
    await core.restore();
    useTeamFile();
    await scheduler.advance(1);
    const revision = () => intents.state.current().profilesRevision;
    const before = revision();
    files.foreignWrite('/home/user/.aws/config', profile('other'));
    await scheduler.advance(1000);
    const afterOld = revision();
    files.foreignWrite('/home/user/team/config', profile('new'));
    await scheduler.advance(1000);
    expect([afterOld - before, revision() - before]).toEqual([0, 1]);
  });

  it('is refused if it means another file from each folder', () => {
    const { intents } = setUp();
    const before = intents.state.current().preferences;
    expect(intents.preferences.change({ files: { config: 'team/config', credentials: null } })).toEqual(
      err(appError('input.path-not-absolute', { path: 'team/config' })),
    );
    expect(intents.state.current().preferences).toEqual(before);
  });

  it.each([
    '~/.bash_profile',
    '/home/user/.zshenv',
    '~/.config/fish/conf.d/aws',
    '~/.config/fish/config.fish',
    '~/.bashrc.d/config',
    '~/.ssh/config',
    '~/aws/',
    'C:\\Users\\kim\\aws-profile.ps1',
  ])('is never %s, which other programs run or read for its name', (path) => {
    const { intents } = setUp();
    for (const files of [
      { config: path, credentials: null },
      { config: null, credentials: path },
    ]) {
      expect(intents.preferences.change({ files })).toEqual(err(appError('input.path-not-aws', { path })));
    }
  });

  it.each(['~/.aws/config.work', '~/.aws/config', '/srv/team/aws.ini', 'D:\\keys\\Credentials', '~/my aws'])(
    'may be %s',
    (path) => {
      valueOf(setUp().intents.preferences.change({ files: { config: path, credentials: null } }));
    },
  );
});
