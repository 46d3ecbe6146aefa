import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/model/app-error.ts';
import { HOUR, addMillis } from '../../shared/model/instant.ts';
import {
  aProfile,
  aSession,
  aSessionId,
  accountIdOf,
  activeSince,
  catalogView,
  smallPortal,
} from '../fakes/window-fixtures.ts';
import { renderWindow, start } from './support/render-window.tsx';

const one = aSessionId(1);
const dialog = () => screen.getByRole('dialog', { hidden: true });

async function ready(profiles = [aProfile('prod')]) {
  return renderWindow({ state: { sessions: [aSession(activeSince(start))] }, profiles }, (world) => {
    world.append(one, smallPortal(), catalogView(smallPortal(), start).status);
  });
}

async function saveSheet(profiles = [aProfile('prod')]) {
  const rendered = await ready(profiles);
  const row = screen.getByRole('row', { name: /^Audit/ });
  await rendered.user.click(within(row).getByRole('button', { name: 'Save profile' }));
  await rendered.pass(0);
  await rendered.pass(200);
  return rendered;
}
const name = () => screen.getByLabelText<HTMLInputElement>('Profile name');
const save = () => within(dialog()).getByRole<HTMLButtonElement>('button', { name: 'Save profile' });

describe('saving a profile', () => {
  it('is prefilled, and shows the change before anything is written', async () => {
    const { world } = await saveSheet();
    expect(name().value).toBe(`${accountIdOf(1)}_SecurityAudit`);
    expect(screen.getByLabelText<HTMLInputElement>('Region').value).toBe('eu-central-1');
    expect(within(dialog()).getByText(`[profile ${accountIdOf(1)}_SecurityAudit]`)).toBeDefined();
    expect(world.callsOf('profiles.save')).toEqual([]);
  });

  it('asks for a preview once typing settles, and not for each letter', async () => {
    const { user, world, pass } = await saveSheet();
    const before = world.callsOf('profiles.preview').length;
    await user.clear(name());
    await user.type(name(), 'audit');
    expect(world.callsOf('profiles.preview')).toHaveLength(before);
    expect(save().disabled).toBe(true);
    await pass(200);
    expect(world.callsOf('profiles.preview')).toHaveLength(before + 1);
    expect(within(dialog()).getByText('[profile audit]')).toBeDefined();
    expect(save().disabled).toBe(false);
  });

  it('drops an answer that is no longer the newest question', async () => {
    const { user, world, pass } = await saveSheet();
    const answers: ((digest: string) => void)[] = [];
    world.answer({
      profiles: {
        preview: (input) =>
          new Promise((resolve) => {
            answers.push((digest) => {
              const diff = [{ type: 'add' as const, text: `[profile ${input.name}]` }];
              resolve({
                ok: true,
                value: {
                  file: '~/.aws/config',
                  diff,
                  files: [{ file: '~/.aws/config', diff }],
                  digest,
                  warnings: [],
                  asks: [],
                },
              });
            });
          }),
      },
    });
    await user.type(name(), '1');
    await pass(200);
    await user.type(name(), '2');
    await pass(200);
    answers[1]!('second');
    await pass(0);
    answers[0]!('first');
    await pass(0);
    expect(within(dialog()).getByText(/_SecurityAudit12\]/)).toBeDefined();
    await user.click(save());
    expect(world.callsOf('profiles.save')).toEqual([expect.objectContaining({ digest: 'second' })]);
  });

  it('saves exactly what was shown, and gives the command to try', async () => {
    const { user, world } = await saveSheet();
    await user.click(save());
    expect(world.callsOf('profiles.save')).toEqual([
      {
        input: {
          name: `${accountIdOf(1)}_SecurityAudit`,
          sessionId: one,
          accountId: accountIdOf(1),
          roleName: 'SecurityAudit',
          region: 'eu-central-1',
          output: 'json',
          delivery: 'native',
        },
        digest: expect.any(String) as string,
      },
    ]);
    await user.click(await screen.findByRole('button', { name: 'Copy command' }));
    expect(world.callsOf('app.copyText')).toEqual([
      { text: `aws sts get-caller-identity --profile ${accountIdOf(1)}_SecurityAudit` },
    ]);
  });

  it('can be undone', async () => {
    const { user, world } = await saveSheet();
    await user.click(save());
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(world.callsOf('profiles.undo')).toHaveLength(1);
    expect(screen.getByText('Undone. ~/.aws/config no longer has this change.')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Copy command' })).toBeNull();
  });

  it('shows a new preview when the file has changed in between, and writes nothing', async () => {
    const { user, world, pass } = await saveSheet();
    const before = world.callsOf('profiles.preview').length;
    world.fail('profiles.save', appError('config.changed-on-disk', { file: '~/.aws/config' }));
    await user.click(save());
    await pass(0);
    await pass(200);
    expect(screen.getByRole('alert').textContent).toContain('Another program changed ~/.aws/config');
    expect(world.callsOf('profiles.preview')).toHaveLength(before + 1);
    expect(save().disabled).toBe(false);
  });

  it('previews anew when the files change while it is open', async () => {
    const { world, change } = await saveSheet();
    const before = world.callsOf('profiles.preview').length;
    await change(() => world.setProfiles([]));
    await change(() => undefined);
    expect(world.callsOf('profiles.preview')).toHaveLength(before + 1);
  });

  it('does not take the name of a foreign profile, and says so at the field', async () => {
    const { user, pass } = await saveSheet([aProfile('theirs', { managed: false })]);
    await user.clear(name());
    await user.type(name(), 'theirs');
    await pass(200);
    expect(name().getAttribute('aria-invalid')).toBe('true');
    expect(
      screen.getByText(/There is a profile named “theirs” already, and it is not Latchkey’s/),
    ).toBeDefined();
    expect(save().disabled).toBe(true);
  });

  it('shows a broken file with its line, and cannot be saved', async () => {
    const { user, world, pass } = await saveSheet();
    world.fail(
      'profiles.preview',
      appError('config.file-broken', { file: '~/.aws/config', line: 7, reason: 'duplicate-key' }),
    );
    await user.type(name(), 'x');
    await pass(200);
    expect(screen.getByRole('alert').textContent).toContain('Line 7 of ~/.aws/config');
    expect(screen.getByRole('alert').textContent).toContain('It repeats a key of its section.');
    expect(save().disabled).toBe(true);
  });
});

describe('the profiles', () => {
  const openProfiles = async (profiles: Parameters<typeof ready>[0]) => {
    const rendered = await ready(profiles);
    await rendered.user.click(screen.getByRole('button', { name: 'Profiles' }));
    await rendered.pass(0);
    return rendered;
  };

  const openMenu = async ({ user }: Awaited<ReturnType<typeof openProfiles>>, name: string) => {
    await user.click(screen.getByRole('button', { name: `More for ${name}` }));
    return screen.getAllByRole('menuitem').map((item) => item.textContent);
  };

  const closeMenu = ({ user }: Awaited<ReturnType<typeof openProfiles>>, name: string) =>
    user.click(screen.getByRole('button', { name: `More for ${name}` }));

  it('are ours and foreign ones, and only ours can be changed', async () => {
    const rendered = await openProfiles([
      aProfile('ours'),
      aProfile('theirs', { managed: false }),
      aProfile('keys', { managed: false, sessionName: null, sessionId: null, delivery: 'static' }),
    ]);
    expect(within(screen.getByRole('row', { name: /theirs/ })).getByText('not by Latchkey')).toBeDefined();
    expect(await openMenu(rendered, 'ours')).toEqual(
      expect.arrayContaining(['Edit…', 'Rename…', 'Make default…', 'Stop managing', 'Remove…']),
    );
    await closeMenu(rendered, 'ours');
    const forTheirs = await openMenu(rendered, 'theirs');
    expect(forTheirs).toContain('Manage');
    expect(forTheirs).not.toContain('Remove…');
    await closeMenu(rendered, 'theirs');
    expect(await openMenu(rendered, 'keys')).not.toContain('Manage');
  });

  it('say all that is wrong with one and what to do about it', async () => {
    const missing = appError('config.session-section-missing', { session: 'gone' });
    const shadowed = appError('config.shadowed-by-credentials', { name: 'broken' });
    await openProfiles([
      aProfile('broken', { valid: false, problem: missing, problems: [missing, shadowed] }),
    ]);
    const row = within(screen.getByRole('row', { name: /broken/ }));
    expect(row.getByText('not usable')).toBeDefined();
    expect(row.getByText(/names the section \[sso-session gone\]/)).toBeDefined();
    expect(row.getByText(/Save it again from the Roles view/)).toBeDefined();
    expect(row.getByText(/credentials file/)).toBeDefined();
  });

  it('of a role that is assumed say which, and with whose credentials', async () => {
    await openProfiles([
      aProfile('deploy', {
        accountId: null,
        roleName: null,
        sessionName: null,
        chain: { roleArn: 'arn:aws:iam::444455556666:role/team/Deploy', sourceProfile: 'prod' },
      }),
    ]);
    const row = within(screen.getByRole('row', { name: /deploy/ }));
    expect(row.getByText('Deploy')).toBeDefined();
    expect(row.getByText('444455556666')).toBeDefined();
    expect(row.getByText('through prod')).toBeDefined();
  });

  it('are shown with the change that a removal makes, and it can be undone', async () => {
    const rendered = await openProfiles([aProfile('prod')]);
    const { user, world, pass } = rendered;
    await openMenu(rendered, 'prod');
    await user.click(screen.getByRole('menuitem', { name: 'Remove…' }));
    await pass(200);
    expect(within(dialog()).getByText('[profile prod]')).toBeDefined();
    expect(world.callsOf('profiles.remove')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Remove profile' }));
    await pass(0);
    expect(screen.queryByRole('row', { name: /prod/ })).toBeNull();
    expect(screen.getByText('Removed prod from ~/.aws/config.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await pass(200);
    await user.click(within(dialog()).getByRole('button', { name: 'Undo' }));
    await pass(0);
    expect(screen.getByRole('row', { name: /prod/ })).toBeDefined();
  });

  it('are found by every word of the filter', async () => {
    const { user, pass } = await openProfiles(
      Array.from({ length: 12 }, (_, place) =>
        aProfile(`team-${String(place)}`, { accountId: accountIdOf(place) }),
      ),
    );
    await user.type(screen.getByRole('textbox', { name: 'Filter profiles' }), `team ${accountIdOf(7)}`);
    await pass(0);
    expect(screen.getAllByRole('rowheader').map((name) => name.textContent)).toEqual(['team-7']);
  });

  it('copy their credentials in the format used last, by name', async () => {
    const { user, world, pass } = await openProfiles([aProfile('prod')]);
    await user.click(screen.getByRole('button', { name: 'Copy credentials of prod in another format' }));
    await user.click(screen.getByRole('menuitemradio', { name: 'fish' }));
    await pass(0);
    await user.click(screen.getByRole('button', { name: 'Copy credentials of prod' }));
    await pass(0);
    const call = { name: 'prod', cloud: 'aws', format: 'fish' };
    expect(world.callsOf('credentials.copyProfile')).toEqual([call, call]);
    expect(screen.getAllByText(/^Copied prod for fish\. Good until/)).not.toEqual([]);
  });

  it('are gone through with the arrow keys, and Enter opens what can be done', async () => {
    const { user, pass } = await openProfiles([aProfile('a'), aProfile('b'), aProfile('c')]);
    const focused = () => document.activeElement?.querySelector('[role=rowheader]')?.textContent;
    screen.getByRole('row', { name: /^a/ }).focus();
    await user.keyboard('{ArrowDown}');
    await pass(0);
    expect(focused()).toBe('b');
    await user.keyboard('{End}');
    await pass(0);
    expect(focused()).toBe('c');
    await user.keyboard('{Enter}');
    expect(screen.getByRole('menu', { name: 'Profile c' })).toBeDefined();
  });

  it('of the practice cloud come with the variables that point a tool at them', async () => {
    const { user, world, change } = await openProfiles([aProfile('prod', { practice: true })]);
    await change(() => {
      const endpoints = { sso: 'http://127.0.0.1:8123/portal', sts: 'http://127.0.0.1:8123/sts' };
      world.update(({ sessions: [first] }) => ({
        practice: { origin: 'http://127.0.0.1:8123', home: "/home/jane o'hara/practice" },
        sessions:
          first === undefined ? [] : [{ ...first, record: { ...first.record, practice: true, endpoints } }],
      }));
    });
    await user.click(screen.getByRole('button', { name: 'Copy variables' }));
    expect(world.callsOf('app.copyText')).toEqual([
      {
        text: "HOME='/home/jane o'\\''hara/practice' AWS_ENDPOINT_URL_SSO=http://127.0.0.1:8123/portal AWS_ENDPOINT_URL_STS=http://127.0.0.1:8123/sts",
      },
    ]);
  });

  it('are read again when the files change', async () => {
    const { change, world } = await openProfiles([aProfile('prod')]);
    await change(() => world.setProfiles([aProfile('other')]));
    expect(screen.getByRole('row', { name: /other/ })).toBeDefined();
  });

  it('tell why they cannot be read, and try again', async () => {
    const { user, world, change, pass } = await openProfiles([aProfile('prod')]);
    world.fail('profiles.list', appError('config.read-failed', { file: '~/.aws/config' }));
    await change(() => world.setProfiles([]));
    expect(screen.getByRole('alert').textContent).toContain('~/.aws/config could not be read.');
    world.fail('profiles.list', null);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await pass(0);
    expect(screen.getByText('There is no profile yet. Save one from a role.')).toBeDefined();
  });
});

describe('signing out and removing', () => {
  const choose = async (item: string) => {
    const rendered = await renderWindow({
      state: {
        sessions: [aSession(activeSince(start))],
        credentials: [
          { sessionId: one, accountId: accountIdOf(1), roleName: 'Audit', expiresAt: addMillis(start, HOUR) },
        ],
      },
      profiles: [aProfile('prod'), aProfile('theirs', { managed: false })],
    });
    await rendered.user.click(screen.getByRole('button', { name: /^my-sso/ }));
    await rendered.user.click(screen.getByRole('menuitem', { name: item }));
    await rendered.pass(0);
    return rendered;
  };

  it('a sign-out asks first, then lists what was taken away and what stays valid', async () => {
    const { user, world, pass } = await choose('Sign out');
    expect(world.callsOf('signIn.signOut')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Sign out' }));
    await pass(0);
    expect(within(dialog()).getByText(/sso\/cache\/c7aaaf71/)).toBeDefined();
    expect(within(dialog()).getByText(/stay valid until Sunday, November 22, 2026 at 12:50/)).toBeDefined();
  });

  it('a removal names the profiles that go with the session, and no foreign one', async () => {
    const { user, world, pass } = await choose('Remove');
    await pass(200);
    expect(within(dialog()).getByText('prod')).toBeDefined();
    expect(within(dialog()).queryByText('theirs')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Remove session' }));
    await pass(0);
    expect(world.callsOf('sessions.remove')).toEqual([
      { sessionId: one, digest: expect.any(String) as string, confirmed: false },
    ]);
    expect(within(dialog()).getByText('[profile prod] in ~/.aws/config')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(screen.getByRole('button', { name: /^AWS IAM Identity Center/ })).toBeDefined();
  });

  it('a failed removal says so and leaves the session', async () => {
    const { user, world, pass } = await choose('Remove');
    await pass(200);
    world.fail('sessions.remove', appError('config.read-only', { file: '~/.aws/config' }));
    await user.click(screen.getByRole('button', { name: 'Remove session' }));
    await pass(0);
    expect(within(dialog()).getByRole('alert').textContent).toContain(
      '~/.aws/config or its folder cannot be written.',
    );
  });
});
