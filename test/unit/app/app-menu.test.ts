import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { appMenu } from '../../../electron/app/app-menu.ts';
import { createTranslate } from '../../../shared/i18n/translate.ts';

const t = createTranslate('en');

function roles(items: readonly MenuItemConstructorOptions[]): readonly string[] {
  return items.flatMap((item) => [
    ...(item.role === undefined ? [] : [item.role]),
    ...(Array.isArray(item.submenu) ? roles(item.submenu) : []),
  ]);
}

describe('the menu of the window', () => {
  it.each(['linux', 'win32', 'darwin'])('has the usual keys and nothing else on %s', (platform) => {
    expect([...roles(appMenu(t, platform))].sort()).toEqual(
      ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'close', 'quit'].sort(),
    );
  });
});
