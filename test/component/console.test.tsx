import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/model/app-error.ts';
import type { FakeWorld } from '../fakes/fake-world.ts';
import {
  aProfile,
  aSession,
  aSessionId,
  activeSince,
  catalogView,
  smallPortal,
} from '../fakes/window-fixtures.ts';
import { renderWindow, start } from './support/render-window.tsx';

const one = aSessionId(1);
const withPortal = (world: FakeWorld) => {
  world.append(one, smallPortal(), catalogView(smallPortal(), start).status);
};
const active = { state: { sessions: [aSession(activeSince(start))] } };
const audit = () => screen.getAllByRole('row', { name: /^Audit.*SecurityAudit/ })[0]!;
const calls = (world: FakeWorld) => world.callsOf('console.open');

describe('Open console in a row of the roles', () => {
  it('opens the console of that role, and says so', async () => {
    const { user, world } = await renderWindow(active, withPortal);
    await user.click(within(audit()).getByRole('button', { name: 'Open console' }));
    expect(calls(world)).toMatchObject([
      { target: { type: 'role', role: { sessionId: one, roleName: 'SecurityAudit' } }, place: {} },
    ]);
    expect(
      await screen.findByText('Opened the console of Audit · SecurityAudit in your browser.'),
    ).toBeDefined();
  });

  it('is a key away: Enter with Ctrl', async () => {
    const { user, world } = await renderWindow(active, withPortal);
    audit().focus();
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(calls(world)).toHaveLength(1);
    expect(world.callsOf('credentials.copy')).toEqual([]);
  });

  it('goes straight to a service that people use much', async () => {
    const { user, world } = await renderWindow(active, withPortal);
    await user.click(within(audit()).getByRole('button', { name: 'Open console at…' }));
    await user.click(screen.getByRole('menuitem', { name: /^CloudFormation/ }));
    expect(calls(world)).toMatchObject([{ place: { service: 'cloudformation' } }]);
  });

  it('tells what went wrong, with the way to a sign-in where that helps', async () => {
    const { user } = await renderWindow(active, (world) => {
      withPortal(world);
      world.fail('console.open', appError('sign-in.required'));
    });
    await user.click(within(audit()).getByRole('button', { name: 'Open console' }));
    expect(await screen.findByRole('button', { name: 'Sign in' })).toBeDefined();
  });

  it('says that a link which signs in was copied, where the session opens no browser', async () => {
    const { user } = await renderWindow(active, (world) => {
      withPortal(world);
      world.answer({
        console: { open: async () => ({ ok: true, value: { way: 'federation', outcome: 'copied' } }) },
      });
    });
    await user.click(within(audit()).getByRole('button', { name: 'Open console' }));
    expect(await screen.findByText(/Whoever has it is signed in, for 15 minutes/)).toBeDefined();
  });
});

describe('the sheet for a place in the console', () => {
  async function openSheet(prepare: (world: FakeWorld) => void = () => undefined) {
    const rendered = await renderWindow(active, (world) => {
      withPortal(world);
      prepare(world);
    });
    await rendered.user.click(within(audit()).getByRole('button', { name: 'Open console at…' }));
    await rendered.user.click(screen.getByRole('menuitem', { name: /^Another service/ }));
    const sheet = within(screen.getByRole('dialog', { name: 'Open console of Audit · SecurityAudit' }));
    return { ...rendered, sheet };
  }

  it('finds a service by an alias, and takes a region', async () => {
    const { user, world, sheet } = await openSheet();
    await user.type(sheet.getByRole('combobox', { name: 'Service' }), 'sfn');
    await user.click(sheet.getByRole('option', { name: /Step Functions/ }));
    await user.type(sheet.getByRole('combobox', { name: 'Region' }), 'eu-west-1');
    await user.click(sheet.getByRole('button', { name: 'Open console' }));
    expect(calls(world)).toMatchObject([{ place: { service: 'stepfunctions', region: 'eu-west-1' } }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('takes the address of a page instead of a service, never both', async () => {
    const { user, world, sheet } = await openSheet();
    await user.type(sheet.getByRole('combobox', { name: 'Service' }), 'ec2');
    await user.type(sheet.getByRole('textbox', { name: 'Or the address of a page' }), '/s3/buckets');
    await user.click(sheet.getByRole('button', { name: 'Open console' }));
    expect(calls(world).map((call) => (call as { place: unknown }).place)).toEqual([
      { destination: '/s3/buckets' },
    ]);
  });

  it('tells what is wrong with a field at that field, and stays open', async () => {
    const { user, sheet } = await openSheet((world) => {
      world.fail('console.open', appError('console.service-unknown', { service: 'ec3' }));
    });
    const service = sheet.getByRole('combobox', { name: 'Service' });
    await user.type(service, 'ec3');
    await user.click(sheet.getByRole('button', { name: 'Open console' }));
    expect(service.getAttribute('aria-invalid')).toBe('true');
    expect(sheet.getByText(/“ec3” is not the name of a service here/)).toBeDefined();
    await user.type(service, 'x');
    expect(service.getAttribute('aria-invalid')).toBeNull();
  });

  it('opens in another browser profile this once', async () => {
    const { user, world, sheet } = await openSheet((prepared) => {
      const chrome = {
        id: 'chrome',
        name: 'Chrome',
        privateWindow: true,
        profiles: [{ id: 'Profile 2', name: 'Work' }],
      };
      prepared.answer({
        browsers: { list: async () => ({ ok: true, value: { browsers: [chrome] } }) },
      });
    });
    await user.selectOptions(sheet.getByRole('combobox', { name: 'Open in' }), 'Chrome as Work');
    await user.click(sheet.getByRole('button', { name: 'Open console' }));
    expect(calls(world)).toMatchObject([
      { browser: { type: 'installed', id: 'chrome', privateWindow: false, profile: 'Profile 2' } },
    ]);
  });

  it('tells how several consoles stay open', async () => {
    const { sheet } = await openSheet();
    expect(sheet.getByText(/multi-session support/)).toBeDefined();
  });
});

describe('Open console in a row of the profiles', () => {
  it('opens the console of the profile', async () => {
    const { user, world } = await renderWindow({ ...active, profiles: [aProfile('prod')] }, withPortal);
    await user.click(screen.getByRole('button', { name: 'Profiles' }));
    await user.click(screen.getByRole('button', { name: 'Open console of prod' }));
    expect(calls(world)).toMatchObject([{ target: { type: 'profile', name: 'prod' } }]);
  });

  it('is not there for a profile without a role', async () => {
    const { user } = await renderWindow(
      { ...active, profiles: [aProfile('other', { sessionId: null, roleName: null })] },
      withPortal,
    );
    await user.click(screen.getByRole('button', { name: 'Profiles' }));
    await screen.findByText('other');
    expect(screen.queryByRole('button', { name: /^Open console/ })).toBeNull();
  });
});
