import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { aSession, signedOut } from '../fakes/window-fixtures.ts';
import { renderWindow } from './support/render-window.tsx';

it('static keys stay when Latchkey quits, unless the user wants them gone', async () => {
  const { user, world } = await renderWindow({ state: { sessions: [aSession(signedOut)] } });
  await user.click(screen.getByRole('button', { name: 'Settings' }));
  const box = within(screen.getByRole('region', { name: 'Static keys' })).getByRole('checkbox');
  expect((box as HTMLInputElement).checked).toBe(false);
  await user.click(box);
  expect(world.state().preferences.staticKeysOnQuit).toBe('remove');
  await user.click(box);
  expect(world.state().preferences.staticKeysOnQuit).toBe('keep');
});
