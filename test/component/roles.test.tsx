import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/model/app-error.ts';
import { MINUTE, SECOND, addMillis } from '../../shared/model/instant.ts';
import type { FakeWorld } from '../fakes/fake-world.ts';
import {
  aSession,
  aSessionId,
  accountIdOf,
  activeSince,
  catalogView,
  signedOut,
  smallPortal,
} from '../fakes/window-fixtures.ts';
import { renderWindow, start } from './support/render-window.tsx';

const one = aSessionId(1);
const withPortal = (world: FakeWorld) => {
  world.append(one, smallPortal(), catalogView(smallPortal(), start).status);
};
const active = { state: { sessions: [aSession(activeSince(start))] } };
const row = (name: RegExp) => screen.getAllByRole('row', { name })[0]!;
const button = (inRow: HTMLElement, name: string) => within(inRow).getByRole('button', { name });
const recent = (place: number, roleName: string, accountName: string) => ({
  sessionId: one,
  accountId: accountIdOf(place),
  roleName,
  accountName,
  usedAt: start,
  weight: 1,
});

describe('the list of roles', () => {
  it('shows accounts folded when there are many, a sole role without folding', async () => {
    await renderWindow(active, withPortal);
    expect(row(/^Analytics.*3 roles/).getAttribute('aria-expanded')).toBe('false');
    expect(screen.queryByRole('row', { name: /DataEngineer/ })).toBeNull();
    expect(button(row(/^Audit.*SecurityAudit/), 'Copy credentials')).toBeDefined();
  });

  it('shows accounts unfolded when there are few', async () => {
    const few = smallPortal().filter((entry) => entry.accountId <= accountIdOf(3));
    await renderWindow(active, (world) => world.append(one, few, catalogView(few, start).status));
    expect(row(/^Analytics.*DataEngineer/)).toBeDefined();
  });

  it('reads what arrived before it was there, and what got lost on the way', async () => {
    const { world, change } = await renderWindow(active, withPortal);
    expect(world.callsOf('catalog.read')).toEqual([{ sessionId: one, generation: 1, offset: 0 }]);
    expect(row(/^Web Shop/)).toBeDefined();
    await change(() => {
      // A chunk the window never hears of: only the snapshot tells.
      const more = [
        { type: 'account', accountId: '999999999999', accountName: 'Zoo', emailAddress: null },
      ] as const;
      const answer = { sessionId: one, generation: 1, offset: 28, entries: [...more] };
      world.answer({ catalog: { read: async () => ({ ok: true, value: answer }) } });
      world.update(({ catalogs }) => ({ catalogs: { [one]: { ...catalogs[one]!, length: 29 } } }));
    });
    expect(world.callsOf('catalog.read').at(-1)).toEqual({ sessionId: one, generation: 1, offset: 28 });
    expect(row(/^Zoo/)).toBeDefined();
  });

  it('starts over when a new listing begins', async () => {
    const { change, world } = await renderWindow(active, withPortal);
    await change(() => {
      world.emit('catalog', 'appended', {
        sessionId: one,
        generation: 2,
        offset: 0,
        entries: [{ type: 'account', accountId: '111111111111', accountName: 'Fresh', emailAddress: null }],
      });
    });
    expect(row(/^Fresh/)).toBeDefined();
    expect(screen.queryByRole('row', { name: /^Analytics/ })).toBeNull();
  });

  it('tells how far a listing is and about how long it will take', async () => {
    const { pass } = await renderWindow(active, (world) => {
      world.append(one, smallPortal().slice(0, 20), {
        state: 'listing',
        accountsListed: 100,
        accountsTotal: 200,
        roles: 300,
        startedAt: addMillis(start, -10 * SECOND),
        slowed: false,
      });
    });
    const bar = screen.getByRole('progressbar', { name: 'Listing my-sso' });
    expect(bar.getAttribute('aria-valuenow')).toBe('50');
    expect(bar.getAttribute('aria-valuetext')).toBe('100 of 200 accounts · about 10 s');
    await pass(5 * SECOND);
    expect(bar.getAttribute('aria-valuetext')).toBe('100 of 200 accounts · about 15 s');
  });

  it('finds the role that a pasted ARN names', async () => {
    const { user } = await renderWindow(active, withPortal);
    await user.click(screen.getByRole('textbox', { name: 'Search accounts and roles' }));
    await user.paste(
      `arn:aws:sts::${accountIdOf(10)}:assumed-role/AWSReservedSSO_Deploy_0123456789abcdef/jane@example.com`,
    );
    const [first] = await screen.findAllByRole('row', { name: /^Production/ });
    expect(first?.getAttribute('aria-labelledby')).toBeTruthy();
    expect(within(first!).getByText('Deploy')).toBeDefined();
  });
});

describe('copying credentials', () => {
  it('asks main to copy, says until when they are good, and shows their clock', async () => {
    const { user, world } = await renderWindow(active, withPortal);
    await user.click(button(row(/^Audit/), 'Copy credentials'));
    expect(world.callsOf('credentials.copy')).toEqual([
      { sessionId: one, accountId: accountIdOf(1), roleName: 'SecurityAudit', format: 'env' },
    ]);
    expect(
      await screen.findByText('Copied Audit · SecurityAudit for bash, zsh. Good until 12:49.'),
    ).toBeDefined();
    expect(within(row(/^Audit/)).getByText('59 min')).toBeDefined();
    expect(row(/^Audit.*Credentials until Sunday/)).toBeDefined();
  });

  it('remembers the format that was chosen last', async () => {
    const { user, world } = await renderWindow(active, withPortal);
    await user.click(button(row(/^Audit/), 'Copy in another format'));
    await user.click(screen.getByRole('menuitemradio', { name: 'PowerShell' }));
    await user.click(button(row(/^Billing/), 'Copy credentials'));
    expect(world.callsOf('credentials.copy')).toEqual([
      expect.objectContaining({ roleName: 'SecurityAudit', format: 'powershell' }),
      expect.objectContaining({ roleName: 'Billing', format: 'powershell' }),
    ]);
  });

  it('starts with PowerShell on Windows', async () => {
    const { user, world } = await renderWindow(active, (fake) => {
      withPortal(fake);
      fake.update(({ about }) => ({ about: { ...about, platform: 'win32' } }));
    });
    await user.click(button(row(/^Audit/), 'Copy credentials'));
    expect(world.callsOf('credentials.copy')).toEqual([expect.objectContaining({ format: 'powershell' })]);
  });

  it('asks once however often it is clicked while it runs', async () => {
    const { user, world } = await renderWindow(active, withPortal);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    world.answer({
      credentials: {
        copy: async () => {
          await promise;
          return { ok: true, value: { expiresAt: start } };
        },
      },
    });
    await user.dblClick(button(row(/^Audit/), 'Copy credentials'));
    await user.click(button(row(/^Audit/), 'Copy credentials'));
    resolve(undefined);
    expect(await screen.findByText(/^Copied Audit/)).toBeDefined();
    expect(world.callsOf('credentials.copy')).toHaveLength(1);
  });

  it('offers the sign-in where that is what is missing', async () => {
    const { user, world } = await renderWindow(active, withPortal);
    world.fail('credentials.copy', appError('sign-in.required', { session: 'my-sso' }));
    await user.click(button(row(/^Audit/), 'Copy credentials'));
    expect(await screen.findByText('You are not signed in to my-sso.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(world.callsOf('signIn.start')).toEqual([{ sessionId: one }]);
  });

  it('does not re-order recent roles under the pointer, and does once it has left', async () => {
    const { user } = await renderWindow(
      {
        state: {
          ...active.state,
          recents: [recent(10, 'ReadOnly', 'Production'), recent(1, 'SecurityAudit', 'Audit')],
        },
      },
      withPortal,
    );
    const recents = () =>
      screen
        .getAllByRole('row')
        .slice(1, 3)
        .map((one) => within(one).getAllByRole('gridcell')[1]?.textContent);
    await user.click(button(screen.getAllByRole('row')[2]!, 'Copy credentials'));
    await screen.findByText(/^Copied Audit/);
    expect(recents()).toEqual(['ReadOnly', 'SecurityAudit']);
    await user.hover(screen.getByRole('navigation'));
    await user.click(screen.getByRole('textbox', { name: 'Search accounts and roles' }));
    expect(recents()).toEqual(['SecurityAudit', 'ReadOnly']);
  });
});

describe('a clock', () => {
  const withCredentials = (leftMs: number) => ({
    state: {
      ...active.state,
      credentials: [
        {
          sessionId: one,
          accountId: accountIdOf(1),
          roleName: 'SecurityAudit',
          expiresAt: addMillis(start, leftMs),
        },
      ],
    },
  });

  it('ticks each second below ten minutes, and tells when it is over', async () => {
    const { pass } = await renderWindow(withCredentials(10 * MINUTE + SECOND), withPortal);
    expect(within(row(/^Audit/)).getByText('10 min')).toBeDefined();
    await pass(20 * SECOND);
    expect(within(row(/^Audit/)).getByText('9:40')).toBeDefined();
    await pass(SECOND);
    expect(within(row(/^Audit/)).getByText('9:39')).toBeDefined();
    await pass(10 * MINUTE);
    expect(within(row(/^Audit/)).getByText('expired just now')).toBeDefined();
  });

  it('stands still while nobody can see it, and is right at once when seen again', async () => {
    const { timers, pass } = await renderWindow(withCredentials(9 * MINUTE), withPortal);
    const changes = timers.pending();
    timers.setVisible(false);
    expect(timers.pending()).toBeLessThan(changes);
    await pass(5 * MINUTE);
    expect(within(row(/^Audit/)).queryByText('3:59')).toBeNull();
    timers.setVisible(true);
    await pass(0);
    expect(within(row(/^Audit/)).getByText('3:59')).toBeDefined();
  });
});

describe('a list without rows', () => {
  it('offers the one sign-in there is, once', async () => {
    await renderWindow({ state: { sessions: [aSession(signedOut)] } });
    expect(screen.getAllByRole('button', { name: 'Sign in' })).toHaveLength(1);
    expect(screen.getByText('Sign in to my-sso to see its accounts and roles.')).toBeDefined();
  });

  it('tells why a listing failed and tries again', async () => {
    const { user, world } = await renderWindow(active, (fake) => {
      fake.append(one, [], {
        state: 'failed',
        error: appError('network.unreachable'),
        accounts: 0,
        roles: 0,
      });
    });
    expect(screen.getByText('The service could not be reached.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(world.callsOf('catalog.refresh')).toEqual([{ sessionId: one }]);
  });

  it('says so when nobody was given a role', async () => {
    await renderWindow(active, (fake) => fake.append(one, [], catalogView([], start).status));
    expect(screen.getByText(/my-sso has no account or role for you/)).toBeDefined();
  });
});
