import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/model/app-error.ts';
import { aSession, signedOut } from '../fakes/window-fixtures.ts';
import { renderWindow, type RenderedWindow } from './support/render-window.tsx';

async function openSettings(over: Parameters<typeof renderWindow>[0] = {}): Promise<RenderedWindow> {
  const rendered = await renderWindow({ state: { sessions: [aSession(signedOut)] }, ...over });
  await rendered.user.click(screen.getByRole('button', { name: 'Settings' }));
  return rendered;
}
const section = (name: string) => within(screen.getByRole('region', { name }));
const template = () => screen.getByLabelText<HTMLInputElement>('Name template');

describe('the settings', () => {
  it('open by the tray too', async () => {
    const { change, world } = await renderWindow({ state: { sessions: [aSession(signedOut)] } });
    await change(() => world.emit('app', 'showView', { view: 'settings' }));
    expect(screen.getByRole('heading', { name: 'Settings' })).toBeDefined();
  });

  it('tell what runs here', async () => {
    await openSettings();
    expect(section('About').getByText('/run/user/1000/latchkey/agent.sock')).toBeDefined();
  });

  it('a text takes effect when it is left, once', async () => {
    const { user, world } = await openSettings();
    await user.clear(template());
    await user.type(template(), '{{role}-{{account}');
    expect(world.callsOf('preferences.change')).toEqual([]);
    await user.tab();
    expect(world.callsOf('preferences.change')).toEqual([{ profileNameTemplate: '{role}-{account}' }]);
    expect(world.state().preferences.profileNameTemplate).toBe('{role}-{account}');
  });

  it('Escape brings back what is in force', async () => {
    const { user, world } = await openSettings();
    await user.type(template(), 'x{Escape}');
    await user.tab();
    expect(template().value).toBe('{account}_{role}');
    expect(world.callsOf('preferences.change')).toEqual([]);
  });

  it('a text that cannot be saved stays, with the reason below it', async () => {
    const { user, world } = await openSettings();
    world.fail('preferences.change', appError('input.value-invalid', { name: 'x' }));
    await user.type(template(), 'x');
    await user.tab();
    expect(template().value).toBe('{account}_{role}x');
    expect(screen.getByText(/is not valid/)).toBeDefined();
  });
});
