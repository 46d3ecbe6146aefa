import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/model/app-error.ts';
import { ok, err } from '../../shared/model/result.ts';
import type { TagRule } from '../../shared/model/tag.ts';
import { aState } from '../fakes/app-state-builders.ts';
import type { FakeWorld } from '../fakes/fake-world.ts';
import {
  aSession,
  aSessionId,
  accountIdOf,
  activeSince,
  catalogView,
  smallPortal,
} from '../fakes/window-fixtures.ts';
import { renderWindow, start } from './support/render-window.tsx';

const one = aSessionId(1);
const withPortal = (world: FakeWorld) => {
  world.append(one, smallPortal(), catalogView(smallPortal(), start).status);
};
const signedIn = { sessions: [aSession(activeSince(start))] };
const production = { sessionId: one, accountId: accountIdOf(10), roleName: 'ReadOnly' };
const rule: TagRule = {
  name: 'prod',
  colour: 'red',
  production: true,
  field: 'accountName',
  pattern: 'production',
};
const row = (name: RegExp) => screen.getAllByRole('row', { name })[0]!;
const button = (inRow: HTMLElement, name: string) => within(inRow).getByRole('button', { name });
const headings = () => screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
const audit = /^Audit.*SecurityAudit/;

describe('a star', () => {
  it('brings a role into the group above recent ones, and takes it out of those', async () => {
    const recent = { ...production, accountName: 'Production', usedAt: start, weight: 1 };
    const { change } = await renderWindow({ state: { ...signedIn, recents: [recent] } }, withPortal);
    const before = headings();
    await change((world) => {
      world.update(() => ({ favourites: [{ ...production, accountName: 'Production' }] }));
    });
    expect([before, headings()]).toEqual([
      ['Recent', 'All'],
      ['Favourites', 'All'],
    ]);
  });

  it('is put on and taken off by its button, which says what it is', async () => {
    const { user, world } = await renderWindow({ state: signedIn }, withPortal);
    const star = () => button(row(audit), 'Favourite');
    const states = [star().getAttribute('aria-pressed')];
    await user.click(star());
    states.push(star().getAttribute('aria-pressed'));
    await user.click(star());
    states.push(star().getAttribute('aria-pressed'));
    expect(states).toEqual(['false', 'true', 'false']);
    expect(world.callsOf('favourites.set')).toMatchObject([{ starred: true }, { starred: false }]);
  });

  it('is put on by Shift+F, while a small f still jumps to a name', async () => {
    const { user, world } = await renderWindow({ state: signedIn }, withPortal);
    row(audit).focus();
    await user.keyboard('{Shift>}F{/Shift}');
    expect(world.state().favourites).toMatchObject([{ roleName: 'SecurityAudit', accountName: 'Audit' }]);
    await user.keyboard('f');
    expect(world.state().favourites).toHaveLength(1);
  });

  it('taken off leaves the row in its place while somebody is there, and only so long', async () => {
    const favourites = [{ ...production, accountName: 'Production' }];
    const { user } = await renderWindow({ state: { ...signedIn, favourites } }, withPortal);
    const starred = row(/^Production.*ReadOnly/);
    await user.click(button(starred, 'Favourite'));
    const during = headings();
    await user.unhover(screen.getByRole('treegrid'));
    await user.click(screen.getByRole('textbox', { name: 'Search accounts and roles' }));
    expect([during, headings()]).toEqual([['Favourites', 'All'], ['All']]);
  });

  it('is not shown for a role that its account no longer has', async () => {
    const favourites = [{ ...production, roleName: 'Withdrawn', accountName: 'Production' }];
    await renderWindow({ state: { ...signedIn, favourites } }, withPortal);
    expect(headings()).toEqual(['All']);
  });
});

describe('tags', () => {
  const tagged = (rules: readonly TagRule[]) => ({
    state: {
      ...signedIn,
      preferences: { ...aState().preferences, tagRules: rules },
    },
  });

  it('stand in the name of a row, production said in words', async () => {
    await renderWindow(tagged([rule]), withPortal);
    expect(row(/^Production\s*1112\d+\s*Production:\s*prod/)).toBeDefined();
    expect(within(row(audit)).queryByText('prod')).toBeNull();
  });

  it('mark an account only if all of its roles have them', async () => {
    await renderWindow(
      tagged([{ ...rule, name: 'admin', field: 'role', pattern: 'Administrator*' }]),
      withPortal,
    );
    expect(within(row(/^Analytics/)).queryByText('admin')).toBeNull();
  });

  it('find their roles', async () => {
    const { user, pass } = await renderWindow(
      tagged([{ ...rule, name: 'crown jewels', pattern: 'Billing' }]),
      withPortal,
    );
    await user.type(screen.getByRole('textbox', { name: 'Search accounts and roles' }), 'jewels');
    await pass(200);
    expect(screen.getAllByRole('row', { name: /Billing/ })).toHaveLength(1);
  });

  it('are made in Settings, with a count of what they mark, and used once complete', async () => {
    const { user, world } = await renderWindow({ state: signedIn }, withPortal);
    await user.click(screen.getByRole('button', { name: 'Settings' }));
    await user.click(screen.getByRole('button', { name: 'Add tag' }));
    const fields = within(screen.getByRole('group', { name: 'Tag 1' }));
    await user.type(fields.getByLabelText('Tag'), 'prod');
    await user.tab();
    const early = world.state().preferences.tagRules;
    await user.selectOptions(fields.getByLabelText('Looks at'), 'Account name');
    await user.type(fields.getByLabelText('Pattern'), 'production');
    expect(fields.getByText('Marks 7 roles of 31.')).toBeDefined();
    await user.click(fields.getByLabelText('Production: ask first'));
    expect([early, world.state().preferences.tagRules]).toEqual([[], [rule]]);
  });

  it('are taken away, and brought back', async () => {
    const { user, world } = await renderWindow(tagged([rule]), withPortal);
    await user.click(screen.getByRole('button', { name: 'Settings' }));
    await user.click(screen.getByRole('button', { name: 'Remove tag prod' }));
    const without = world.state().preferences.tagRules;
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect([without, world.state().preferences.tagRules]).toEqual([[], [rule]]);
  });
});

describe('guard rails', () => {
  const ask = appError('guard.confirmation-needed', { account: 'Production', role: 'ReadOnly' });

  async function guarded() {
    const rendered = await renderWindow({ state: signedIn }, withPortal);
    rendered.world.answer({
      credentials: {
        copy: async ({ confirmed }) => (confirmed === true ? ok({ expiresAt: start }) : err(ask)),
      },
    });
    return rendered;
  }

  it('ask before credentials are copied, and go on with a yes', async () => {
    const { user, world } = await guarded();
    await user.click(button(row(audit), 'Copy credentials'));
    const dialog = within(screen.getByRole('dialog', { name: 'This is production' }));
    expect(dialog.getByText('Production · ReadOnly is tagged as production.')).toBeDefined();
    await user.click(dialog.getByRole('button', { name: 'Copy credentials' }));
    expect(world.callsOf('credentials.copy')).toHaveLength(2);
    expect(screen.getByText(/^Copied Audit/)).toBeDefined();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('leave everything as it is with a no, and say nothing of a failure', async () => {
    const { user, world } = await guarded();
    await user.click(button(row(audit), 'Copy credentials'));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(world.callsOf('credentials.copy')).toHaveLength(1);
    expect(screen.queryByText(/tagged as production/)).toBeNull();
    expect(button(row(audit), 'Copy credentials').textContent).toBe('Copy');
  });
});

describe('a change of access', () => {
  const role = (place: number, roleName: string, accountName: string) => ({
    accountId: accountIdOf(place),
    accountName,
    roleName,
  });
  const changes = {
    sessionId: one,
    foundAt: start,
    addedRoles: [1, 2, 3, 4, 5].map((place) => role(place, 'Support', `Account ${String(place)}`)),
    removedRoles: [role(6, 'Admin', 'Old')],
    addedAccounts: [],
    removedAccounts: [],
  };
  const title = 'Your access to my-sso changed: 5 roles added, 1 removed';
  const withChanges = async () =>
    renderWindow({ state: signedIn }, (world) => {
      withPortal(world);
      world.setAccessChanges(changes);
    });

  it('is told with its numbers and first names, and whole on request', async () => {
    const { user } = await withChanges();
    const card = within(screen.getByRole('region', { name: title }));
    expect(card.getByText(/^New: Account 1 · Support, .* and 2 more$/)).toBeDefined();
    await user.click(card.getByRole('button', { name: 'Show all' }));
    const sheet = within(screen.getByRole('dialog', { name: 'Changes of your access to my-sso' }));
    expect(sheet.getAllByRole('listitem')).toHaveLength(6);
  });

  it('leads to the profiles of the new roles, previewed', async () => {
    const { user, world, pass } = await withChanges();
    await user.click(screen.getByRole('button', { name: 'Add profiles' }));
    await pass(1000);
    expect(screen.getByLabelText<HTMLInputElement>('Only for 5 roles that are new').checked).toBe(true);
    expect(world.callsOf('profiles.previewGenerate')).toMatchObject([{ sessionId: one, added: true }]);
  });

  it('leads to the profiles whose roles are gone', async () => {
    const { user, world, pass } = await withChanges();
    await user.click(screen.getByRole('button', { name: 'Remove profiles' }));
    await pass(1000);
    expect(world.callsOf('profiles.previewPrune')).toEqual([{ sessionId: one }]);
  });

  it('goes when it is dismissed', async () => {
    const { user } = await withChanges();
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('region', { name: title })).toBeNull();
  });
});

describe('the progress of a listing', () => {
  it('says that the portal slows it down', async () => {
    await renderWindow({ state: signedIn }, (world) => {
      world.append(one, smallPortal().slice(0, 20), {
        state: 'listing',
        accountsListed: 6,
        accountsTotal: 14,
        roles: 10,
        startedAt: start,
        slowed: true,
      });
    });
    expect(screen.getByText(/6 of 14 accounts · the portal is slowing us down/)).toBeDefined();
  });
});
