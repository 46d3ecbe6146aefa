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
const template = () => screen.getByLabelText<HTMLSelectElement>('Name template');
const own = () => screen.getByLabelText<HTMLInputElement>('Template');

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

  it('a usual template for names takes effect at once, with an example', async () => {
    const { user, world } = await openSettings();
    await user.selectOptions(template(), '{role}-{account}');
    expect(world.state().preferences.profileNameTemplate).toBe('{role}-{account}');
    expect(screen.getByText('For example ReadOnly-111122223333')).toBeDefined();
  });

  it('one of one’s own takes effect when it is left, once', async () => {
    const { user, world } = await openSettings();
    await user.selectOptions(template(), 'A template of your own…');
    await user.clear(own());
    await user.type(own(), 'work-{{role}');
    expect(screen.getByText('For example work-ReadOnly')).toBeDefined();
    expect(world.callsOf('preferences.change')).toEqual([]);
    await user.tab();
    expect(world.callsOf('preferences.change')).toEqual([{ profileNameTemplate: 'work-{role}' }]);
  });

  it('one that cannot be used is told while it is typed, and never kept', async () => {
    const { user, world } = await openSettings();
    await user.selectOptions(template(), 'A template of your own…');
    await user.clear(own());
    await user.type(own(), '{{rolle}');
    expect(screen.getByText(/has “\{rolle\}” in it, which is not a placeholder/)).toBeDefined();
    await user.tab();
    expect(world.callsOf('preferences.change')).toEqual([]);
  });

  it('one that main refuses stays, with the reason below it', async () => {
    const { user, world } = await openSettings();
    world.fail('preferences.change', appError('input.value-invalid', { name: 'x' }));
    await user.selectOptions(template(), '{role}-{account}');
    expect(template().value).toBe('{role}-{account}');
    expect(screen.getByText(/is not valid/)).toBeDefined();
  });
});

describe('the AWS files in the settings', () => {
  const config = () => screen.getByLabelText<HTMLInputElement>('Config file');

  it('are other ones when a path is given, and the usual ones when it is taken away', async () => {
    const { user, world } = await openSettings();
    await user.type(config(), '~/team/config{Enter}');
    const moved = world.state().preferences.files;
    await user.clear(config());
    await user.tab();
    expect([moved, world.state().preferences.files]).toEqual([
      { config: '~/team/config', credentials: null },
      { config: null, credentials: null },
    ]);
  });
});
