import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/model/app-error.ts';
import { usualNetwork } from '../../shared/model/network.ts';
import type { AwsSessionRecord } from '../../shared/model/session.ts';
import { aSession, aSessionId, activeSince, signedOut, signingIn } from '../fakes/window-fixtures.ts';
import { renderWindow, start } from './support/render-window.tsx';

const one = aSessionId(1);
const dialog = () => screen.getByRole('dialog', { hidden: true });
const inDialog = () => within(dialog());

describe('somebody else than last time', () => {
  const identity = { accountId: '111122223333', arn: 'arn', name: 'kim' };
  const asked = () =>
    renderWindow({
      state: {
        sessions: [aSession(activeSince(start), { identity })],
        identities: { [one]: { state: 'changed', was: 'kim', now: 'robin' } },
      },
    });

  it('is asked about by a card that names both', async () => {
    await asked();
    const card = screen.getByRole('alert');
    expect(card.textContent).toContain('Is this you? my-sso is signed in as robin.');
    expect(card.textContent).toContain('Last time it was kim.');
  });

  it('is taken as right by a yes, and the card goes', async () => {
    const { user, world } = await asked();
    await user.click(screen.getByRole('button', { name: 'Yes, that is me' }));
    expect(world.callsOf('identity.accept')).toEqual([{ sessionId: one }]);
    expect(screen.queryByText(/Is this you/)).toBeNull();
    expect(screen.getByText('my-sso is now robin.')).toBeDefined();
  });

  it('can be signed out of', async () => {
    const { user } = await asked();
    await user.click(within(screen.getByRole('alert')).getByRole('button', { name: 'Sign out' }));
    expect(inDialog().getByRole('heading', { name: 'Sign out of my-sso?' })).toBeDefined();
  });

  it('stays asked about when the answer could not be taken', async () => {
    const { user, world } = await asked();
    world.fail('identity.accept', appError('app.internal'));
    await user.click(screen.getByRole('button', { name: 'Yes, that is me' }));
    expect(screen.getByText(/Is this you/)).toBeDefined();
    expect(screen.getByText('Something in Latchkey went wrong.')).toBeDefined();
  });
});

describe('who is signed in', () => {
  const identity = { accountId: '111122223333', arn: 'arn', name: 'kim' };
  const menuText = async (identities: Record<string, { state: 'confirmed'; name: string }>) => {
    const sessions = [aSession(activeSince(start), { identity })];
    const { user } = await renderWindow({ state: { sessions, identities } });
    await user.click(screen.getByRole('button', { name: /^my-sso/ }));
    return document.body.textContent;
  };

  it('is said once the present token has shown it', async () => {
    expect(await menuText({ [one]: { state: 'confirmed', name: 'kim' } })).toContain('Signed in as kim.');
  });

  it('is the last one known until then', async () => {
    expect(await menuText({})).toContain('Last signed in as kim.');
  });
});

describe('the browser of a session', () => {
  async function openSheet(record: Partial<AwsSessionRecord> = {}) {
    const rendered = await renderWindow({ state: { sessions: [aSession(signedOut, record)] } });
    await rendered.user.click(screen.getByRole('button', { name: /^my-sso/ }));
    await rendered.user.click(screen.getByRole('menuitem', { name: 'Sign in with…', hidden: true }));
    await rendered.pass(0);
    return rendered;
  }
  const choose = (name: string) => inDialog().getByRole('radio', { name, hidden: true });
  const save = () => inDialog().getByRole('button', { name: 'Save', hidden: true });

  it('is chosen with a profile and a private window', async () => {
    const { user, world } = await openSheet();
    await user.click(choose('Google Chrome'));
    await user.selectOptions(inDialog().getByLabelText('Profile of the browser'), 'Work');
    await user.click(inDialog().getByLabelText('In a private window'));
    await user.click(save());
    expect(world.callsOf('browsers.choose')).toEqual([
      {
        sessionId: one,
        choice: { type: 'installed', id: 'google-chrome', privateWindow: true, profile: 'Profile 1' },
      },
    ]);
    expect(screen.queryByRole('dialog', { hidden: true })).toBeNull();
  });

  it('is offered only what it can do', async () => {
    const { user } = await openSheet();
    await user.click(choose('Falkon'));
    expect(inDialog().queryByLabelText('In a private window')).toBeNull();
    expect(inDialog().queryByLabelText('Profile of the browser')).toBeNull();
  });

  it('takes nothing along from another one', async () => {
    const { user, world } = await openSheet();
    await user.click(choose('Google Chrome'));
    await user.click(inDialog().getByLabelText('In a private window'));
    await user.click(choose('Falkon'));
    await user.click(save());
    expect(world.callsOf('browsers.choose')).toMatchObject([
      { choice: { type: 'installed', id: 'org.kde.falkon', privateWindow: false, profile: null } },
    ]);
  });

  it('that is gone is still shown as what is set', async () => {
    const browser = { type: 'installed', id: 'vivaldi', privateWindow: false, profile: null } as const;
    await openSheet({ browser });
    expect(choose('vivaldi (not on this machine any more)')).toHaveProperty('checked', true);
  });

  it('that could not be set is told, and the choice stays open', async () => {
    const { user, world } = await openSheet();
    world.fail('browsers.choose', appError('browser.missing', { browser: 'firefox' }));
    await user.click(choose('Firefox'));
    await user.click(save());
    expect(inDialog().getByText(/The browser “firefox” is not on this machine/)).toBeDefined();
  });

  it('that was gone when it was needed can be replaced by the default one', async () => {
    const browserProblem = appError('browser.missing', { browser: 'vivaldi' });
    const { user, world } = await renderWindow({
      state: { sessions: [aSession(signingIn(start, { browserProblem }))] },
    });
    await user.click(screen.getAllByRole('button', { name: 'Show sign-in' })[0]!);
    await user.click(inDialog().getByRole('button', { name: 'Open in the default browser', hidden: true }));
    expect(world.callsOf('signIn.openLink')).toEqual([{ sessionId: one, inDefaultBrowser: true }]);
  });

  it('"no browser" leaves the link to be copied, and offers to open none', async () => {
    const record = { browser: { type: 'link-only' } } as const;
    const { user } = await renderWindow({ state: { sessions: [aSession(signingIn(start), record)] } });
    await user.click(screen.getAllByRole('button', { name: 'Show sign-in' })[0]!);
    expect(inDialog().getByText(/^Copy the link below/)).toBeDefined();
    expect(inDialog().getByRole('button', { name: 'Copy link', hidden: true })).toBeDefined();
    expect(inDialog().queryByRole('button', { name: 'Open again', hidden: true })).toBeNull();
  });
});

describe('the network', () => {
  async function openSettings() {
    const environment = { proxyUrl: 'http://•••@proxy:1', noProxy: null, caBundle: '/etc/ca.pem' };
    const rendered = await renderWindow({
      state: { sessions: [aSession(signedOut)], networkEnvironment: environment },
    });
    await rendered.user.click(screen.getByRole('button', { name: 'Settings' }));
    return rendered;
  }
  const section = () => within(screen.getByRole('region', { name: 'Network' }));

  it('shows what the environment says where nothing is set', async () => {
    await openSettings();
    expect(section().getByText(/http:\/\/•••@proxy:1, from the environment/)).toBeDefined();
    expect(section().getByText(/\/etc\/ca\.pem, from the environment/)).toBeDefined();
  });

  it('is set a value at a time, the others kept; empty takes one back', async () => {
    const { user, world } = await openSettings();
    await user.type(section().getByLabelText('Proxy'), 'http://own:8080{Enter}');
    await user.type(section().getByLabelText('No proxy for'), 'corp.example{Enter}');
    await user.clear(section().getByLabelText('Proxy'));
    await user.keyboard('{Enter}');
    expect(world.callsOf('network.change')).toEqual([
      { ...usualNetwork, proxyUrl: 'http://own:8080' },
      { ...usualNetwork, proxyUrl: 'http://own:8080', noProxy: 'corp.example' },
      { ...usualNetwork, noProxy: 'corp.example' },
    ]);
  });

  it('says below the field why a value is refused, and keeps what was typed', async () => {
    const { user, world } = await openSettings();
    world.fail('network.change', appError('input.proxy-password'));
    await user.type(section().getByLabelText('Proxy'), 'http://kim:pw@own:8080{Enter}');
    expect(section().getByText(/name or password is not kept in the settings/)).toBeDefined();
    expect(section().getByLabelText('Proxy')).toHaveProperty('value', 'http://kim:pw@own:8080');
  });
});
