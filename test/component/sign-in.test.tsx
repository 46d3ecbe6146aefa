import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/model/app-error.ts';
import { MINUTE, SECOND, addMillis } from '../../shared/model/instant.ts';
import { aSession, aSessionId, activeSince, signedOut, signingIn } from '../fakes/window-fixtures.ts';
import { renderWindow, start } from './support/render-window.tsx';

const one = aSessionId(1);
const oneSession = { state: { sessions: [aSession(signedOut)] } };
const dialog = () => screen.getByRole('dialog', { hidden: true });
const currentStep = () =>
  within(dialog())
    .getAllByRole('listitem')
    .find((step) => step.ariaCurrent === 'step' || step.getAttribute('aria-current') === 'step');

async function signingInWindow() {
  const rendered = await renderWindow(oneSession);
  await rendered.user.click(screen.getByRole('button', { name: 'Sign in' }));
  await rendered.pass(0);
  return rendered;
}

describe('the sign-in sheet', () => {
  it('starts the sign-in and follows its steps', async () => {
    const { world, change } = await signingInWindow();
    expect(world.callsOf('signIn.start')).toEqual([{ sessionId: one }]);
    expect(currentStep()?.textContent).toMatch(/^Continue in your browser/);
    await change(() => world.setPhase(one, signingIn(start, { step: 'approval' })));
    expect(currentStep()?.textContent).toMatch(/^2?Approve the request/);
    await change(() => world.setPhase(one, signingIn(start, { step: 'accounts' })));
    expect(currentStep()?.textContent).toMatch(/Accounts and roles/);
    await change(() => world.setPhase(one, activeSince(start)));
    expect(screen.queryByRole('dialog', { hidden: true })).toBeNull();
    expect(screen.getByText('Signed in to my-sso.')).toBeDefined();
  });

  it('has main copy the whole link, and open it once more', async () => {
    const { user, world } = await signingInWindow();
    await user.click(screen.getByRole('button', { name: 'Copy link' }));
    await user.click(screen.getByRole('button', { name: 'Open again' }));
    expect(world.callsOf('signIn.copyLink')).toEqual([{ sessionId: one }]);
    expect(world.callsOf('signIn.openLink')).toEqual([{ sessionId: one }]);
    expect(screen.getByText('Copied')).toBeDefined();
  });

  it('says beside the button when the link could not be copied', async () => {
    const { user, world } = await signingInWindow();
    world.fail('signIn.copyLink', appError('clipboard.unavailable'));
    await user.click(screen.getByRole('button', { name: 'Copy link' }));
    expect(within(dialog()).getByText('The clipboard could not be written.')).toBeDefined();
  });

  it('ends the attempt when it is cancelled', async () => {
    const { user, world } = await signingInWindow();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(world.callsOf('signIn.cancel')).toEqual([{ sessionId: one }]);
    expect(screen.queryByRole('dialog', { hidden: true })).toBeNull();
    expect(screen.queryByText('Signed in to my-sso.')).toBeNull();
  });

  it('lets the sign-in go on when it is only closed, and can be shown again', async () => {
    const { user, world } = await signingInWindow();
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(world.callsOf('signIn.cancel')).toEqual([]);
    await user.click(screen.getAllByRole('button', { name: 'Show sign-in' })[0]!);
    expect(dialog()).toBeDefined();
    expect(world.callsOf('signIn.start')).toHaveLength(1);
  });

  it('puts the reason where the step was that failed, and tries again', async () => {
    const { user, world, change, pass } = await signingInWindow();
    await change(() => world.setPhase(one, signingIn(start, { step: 'approval' })));
    await change(() => world.setPhase(one, { state: 'signed-out', error: appError('sign-in.denied') }));
    const steps = within(dialog()).getAllByRole('listitem');
    expect(steps[1]?.textContent).toContain('The request was denied on the sign-in page.');
    expect(steps[1]?.textContent).toContain('Sign in again and choose Allow.');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await pass(0);
    expect(world.callsOf('signIn.start')).toHaveLength(2);
    expect(currentStep()?.textContent).toMatch(/^Continue in your browser/);
  });

  it('shows at once when the sign-in could not even start', async () => {
    const { user, world, pass } = await renderWindow(oneSession);
    world.fail('signIn.start', appError('network.origin-refused'));
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await pass(0);
    expect(within(dialog()).getByText('The address is not one that this session may talk to.')).toBeDefined();
  });

  it('shows a failure too quick to have been seen running', async () => {
    const { user, world, pass, change } = await renderWindow(oneSession);
    world.answer({ signIn: { start: async () => ({ ok: true, value: { done: true } }) } });
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await pass(0);
    await change(() => world.setPhase(one, { state: 'signed-out', error: appError('network.unreachable') }));
    expect(within(dialog()).getByText('The service could not be reached.')).toBeDefined();
  });

  it('changes to a device code when asked, without taking the old attempt for a failure', async () => {
    const { user, world, change } = await signingInWindow();
    await user.click(screen.getByRole('button', { name: 'Use a device code instead' }));
    expect(world.callsOf('signIn.start').at(-1)).toEqual({ sessionId: one, flow: 'device' });
    await change(() => {
      world.setPhase(one, { state: 'signed-out', error: appError('sign-in.replaced') });
    });
    expect(within(dialog()).queryByRole('alert')).toBeNull();
    await change(() => {
      world.setPhase(one, signingIn(start, { flow: 'device', userCode: 'QCFK-NXPD' }));
    });
    expect(within(dialog()).getByText('QCFK-NXPD')).toBeDefined();
    expect(currentStep()?.textContent).toMatch(/Open the page below/);
    expect(screen.queryByRole('button', { name: 'Use a device code instead' })).toBeNull();
  });

  it('is not fooled by the failure of the time before', async () => {
    const failed = aSession({ state: 'signed-out', error: appError('sign-in.timed-out') });
    const { user, world, pass } = await renderWindow({ state: { sessions: [failed] } });
    world.answer({ signIn: { start: async () => ({ ok: true, value: { done: true } }) } });
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await pass(0);
    expect(within(dialog()).queryByRole('alert')).toBeNull();
    expect(currentStep()?.textContent).toMatch(/Preparing/);
    await pass(3 * SECOND);
    expect(within(dialog()).getByRole('alert').textContent).toContain('Nobody finished the sign-in');
  });

  it('does not call a renewed sign-in that was called off a success', async () => {
    const active = activeSince(start);
    const { user, world, pass, change } = await renderWindow({ state: { sessions: [aSession(active)] } });
    await user.click(screen.getByRole('button', { name: /^my-sso/ }));
    await user.click(screen.getByRole('menuitem', { name: 'Sign in again' }));
    await pass(0);
    expect(dialog()).toBeDefined();
    await change(() => world.setPhase(one, active));
    expect(screen.queryByRole('dialog', { hidden: true })).toBeNull();
    expect(screen.queryByText('Signed in to my-sso.')).toBeNull();
  });

  it('shows a device code to compare, and has it copied', async () => {
    const { user, world } = await renderWindow({
      state: { sessions: [aSession(signingIn(start, { flow: 'device', userCode: 'QCFK-NXPD' }))] },
    });
    await user.click(screen.getAllByRole('button', { name: 'Show sign-in' })[0]!);
    expect(within(dialog()).getByText('QCFK-NXPD')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Copy code' }));
    expect(world.callsOf('app.copyText')).toEqual([{ text: 'QCFK-NXPD' }]);
  });
});

describe('a session in the strip', () => {
  const chip = () => screen.getByRole('button', { name: /^my-sso/ });

  it('says about how long the sign-in lasts where that is an estimate', async () => {
    const { pass } = await renderWindow({ state: { sessions: [aSession(activeSince(start, 65 * MINUTE))] } });
    expect(chip().textContent).toMatch(/about 1 h 4 min, Sign-in ends about Sunday/);
    await pass(5 * MINUTE);
    expect(chip().textContent).toMatch(/about 59 min/);
  });

  it('says when it renews where no end is known', async () => {
    const phase = { ...activeSince(start), sessionEndsEstimate: null };
    await renderWindow({ state: { sessions: [aSession(phase)] } });
    expect(chip().textContent).toMatch(/renews 12:20/);
  });

  it('counts down to the end of a token that does not renew', async () => {
    const phase = {
      ...activeSince(start),
      renewable: false,
      nextRenewalAt: null,
      sessionEndsEstimate: null,
      accessTokenExpiresAt: addMillis(start, 9 * MINUTE),
    };
    const { pass } = await renderWindow({
      state: { sessions: [aSession(phase)] },
    });
    await pass(800);
    expect(chip().textContent).toMatch(/8:59, Sign-in ends Sunday/);
  });

  it('tells a screen reader when time gets short, and only then', async () => {
    const { pass } = await renderWindow({ state: { sessions: [aSession(activeSince(start, 31 * MINUTE))] } });
    const told = () => screen.getAllByRole('status').map((status) => status.textContent);
    await pass(30 * SECOND);
    expect(told().join('')).toBe('');
    await pass(MINUTE);
    expect(told()).toContain('my-sso: ends soon.');
    await pass(20 * MINUTE);
    expect(told()).toContain('my-sso: ends within minutes.');
  });

  it('tells in sentences what will happen next', async () => {
    const { user } = await renderWindow({ state: { sessions: [aSession(activeSince(start))] } });
    await user.click(chip());
    expect(screen.getByText('Renews by itself at 12:20.')).toBeDefined();
    expect(screen.getByText('Needs you at about 18:02.')).toBeDefined();
  });
});
