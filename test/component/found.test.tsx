import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/model/app-error.ts';
import { foundView } from '../fakes/fake-world.ts';
import { aFound, aSection } from '../fakes/found-fixtures.ts';
import { aSession, aSessionId, activeSince, catalogView, smallPortal } from '../fakes/window-fixtures.ts';
import { renderWindow, start } from './support/render-window.tsx';

const one = aSessionId(1);
const two = aSessionId(2);
const dialog = () => within(screen.getByRole('dialog', { hidden: true }));
const found = aFound(start);

describe('the first start', () => {
  it('tells what is on this machine, and uses what is ticked', async () => {
    const { user, world, pass } = await renderWindow({
      found,
      state: { found: foundView(found, ['corp', 'old-company']) },
    });
    await user.click(screen.getByRole('button', { name: /^Found on this machine: 2 sessions, 9 profiles/ }));
    await pass(0);
    expect(dialog().getByRole<HTMLInputElement>('checkbox', { name: /^half/ }).disabled).toBe(true);
    await user.click(dialog().getByRole('checkbox', { name: /^old-company/ }));
    await user.click(dialog().getByRole('button', { name: 'Use 1 session' }));
    await pass(0);
    expect(world.callsOf('found.use')).toEqual([{ names: ['corp'] }]);
    expect(screen.queryByRole('dialog', { hidden: true })).toBeNull();
    await screen.findByRole('button', { name: /^corp/ });
  });

  it('says nothing where nothing is there', async () => {
    await renderWindow();
    expect(screen.queryByText(/Found on this machine/)).toBeNull();
  });

  it('keeps the sheet open and says why when a choice cannot be used', async () => {
    const { user, world, pass } = await renderWindow({ found, state: { found: foundView(found, []) } });
    world.fail('found.use', appError('config.session-not-there', { name: 'corp' }));
    await user.click(screen.getByRole('button', { name: /^Found on this machine/ }));
    await pass(0);
    await user.click(dialog().getByRole('button', { name: 'Use 2 sessions' }));
    await pass(0);
    expect(dialog().getByRole('alert', { hidden: true }).textContent).toContain('no sign-in named “corp”');
  });
});

describe('later', () => {
  async function later(fresh: readonly string[]) {
    return renderWindow(
      { found, state: { sessions: [aSession(activeSince(start))], found: foundView(found, fresh) } },
      (world) => {
        world.append(one, smallPortal(), catalogView(smallPortal(), start).status);
      },
    );
  }

  it('tells of what is new until it is waved away', async () => {
    const { user, pass } = await later(['corp']);
    const card = within(screen.getByRole('region', { name: 'Found on this machine' }));
    expect(card.getByText('New on this machine: corp')).toBeDefined();
    await user.click(card.getByRole('button', { name: 'Dismiss' }));
    await pass(150);
    expect(screen.queryByRole('region', { name: 'Found on this machine' })).toBeNull();
  });

  it('tells of nothing that was there before', async () => {
    await later([]);
    expect(screen.queryByRole('region', { name: 'Found on this machine' })).toBeNull();
  });
});

describe('a session and its section', () => {
  const problem = appError('config.session-differs', {
    session: 'my-sso',
    startUrl: 'https://elsewhere.awsapps.com/start',
    region: 'us-east-1',
  });

  async function shown() {
    const rendered = await renderWindow(
      {
        state: {
          sessions: [aSession(activeSince(start)), aSession(activeSince(start), { id: two, name: 'other' })],
          sections: { [one]: aSection({ problem, foreignProfiles: ['theirs'] }), [two]: aSection() },
        },
      },
      (world) => {
        world.append(one, smallPortal(), catalogView(smallPortal(), start).status);
      },
    );
    await rendered.user.click(screen.getByRole('button', { name: /^my-sso/ }));
    await rendered.pass(0);
    return rendered;
  }
  const item = (name: string) => screen.getByRole('menuitem', { name });

  it('shows where the file says something else, and takes it over on demand', async () => {
    const { user, world, pass } = await shown();
    expect(screen.getByText(/or correct the file/)).toBeDefined();
    await user.click(item('Take over what the file says'));
    await pass(0);
    expect(world.callsOf('found.followFile')).toEqual([{ sessionId: one }]);
  });

  it('can be managed', async () => {
    const { user, world } = await shown();
    await user.click(item('Manage its section'));
    expect(world.callsOf('found.manage')).toEqual([{ type: 'session', name: 'my-sso' }]);
  });

  it('is removed only after a tick for the foreign profiles that use it', async () => {
    const { user, world, pass } = await shown();
    await user.click(item('Remove'));
    await pass(200);
    const button = () => dialog().getByRole<HTMLButtonElement>('button', { name: 'Remove session' });
    expect(button().disabled).toBe(true);
    await user.click(dialog().getByRole('checkbox'));
    await user.click(button());
    await pass(0);
    expect(world.callsOf('sessions.remove')).toEqual([
      { sessionId: one, digest: 'removal', confirmed: true },
    ]);
    expect(dialog().getByText(/Other tools that used the same sign-in/)).toBeDefined();
  });

  it('signs out of all after asking, and tells of both what went and what could not', async () => {
    const { user, world, pass } = await shown();
    await user.click(item('Sign out of all'));
    expect(dialog().getByText(/my-sso, other/)).toBeDefined();
    expect(world.callsOf('signIn.signOutAll')).toEqual([]);
    const failed = [{ session: 'other', error: appError('config.read-only') }];
    world.answer({
      signIn: {
        signOutAll: async () => ({
          ok: true,
          value: {
            removed: ['~/.aws/sso/cache/x.json'],
            credentialsValidUntil: null,
            endsOtherTools: true,
            failed,
          },
        }),
      },
    });
    await user.click(dialog().getByRole('button', { name: 'Sign out of all' }));
    await pass(0);
    expect(dialog().getByRole('heading', { name: 'Signed out of the others' })).toBeDefined();
    expect(dialog().getByText('Could not sign out of other')).toBeDefined();
    expect(dialog().getByText('~/.aws/sso/cache/x.json')).toBeDefined();
  });
});
