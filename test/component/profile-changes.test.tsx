import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/model/app-error.ts';
import type { ProfileRow } from '../../shared/model/profile.ts';
import {
  aProfile,
  aSession,
  aSessionId,
  accountIdOf,
  activeSince,
  catalogView,
  largePortal,
  smallPortal,
} from '../fakes/window-fixtures.ts';
import { renderWindow, start, type RenderedWindow } from './support/render-window.tsx';

const one = aSessionId(1);
const dialog = () => within(screen.getByRole('dialog', { hidden: true }));

async function openProfiles(
  profiles: readonly ProfileRow[],
  entries = smallPortal(),
): Promise<RenderedWindow> {
  const rendered = await renderWindow(
    { state: { sessions: [aSession(activeSince(start))] }, profiles },
    (world) => {
      world.append(one, entries, catalogView(entries, start).status);
    },
  );
  await rendered.user.click(screen.getByRole('button', { name: 'Profiles' }));
  await rendered.pass(0);
  return rendered;
}

async function choose(rendered: RenderedWindow, name: string, item: string): Promise<void> {
  await rendered.user.click(screen.getByRole('button', { name: `More for ${name}` }));
  await rendered.user.click(screen.getByRole('menuitem', { name: item }));
  await rendered.pass(0);
  await rendered.pass(200);
}

describe('generating profiles', () => {
  const open = async (...given: Parameters<typeof openProfiles>) => {
    const rendered = await openProfiles(...given);
    await rendered.user.click(screen.getByRole('button', { name: 'Generate for all roles…' }));
    await rendered.pass(200);
    return rendered;
  };
  const action = (name: RegExp) => dialog().getByRole<HTMLButtonElement>('button', { name });

  it('shows how many, their names and the file before anything is written, then writes just that', async () => {
    const { user, world, pass } = await open([
      aProfile('prod', { accountId: accountIdOf(1), roleName: 'SecurityAudit' }),
    ]);
    expect(dialog().getByText(/^\d+ new profiles/)).toBeDefined();
    expect(dialog().getByText('1 role has a profile already.')).toBeDefined();
    expect(dialog().getByText(`${accountIdOf(0)}_ReadOnly`)).toBeDefined();
    expect(world.callsOf('profiles.generate')).toEqual([]);
    await user.click(action(/^Add \d+ profiles$/));
    await pass(0);
    expect(world.callsOf('profiles.generate')).toEqual([
      {
        input: expect.objectContaining({
          sessionId: one,
          template: '{account}_{role}',
          region: 'eu-central-1',
          output: 'json',
          search: null,
          again: false,
        }) as unknown,
        digest: expect.any(String) as string,
        confirmed: false,
      },
    ]);
    expect(screen.getByText(/^Added \d+ profiles of my-sso to ~\/\.aws\/config\.$/)).toBeDefined();
  });

  it('follows the search, the template and the region as they are typed', async () => {
    const { user, pass, world } = await open([]);
    await user.type(dialog().getByLabelText('Only roles that match'), 'audit');
    await user.selectOptions(dialog().getByLabelText('Names'), '{accountName}.{role}');
    await pass(200);
    expect(dialog().getByText('1 new profile')).toBeDefined();
    expect(dialog().getByText('Audit.SecurityAudit')).toBeDefined();
    expect(dialog().getByText('For example Audit.SecurityAudit')).toBeDefined();
    await user.clear(dialog().getByLabelText('Region'));
    await pass(200);
    expect(world.callsOf('profiles.previewGenerate').at(-1)).toMatchObject({ search: 'audit', region: null });
  });

  it('keeps the template for later only if that is wanted', async () => {
    const { user, pass, world } = await open([]);
    await user.selectOptions(dialog().getByLabelText('Names'), '{role}-{account}');
    await user.click(dialog().getByLabelText('Use this template for new profiles from now on'));
    await pass(200);
    await user.click(action(/^Add/));
    await pass(0);
    expect(world.state().preferences.profileNameTemplate).toBe('{role}-{account}');
  });

  it('asks before it adds a great many, and leaves out what nobody can read', async () => {
    const { user, pass, world } = await open([], largePortal(100, 20));
    expect(dialog().getByText('and 1000 more')).toBeDefined();
    expect(dialog().getByText('and 9500 more lines')).toBeDefined();
    expect(action(/^Add 2000 profiles$/).disabled).toBe(true);
    await user.click(dialog().getByLabelText(/That would add 2000 profiles\./));
    await user.click(action(/^Add 2000 profiles$/));
    await pass(0);
    expect(world.callsOf('profiles.generate')).toEqual([expect.objectContaining({ confirmed: true })]);
  });

  it('names a template that cannot be used, and cannot be carried out', async () => {
    const { user, pass } = await open([]);
    await user.selectOptions(dialog().getByLabelText('Names'), 'A template of your own…');
    await user.clear(dialog().getByLabelText('Template'));
    await user.type(dialog().getByLabelText('Template'), '{{rolle}');
    await pass(200);
    expect(dialog().getByText(/“\{rolle\}”/)).toBeDefined();
    expect(action(/^Add/).disabled).toBe(true);
  });

  it('has nothing to do where every role has a profile', async () => {
    await open([], []);
    expect(dialog().getByText('There is nothing to generate.')).toBeDefined();
    expect(action(/^Add profiles$/).disabled).toBe(true);
  });
});

describe('pruning profiles', () => {
  const open = async (profiles: readonly ProfileRow[]) => {
    const rendered = await openProfiles(profiles);
    await rendered.user.click(screen.getByRole('button', { name: 'Prune…' }));
    await rendered.pass(200);
    return rendered;
  };

  it('says what goes and why, and by which list', async () => {
    const { user, pass, world } = await open([
      aProfile('kept', { roleName: 'ReadOnly' }),
      aProfile('no-role', { roleName: 'Gone' }),
      aProfile('no-account', { accountId: '999999999999' }),
      aProfile('theirs', { managed: false, roleName: 'Gone' }),
    ]);
    expect(dialog().getByText('2 profiles to remove')).toBeDefined();
    expect(dialog().getByText('role Gone is no longer listed')).toBeDefined();
    expect(dialog().getByText('account 999999999999 is no longer listed')).toBeDefined();
    expect(dialog().getByText(/^By the list of 11:50/)).toBeDefined();
    await user.click(dialog().getByRole('button', { name: 'Remove 2 profiles' }));
    await pass(0);
    expect(world.callsOf('profiles.prune')).toHaveLength(1);
    expect(screen.getAllByRole('rowheader').map((name) => name.textContent)).toEqual([
      'kept',
      expect.stringContaining('theirs') as string,
    ]);
  });

  it('has nothing to do where every role is still there', async () => {
    await open([aProfile('kept')]);
    expect(dialog().getByText(/There is nothing to prune/)).toBeDefined();
    expect(dialog().getByRole<HTMLButtonElement>('button', { name: 'Remove profiles' }).disabled).toBe(true);
  });

  it('says why the portal could not be asked', async () => {
    const rendered = await openProfiles([aProfile('kept')]);
    rendered.world.fail('profiles.previewPrune', appError('network.unreachable'));
    await rendered.user.click(screen.getByRole('button', { name: 'Prune…' }));
    await rendered.pass(200);
    expect(dialog().getByRole('alert').textContent).not.toBe('');
    expect(dialog().getByRole<HTMLButtonElement>('button', { name: 'Remove profiles' }).disabled).toBe(true);
  });
});

describe('changing one profile', () => {
  it('a rename is previewed as it is typed and done as it was shown', async () => {
    const rendered = await openProfiles([aProfile('prod')]);
    await choose(rendered, 'prod', 'Rename…');
    const { user, world, pass } = rendered;
    expect(dialog().getByRole<HTMLButtonElement>('button', { name: 'Rename' }).disabled).toBe(true);
    await user.clear(dialog().getByLabelText('New name'));
    await user.type(dialog().getByLabelText('New name'), 'live');
    await pass(200);
    await user.click(dialog().getByRole('button', { name: 'Rename' }));
    await pass(0);
    expect(world.callsOf('profiles.rename')).toEqual([
      { name: 'prod', cloud: 'aws', newName: 'live', digest: 'rename', confirmed: false },
    ]);
    expect(screen.getByText('Renamed prod to live.')).toBeDefined();
  });

  it('a change that asks is done only after a yes', async () => {
    const rendered = await openProfiles([aProfile('prod')]);
    const { user, world, pass } = rendered;
    const file = '~/.aws/config';
    const diff = [{ type: 'remove' as const, text: 'region = us-east-1' }];
    const asks = [appError('config.foreign-default')];
    const value = { file, diff, files: [{ file, diff }], digest: 'd', warnings: [], asks };
    world.answer({ profiles: { previewDefault: async () => ({ ok: true, value }) } });
    await choose(rendered, 'prod', 'Make default…');
    const button = dialog().getByRole<HTMLButtonElement>('button', { name: 'Make default' });
    expect(button.disabled).toBe(true);
    await user.click(dialog().getByRole('checkbox'));
    await user.click(button);
    await pass(0);
    expect(world.callsOf('profiles.makeDefault')).toEqual([
      { name: 'prod', cloud: 'aws', digest: 'd', confirmed: true },
    ]);
  });

  it('one that was overtaken shows the file as it is now, and can be tried again', async () => {
    const rendered = await openProfiles([aProfile('prod')]);
    const { user, world, pass } = rendered;
    await choose(rendered, 'prod', 'Remove…');
    world.fail('profiles.remove', appError('config.changed-on-disk', { file: '~/.aws/config' }));
    const before = world.callsOf('profiles.previewRemoval').length;
    await user.click(dialog().getByRole('button', { name: 'Remove profile' }));
    await pass(0);
    await pass(200);
    expect(dialog().getByRole('alert').textContent).toContain('Another program changed ~/.aws/config');
    expect(world.callsOf('profiles.previewRemoval')).toHaveLength(before + 1);
    world.fail('profiles.remove', null);
    await user.click(dialog().getByRole('button', { name: 'Remove profile' }));
    await pass(0);
    expect(screen.queryByRole('dialog', { hidden: true })).toBeNull();
  });

  it('an edit begins with what the file says, and further keys that are taken out are removed', async () => {
    const rendered = await openProfiles([aProfile('prod')]);
    const { user, world, pass } = rendered;
    const input = {
      name: 'prod',
      sessionId: one,
      accountId: accountIdOf(10),
      roleName: 'ReadOnly',
      region: 'eu-west-1',
      output: null,
    };
    const extra = { cli_pager: 'less', s3: { addressing_style: 'path' } };
    world.answer({
      profiles: {
        details: async () => ({ ok: true, value: { row: aProfile('prod'), input, extra, usedBy: [] } }),
      },
    });
    await choose(rendered, 'prod', 'Edit…');
    expect(dialog().getByLabelText<HTMLInputElement>('Region').value).toBe('eu-west-1');
    const keys = dialog().getByLabelText<HTMLTextAreaElement>('More keys');
    expect(keys.value).toBe('cli_pager = less\ns3 =\n  addressing_style = path');
    await user.clear(keys);
    await user.type(keys, 's3 =\n  addressing_style = auto');
    await pass(200);
    await user.click(dialog().getByRole('button', { name: 'Save profile' }));
    await pass(0);
    expect(world.callsOf('profiles.save')).toEqual([
      {
        input: {
          ...input,
          delivery: 'native',
          extra: { s3: { addressing_style: 'auto' }, cli_pager: null },
        },
        digest: expect.any(String) as string,
      },
    ]);
  });

  it('further keys that are no keys are named by their line', async () => {
    const rendered = await openProfiles([aProfile('prod')]);
    const { user, pass } = rendered;
    await choose(rendered, 'prod', 'Edit…');
    await user.type(dialog().getByLabelText('More keys'), 'cli_pager = less\nnonsense');
    await pass(200);
    expect(dialog().getByText('Line 2 is not “key = value”.')).toBeDefined();
    expect(dialog().getByRole<HTMLButtonElement>('button', { name: 'Save profile' }).disabled).toBe(true);
  });

  it('one can become a role that is assumed from another profile', async () => {
    const rendered = await openProfiles([aProfile('prod'), aProfile('base')]);
    const { user, world, pass } = rendered;
    await choose(rendered, 'prod', 'Edit…');
    await user.click(dialog().getByLabelText('Credentials of a role that this one assumes'));
    await user.type(dialog().getByLabelText('Role to assume'), 'arn:aws:iam::444455556666:role/Deploy');
    await user.type(dialog().getByLabelText('With the credentials of'), 'base');
    await user.type(dialog().getByLabelText('Duration in seconds'), '10');
    await pass(200);
    expect(dialog().getByText('A whole number from 900 to 43200.')).toBeDefined();
    await user.type(dialog().getByLabelText('Duration in seconds'), '00');
    await pass(200);
    expect(world.callsOf('profiles.preview').at(-1)).toMatchObject({
      accountId: null,
      roleName: null,
      chain: {
        roleArn: 'arn:aws:iam::444455556666:role/Deploy',
        sourceProfile: 'base',
        roleSessionName: null,
        externalId: null,
        durationSeconds: 1000,
      },
    });
  });
});

describe('taking back', () => {
  it('is shown first, and asks where somebody else has written the file since', async () => {
    const { user, world, pass, change } = await openProfiles([aProfile('prod')]);
    await change(() =>
      world.update(() => ({
        undo: { file: '~/.aws/config', profileName: 'my-sso', change: 'generate', count: 12 },
      })),
    );
    const file = '~/.aws/config';
    const diff = [{ type: 'remove' as const, text: '[profile prod]' }];
    const asks = [appError('config.undo-changed', { file })];
    const value = { file, diff, files: [{ file, diff }], digest: 'd', warnings: [], asks };
    world.answer({
      profiles: {
        previewUndo: async () => ({ ok: true, value }),
        undo: async () => ({ ok: true, value }),
      },
    });
    expect(screen.getByText('Added 12 profiles of my-sso to ~/.aws/config.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await pass(200);
    expect(dialog().getByText('[profile prod]')).toBeDefined();
    const button = dialog().getByRole<HTMLButtonElement>('button', { name: 'Undo' });
    expect(button.disabled).toBe(true);
    await user.click(dialog().getByRole('checkbox'));
    await user.click(button);
    await pass(0);
    expect(world.callsOf('profiles.undo')).toEqual([{ digest: 'd', confirmed: true }]);
  });
});

describe('renaming a session', () => {
  it('is reached from its menu, and asks about foreign profiles that use it', async () => {
    const { user, world, pass } = await renderWindow({
      state: { sessions: [aSession(activeSince(start))] },
    });
    const file = '~/.aws/config';
    const diff = [{ type: 'add' as const, text: '[sso-session work]' }];
    const asks = [appError('config.session-in-use', { session: 'my-sso', users: 'theirs' })];
    const value = { file, diff, files: [{ file, diff }], digest: 'd', warnings: [], asks };
    world.answer({
      sessions: {
        previewRename: async () => ({ ok: true, value }),
        rename: async () => ({ ok: true, value }),
      },
    });
    await user.click(screen.getByRole('button', { name: /^my-sso/ }));
    await user.click(screen.getByRole('menuitem', { name: 'Rename…' }));
    await user.clear(dialog().getByLabelText('New name'));
    await user.type(dialog().getByLabelText('New name'), 'work');
    await pass(200);
    await user.click(dialog().getByRole('checkbox', { name: /theirs/ }));
    await user.click(dialog().getByRole('button', { name: 'Rename session' }));
    await pass(0);
    expect(world.callsOf('sessions.rename')).toEqual([
      { sessionId: one, newName: 'work', digest: 'd', confirmed: true },
    ]);
  });
});
