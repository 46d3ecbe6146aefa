import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/model/app-error.ts';
import { MINUTE, addMillis } from '../../shared/model/instant.ts';
import type { SessionPhase } from '../../shared/model/session.ts';
import { anAliyunSession } from '../fakes/fake-aliyun-calls.ts';
import { aSessionId } from '../fakes/window-fixtures.ts';
import { renderWindow, start, type RenderedWindow } from './support/render-window.tsx';

const SECRET = 'export ALIBABA_CLOUD_ACCESS_KEY_SECRET=canary-of-the-paste';
const dialog = () => within(screen.getAllByRole('dialog', { hidden: true }).at(-1)!);
const add = ({ user }: RenderedWindow) => user.click(dialog().getByRole('button', { name: 'Add session' }));

async function openWizard(way?: RegExp): Promise<RenderedWindow> {
  const rendered = await renderWindow();
  await rendered.user.click(screen.getByRole('button', { name: /^Alibaba Cloud/ }));
  if (way !== undefined) await rendered.user.click(screen.getByRole('radio', { name: way }));
  return rendered;
}

async function paste({ user, pass }: RenderedWindow, text: string): Promise<HTMLTextAreaElement> {
  const area = dialog().getByLabelText<HTMLTextAreaElement>('Pasted text');
  await user.click(area);
  await user.paste(text);
  await pass(1);
  return area;
}

function keysUntil(expiresAt: ReturnType<typeof addMillis> | null): SessionPhase {
  return {
    state: 'active',
    accessTokenExpiresAt: expiresAt,
    renewable: false,
    nextRenewalAt: null,
    sessionEndsEstimate: null,
    error: null,
  };
}

describe('an OAuth session', () => {
  it('is suggested whole for the chosen site: name, profile and region', async () => {
    const rendered = await openWizard();
    await rendered.user.click(screen.getByRole('radio', { name: /^International site/ }));
    await add(rendered);
    await rendered.pass(0);
    expect(rendered.world.callsOf('aliyun.addOAuth')).toEqual([
      { name: 'alibaba', site: 'INTL', region: 'ap-southeast-1' },
    ]);
  });

  it('keeps what was typed when the site is changed afterwards', async () => {
    const rendered = await openWizard();
    const { user } = rendered;
    const region = dialog().getByRole('combobox', { name: 'Region' });
    await user.clear(region);
    await user.type(region, 'eu-central-1');
    await user.clear(dialog().getByLabelText('Profile'));
    await user.type(dialog().getByLabelText('Profile'), 'work');
    await user.click(screen.getByRole('radio', { name: /^International site/ }));
    await add(rendered);
    await rendered.pass(0);
    expect(rendered.world.callsOf('aliyun.addOAuth')).toEqual([
      { name: 'alibaba', site: 'INTL', region: 'eu-central-1', profileName: 'work' },
    ]);
  });

  it('is not sent with a region that no tool would take', async () => {
    const rendered = await openWizard();
    const region = dialog().getByRole('combobox', { name: 'Region' });
    await rendered.user.clear(region);
    await rendered.user.type(region, 'cn hangzhou');
    await add(rendered);
    expect(rendered.world.callsOf('aliyun.addOAuth')).toEqual([]);
    expect(region.getAttribute('aria-invalid')).toBe('true');
  });

  it('tells that the two sites have separate users', async () => {
    await openWizard();
    expect(dialog().getByText(/The two sites have separate users/)).toBeDefined();
  });
});

describe('a CloudSSO session', () => {
  it('needs a sign-in URL that is one', async () => {
    const rendered = await openWizard(/^CloudSSO/);
    await rendered.user.type(dialog().getByLabelText('Sign-in URL'), 'acme');
    await add(rendered);
    expect(rendered.world.callsOf('aliyun.addCloudSso')).toEqual([]);
    expect(dialog().getByLabelText('Sign-in URL').getAttribute('aria-invalid')).toBe('true');
  });
});

describe('pasted credentials', () => {
  it('go to main once, and the field is empty when they have gone', async () => {
    const rendered = await openWizard(/^Paste STS/);
    const area = await paste(rendered, SECRET);
    rendered.world.fail('aliyun.addStsToken', appError('config.changed-on-disk'));
    await add(rendered);
    await rendered.pass(0);
    expect(rendered.world.callsOf('aliyun.addStsToken')).toEqual([
      { name: 'sts', region: 'cn-hangzhou', source: { type: 'text', text: SECRET } },
    ]);
    expect(area.value).toBe('');
    expect(dialog().getByText(/was cleared/)).toBeDefined();
  });

  it('stand in no attribute and no text of the page, before or after', async () => {
    const rendered = await openWizard(/^Paste STS/);
    await paste(rendered, SECRET);
    expect(document.documentElement.outerHTML).not.toContain('canary-of-the-paste');
    await add(rendered);
    await rendered.pass(0);
    expect(document.documentElement.outerHTML).not.toContain('canary-of-the-paste');
  });

  it('one by one stay out of the page as well, and are cleared when they have gone', async () => {
    const rendered = await openWizard(/^Paste STS/);
    const { user, world } = rendered;
    await user.click(dialog().getByRole('radio', { name: 'One by one' }));
    await user.type(dialog().getByLabelText('AccessKey ID'), 'STS.a');
    const secret = dialog().getByLabelText<HTMLInputElement>('AccessKey secret');
    await user.type(secret, 'canary-secret');
    const token = dialog().getByLabelText<HTMLInputElement>(/^Security token/);
    await user.type(token, 'canary-token');
    expect(document.documentElement.outerHTML).not.toMatch(/canary-/);
    world.fail('aliyun.addStsToken', appError('config.changed-on-disk'));
    await add(rendered);
    await rendered.pass(0);
    expect(world.callsOf('aliyun.addStsToken')).toMatchObject([
      { source: { accessKeyId: 'STS.a', accessKeySecret: 'canary-secret', securityToken: 'canary-token' } },
    ]);
    expect([secret.value, token.value]).toEqual(['', '']);
  });

  it('from the clipboard never come into the window', async () => {
    const rendered = await openWizard(/^Paste STS/);
    const { user, world, pass } = rendered;
    await user.click(dialog().getByRole('radio', { name: 'From clipboard' }));
    await user.click(dialog().getByRole('button', { name: 'Look at the clipboard' }));
    await pass(0);
    expect(dialog().getByText(/^Found STS\.NU…x7Qe/)).toBeDefined();
    await add(rendered);
    await pass(0);
    expect(world.callsOf('aliyun.addStsToken')).toMatchObject([{ source: { type: 'clipboard' } }]);
  });

  it('are not sent when nothing was given, and the field says so', async () => {
    const rendered = await openWizard(/^Paste STS/);
    await add(rendered);
    expect(rendered.world.callsOf('aliyun.addStsToken')).toEqual([]);
    expect(dialog().getByText(/^Give AccessKey ID, secret/)).toBeDefined();
  });

  it('are refused where main found something that a shell would run', async () => {
    const rendered = await openWizard(/^Paste STS/);
    rendered.world.fail('aliyun.previewPaste', appError('paste.unsafe'));
    await paste(rendered, 'export A=$(id)');
    expect(dialog().getByText(/something that a shell would run/)).toBeDefined();
  });

  it('bring their region along, as long as none was typed', async () => {
    const rendered = await openWizard(/^Paste STS/);
    rendered.world.answer({
      aliyun: {
        previewPaste: async () => ({
          ok: true,
          value: {
            keyId: 'STS.a…b',
            found: ['access-key-id', 'access-key-secret', 'security-token'],
            missing: [],
            expiresAt: null,
            region: 'ap-southeast-5',
            profileName: null,
          },
        }),
      },
    });
    await paste(rendered, SECRET);
    expect(dialog().getByRole<HTMLInputElement>('combobox', { name: 'Region' }).value).toBe('ap-southeast-5');
  });

  it('with an end that has passed are not sent', async () => {
    const rendered = await openWizard(/^Paste STS/);
    await paste(rendered, SECRET);
    fireEvent.change(dialog().getByLabelText('Valid until'), { target: { value: '2020-01-01T00:00' } });
    await add(rendered);
    expect(rendered.world.callsOf('aliyun.addStsToken')).toEqual([]);
    expect(dialog().getByLabelText('Valid until').getAttribute('aria-invalid')).toBe('true');
  });

  it('are replaced from the chip when their end is near, and not before', async () => {
    const soon = anAliyunSession(keysUntil(addMillis(start, 8 * MINUTE)), {
      id: aSessionId(1),
      name: 'near',
      kind: 'sts-token',
    });
    const later = anAliyunSession(keysUntil(addMillis(start, 300 * MINUTE)), {
      id: aSessionId(2),
      name: 'far',
      kind: 'sts-token',
    });
    const rendered = await renderWindow({ state: { sessions: [soon, later] } });
    const buttons = screen.getAllByRole('button', { name: 'Paste new credentials' });
    expect(buttons).toHaveLength(1);
    await rendered.user.click(buttons[0]!);
    const area = await paste(rendered, SECRET);
    await rendered.user.click(dialog().getByRole('button', { name: 'Use these credentials' }));
    await rendered.pass(0);
    expect(rendered.world.callsOf('aliyun.replaceStsToken')).toEqual([
      { sessionId: aSessionId(1), source: { type: 'text', text: SECRET } },
    ]);
    expect(area.value).toBe('');
    expect(screen.getByText('near has new credentials.')).toBeDefined();
  });

  it('whose end nobody told say so instead of counting', async () => {
    await renderWindow({
      state: { sessions: [anAliyunSession(keysUntil(null), { name: 'by-hand', kind: 'sts-token' })] },
    });
    const row = screen.getByRole('row', { name: /by-hand/ });
    expect(within(row).getByText('end not known')).toBeDefined();
  });
});

describe('the guide for administrators', () => {
  it('has main open exactly the pages of the chosen site, and leaves the form as it was', async () => {
    const { user, world, pass } = await openWizard();
    await user.type(dialog().getByLabelText('Name'), '-of-mine');
    await user.click(dialog().getByRole('button', { name: 'For administrators' }));
    await user.click(dialog().getByRole('radio', { name: /^International/ }));
    await user.click(dialog().getByRole('button', { name: 'Open assignments' }));
    await pass(0);
    expect(world.callsOf('aliyun.openAdministratorPage')).toEqual([{ site: 'INTL', page: 'assign' }]);
    await user.click(dialog().getByRole('button', { name: 'Done' }));
    expect(dialog().getByLabelText<HTMLInputElement>('Name').value).toBe('aliyun-of-mine');
  });

  it('says that groups cannot be assigned and that the root account does not consent', async () => {
    const { user } = await openWizard();
    await user.click(dialog().getByRole('button', { name: 'For administrators' }));
    expect(dialog().getByText(/user groups.*cannot/)).toBeDefined();
    expect(dialog().getByText(/not the root account/)).toBeDefined();
  });
});
