import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/model/app-error.ts';
import { HOUR, addMillis } from '../../shared/model/instant.ts';
import type { SessionIdentity, SessionPhase } from '../../shared/model/session.ts';
import { anAliyunSession } from '../fakes/fake-aliyun-calls.ts';
import { aSessionId, signingIn } from '../fakes/window-fixtures.ts';
import { renderWindow, start, type RenderedWindow } from './support/render-window.tsx';

const one = aSessionId(1);
const alice: SessionIdentity = {
  accountId: '1234567890123456',
  arn: 'acs:ram::1234567890123456:user/alice',
  name: 'alice',
};
const active: SessionPhase = {
  state: 'active',
  accessTokenExpiresAt: addMillis(start, HOUR),
  renewable: true,
  nextRenewalAt: addMillis(start, HOUR / 2),
  sessionEndsEstimate: null,
  error: null,
};
const dialog = () => within(screen.getAllByRole('dialog', { hidden: true }).at(-1)!);

async function atThePage(): Promise<RenderedWindow> {
  const phase = signingIn(start, { step: 'approval' });
  const rendered = await renderWindow({ state: { sessions: [anAliyunSession(phase, { id: one })] } });
  await rendered.user.click(screen.getAllByRole('button', { name: 'Show sign-in' })[0]!);
  return rendered;
}

const sendAddress = async ({ user, pass }: RenderedWindow, address: string) => {
  const field = dialog().getByLabelText<HTMLInputElement>('Address it was sent to');
  await user.click(dialog().getByText('Browser on another machine?'));
  await user.type(field, address);
  await user.click(dialog().getByRole('button', { name: 'Continue with this address' }));
  await pass(0);
  return field;
};

describe('a sign-in to Alibaba Cloud', () => {
  it('says before who will sign in, a switched role included', async () => {
    await atThePage();
    expect(dialog().getByText(/the role you have switched to/)).toBeDefined();
  });

  it('offers no device code, which Alibaba Cloud has not got', async () => {
    const { change } = await atThePage();
    expect(dialog().queryByRole('button', { name: 'Use a device code instead' })).toBeNull();
    await change((world) => {
      world.setPhase(one, { state: 'signed-out', error: appError('sign-in.nobody-returned') });
    });
    expect(dialog().queryByRole('button', { name: 'Use a device code instead' })).toBeNull();
    await change((world) => {
      world.setPhase(one, { state: 'signed-out', error: appError('sign-in.nobody-returned') });
    });
    expect(dialog().getByRole('button', { name: 'For administrators' })).toBeDefined();
  });

  it('takes a pasted address to main and keeps nothing of it', async () => {
    const rendered = await atThePage();
    const field = await sendAddress(rendered, 'http://127.0.0.1:12345/cli/callback?code=canary-code');
    expect(rendered.world.callsOf('signIn.pasteCallback')).toEqual([
      { sessionId: one, address: 'http://127.0.0.1:12345/cli/callback?code=canary-code' },
    ]);
    expect(field.value).toBe('');
    expect(document.documentElement.outerHTML).not.toContain('canary-code');
  });

  it('goes on after a pasted address that is another one, and says why at the field', async () => {
    const rendered = await atThePage();
    rendered.world.fail('signIn.pasteCallback', appError('paste.other-sign-in'));
    const field = await sendAddress(rendered, 'http://127.0.0.1:12345/cli/callback?code=c');
    expect(dialog().getByText(/belongs to another sign-in/)).toBeDefined();
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(field.value).toBe('');
    expect(rendered.world.callsOf('signIn.cancel')).toEqual([]);
    expect(dialog().getByRole('button', { name: 'Copy link' })).toBeDefined();
  });

  it('shows afterwards who it was: account, ARN and kind', async () => {
    const { change } = await atThePage();
    await change((world) => {
      world.update(() => ({
        sessions: [anAliyunSession(active, { id: one, identity: alice })],
        identities: { [one]: { state: 'confirmed', name: 'alice' } },
      }));
    });
    expect(dialog().getByText('1234567890123456')).toBeDefined();
    expect(dialog().getByText('acs:ram::1234567890123456:user/alice')).toBeDefined();
    expect(dialog().getByText('RAM user')).toBeDefined();
  });

  it('shows them too when the answer comes a moment after the sign-in', async () => {
    const { change } = await atThePage();
    await change((world) => world.setPhase(one, active));
    await change((world) => {
      world.update(() => ({
        sessions: [anAliyunSession(active, { id: one, identity: alice })],
        identities: { [one]: { state: 'confirmed', name: 'alice' } },
      }));
    });
    expect(dialog().getByText('acs:ram::1234567890123456:user/alice')).toBeDefined();
  });

  it('ends without them where nobody could be asked', async () => {
    const { change, pass } = await atThePage();
    await change((world) => world.setPhase(one, active));
    await pass(2_000);
    expect(screen.queryByRole('dialog', { hidden: true })).toBeNull();
    expect(screen.getByText('Signed in to acme-cn.')).toBeDefined();
  });

  it('gives way to the question when it is somebody else than last time', async () => {
    const { change } = await atThePage();
    await change((world) => {
      world.update(() => ({
        sessions: [
          anAliyunSession(
            { state: 'signed-out', error: appError('identity.changed') },
            { id: one, identity: alice },
          ),
        ],
        identities: { [one]: { state: 'changed', was: 'alice', now: 'operator/alice' } },
      }));
    });
    expect(screen.queryByRole('dialog', { hidden: true })).toBeNull();
    expect(screen.getByText(/signed in as operator\/alice/)).toBeDefined();
  });
});

describe('the row of an identity', () => {
  const signedIn = () =>
    renderWindow({ state: { sessions: [anAliyunSession(active, { id: one, identity: alice })] } });

  it('copies in a form of Alibaba Cloud, and in the same one the next time', async () => {
    const { user, world, pass } = await signedIn();
    const row = within(screen.getByRole('row', { name: /alice/ }));
    await user.click(row.getByRole('button', { name: 'Copy in another format' }));
    expect(row.queryByRole('menuitemradio', { name: 'Credentials file' })).toBeNull();
    await user.click(row.getByRole('menuitemradio', { name: 'CredentialsURI JSON' }));
    await pass(0);
    await user.click(row.getByRole('button', { name: 'Copy credentials' }));
    await pass(0);
    const call = { sessionId: one, format: 'credentials-uri' };
    expect(world.callsOf('credentials.copySession')).toEqual([call, call]);
  });

  it('copies on Enter, as the row of a role does', async () => {
    const { user, world, pass } = await signedIn();
    screen.getByRole('row', { name: /alice/ }).focus();
    await user.keyboard('{Enter}');
    await pass(0);
    expect(world.callsOf('credentials.copySession')).toEqual([{ sessionId: one, format: 'env' }]);
  });

  it('is found by its account, and not by what it does not say', async () => {
    const { user, pass } = await signedIn();
    const field = screen.getByRole('textbox', { name: 'Search accounts and roles' });
    await user.type(field, '123456789012');
    await pass(200);
    expect(screen.getByRole('row', { name: /alice/ })).toBeDefined();
    await user.clear(field);
    await user.type(field, 'bob');
    await pass(200);
    expect(screen.queryByRole('row', { name: /alice/ })).toBeNull();
  });

  it('does not tell of the old identity while another one waits for the answer', async () => {
    const { change } = await signedIn();
    await change((world) => {
      world.update(() => ({ identities: { [one]: { state: 'changed', was: 'alice', now: 'bob' } } }));
    });
    expect(
      within(screen.getByRole('row', { name: /alice/ })).getByText('waits for your answer'),
    ).toBeDefined();
  });
});
