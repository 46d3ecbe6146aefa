import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/model/app-error.ts';
import { HOUR } from '../../shared/model/instant.ts';
import type { SessionPhase, AwsSessionRecord } from '../../shared/model/session.ts';
import { aSession, aSessionId, activeSince, signedOut } from '../fakes/window-fixtures.ts';
import { renderWindow, start } from './support/render-window.tsx';

const sessionId = aSessionId(1);
const signedIn = activeSince(start);

async function open(item: string, phase: SessionPhase = signedOut, record: Partial<AwsSessionRecord> = {}) {
  const rendered = await renderWindow({ state: { sessions: [aSession(phase, record)] } });
  await rendered.user.click(screen.getByRole('button', { name: /^Session my-sso|^my-sso/ }));
  await rendered.user.click(screen.getByRole('menuitem', { name: item, hidden: true }));
  await rendered.pass(200);
  return rendered;
}
const region = () =>
  screen.getByRole<HTMLInputElement>('combobox', { name: 'Region of IAM Identity Center', hidden: true });
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name, hidden: true });

describe('the settings of a session', () => {
  it('can be saved once something differs, and hands over what differs alone', async () => {
    const { user, world, pass } = await open('Settings…');
    expect(button('Save').disabled).toBe(true);
    await user.type(screen.getByLabelText('A sign-in lasts'), '12h');
    await user.click(screen.getByRole('radio', { name: /^With a device code/, hidden: true }));
    await pass(200);
    await user.click(button('Save'));
    expect(world.callsOf('sessionSettings.edit')).toEqual([
      {
        sessionId,
        changes: { flow: 'device', sessionDuration: 12 * HOUR },
        digest: null,
        confirmed: false,
        signOut: false,
      },
    ]);
    expect(screen.queryByRole('dialog', { hidden: true })).toBeNull();
  });

  it('of a signed-in session say that another address signs out, and do it by that button only', async () => {
    const { user, world, pass } = await open('Settings…', signedIn);
    await user.clear(region());
    await user.type(region(), 'eu-west-1');
    await pass(200);
    expect(screen.getByText('Saving this signs you out.')).toBeDefined();
    await user.click(button('Sign out and save'));
    expect(world.callsOf('sessionSettings.edit')).toMatchObject([
      { changes: { region: 'eu-west-1' }, signOut: true, digest: 'section-my-sso' },
    ]);
  });

  it('show what follows in the file', async () => {
    const { user, pass } = await open('Settings…');
    await user.clear(region());
    await user.type(region(), 'eu-west-1');
    await pass(200);
    expect(screen.getByText('[sso-session my-sso]')).toBeDefined();
  });

  it('tell an error of main at its field, and offer what was meant', async () => {
    const { user, world, pass } = await open('Settings…');
    world.fail(
      'sessionSettings.previewEdit',
      appError('input.region-invalid', { region: 'us_west-2', suggestion: 'us-west-2' }),
    );
    await user.clear(region());
    await user.type(region(), 'us_west-2');
    await pass(200);
    expect(region().getAttribute('aria-invalid')).toBe('true');
    expect(button('Save').disabled).toBe(true);
    world.fail('sessionSettings.previewEdit', null);
    await user.click(button('Use us-west-2'));
    expect(region().value).toBe('us-west-2');
  });

  it('do not take a length of time that is none', async () => {
    const { user, world, pass } = await open('Settings…');
    await user.type(screen.getByLabelText('A sign-in lasts'), 'a day');
    await pass(200);
    expect(screen.getByText('Give it like 8h, 90m or 7d.')).toBeDefined();
    expect(button('Save').disabled).toBe(true);
    expect(world.callsOf('sessionSettings.previewEdit')).toEqual([]);
  });

  it('of a practice session leave its address to the practice cloud', async () => {
    await open('Settings…', signedOut, { practice: true });
    expect(screen.queryByLabelText('Start URL or issuer URL')).toBeNull();
    expect(screen.queryByRole('checkbox', { name: 'FIPS endpoints', hidden: true })).toBeNull();
  });
});

describe('writing the section of a session', () => {
  it('shows it before, and writes what was shown', async () => {
    const { user, world } = await open('Write to config file…');
    expect(screen.getByText('sso_start_url = https://my-company.awsapps.com/start')).toBeDefined();
    await user.click(button('Write section'));
    expect(world.callsOf('sessionSettings.writeSection')).toEqual([
      { sessionId, digest: 'section-my-sso', confirmed: false },
    ]);
  });

  it('is not offered for a legacy session, which has none', async () => {
    const { user } = await renderWindow({
      state: { sessions: [aSession(signedOut, { kind: 'legacy' })] },
    });
    await user.click(screen.getByRole('button', { name: /^Session my-sso|^my-sso/ }));
    expect(screen.queryByRole('menuitem', { name: 'Write to config file…', hidden: true })).toBeNull();
    expect(screen.getByRole('menuitem', { name: 'Settings…', hidden: true })).toBeDefined();
  });
});

describe('the facts of a session', () => {
  it('tell legacy, portal, endpoints and variant where they are out of the ordinary', async () => {
    const { user } = await renderWindow({
      state: {
        sessions: [
          aSession(signedOut, {
            kind: 'legacy',
            portalUrl: 'https://d-1234567890.awsapps.com/start',
            endpoints: { sso: 'https://sso.example.net/x' },
            endpointVariant: { fips: true, dualStack: true },
          }),
        ],
      },
    });
    await user.click(screen.getByRole('button', { name: /^Session my-sso|^my-sso/ }));
    for (const fact of [
      'Legacy: no tool but Latchkey renews it.',
      'Leads to d-1234567890.awsapps.com/start.',
      'Endpoints of its own: sso.example.net.',
      'Uses FIPS and dual-stack endpoints.',
    ]) {
      expect(screen.getByText(fact)).toBeDefined();
    }
  });
});

describe('a sign-in that failed', () => {
  async function failing(error: ReturnType<typeof appError>) {
    const rendered = await renderWindow({ state: { sessions: [aSession(signedOut)] } });
    await rendered.user.click(screen.getAllByRole('button', { name: 'Sign in' })[0]!);
    await rendered.change((world) => {
      world.setPhase(sessionId, { state: 'signed-out', error });
    });
    return { ...rendered, dialog: within(screen.getByRole('dialog', { hidden: true })) };
  }

  it.each(['sign-in.port-unavailable', 'sign-in.browser-unavailable', 'sign-in.timed-out'] as const)(
    'with %s offers a device code',
    async (code) => {
      const { user, world, dialog } = await failing(appError(code));
      await user.click(dialog.getByRole('button', { name: 'Use a device code instead', hidden: true }));
      expect(world.callsOf('signIn.start').at(-1)).toEqual({ sessionId, flow: 'device' });
    },
  );

  it('for another reason offers to try again, and no device code', async () => {
    const { dialog } = await failing(appError('sign-in.denied'));
    expect(dialog.getByRole('button', { name: 'Try again', hidden: true })).toBeDefined();
    expect(dialog.queryByRole('button', { name: 'Use a device code instead', hidden: true })).toBeNull();
  });

  it('in the wrong region offers the right one, sets it and signs in again', async () => {
    const { user, world, dialog } = await failing(
      appError('sign-in.wrong-region', {
        session: 'my-sso',
        region: 'eu-central-1',
        detected: 'eu-west-1',
        suggestion: 'eu-west-1',
      }),
    );
    await user.click(dialog.getByRole('button', { name: 'Use eu-west-1 and sign in', hidden: true }));
    expect(world.callsOf('sessionSettings.edit')).toMatchObject([{ changes: { region: 'eu-west-1' } }]);
    expect(world.callsOf('signIn.start')).toHaveLength(2);
  });
});
