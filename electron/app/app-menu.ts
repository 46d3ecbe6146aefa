import type { MenuItemConstructorOptions } from 'electron';
import type { Translate } from '../../shared/i18n/translate.ts';

/**
 * The menu of the window: nothing but what gives the usual keys (copy, paste, close, quit). No reload, no zoom, no
 * developer tools. On Linux and Windows it stays hidden until Alt is pressed.
 */
export function appMenu(t: Translate, platform: string): MenuItemConstructorOptions[] {
  const edit: MenuItemConstructorOptions = {
    label: t('tray.menu.edit'),
    submenu: [
      { role: 'undo', label: t('tray.menu.undo') },
      { role: 'redo', label: t('tray.menu.redo') },
      { type: 'separator' },
      { role: 'cut', label: t('tray.menu.cut') },
      { role: 'copy', label: t('tray.menu.copy') },
      { role: 'paste', label: t('tray.menu.paste') },
      { role: 'selectAll', label: t('tray.menu.selectAll') },
    ],
  };
  const close: MenuItemConstructorOptions = {
    role: 'close',
    label: t('tray.menu.closeWindow'),
    accelerator: 'CommandOrControl+W',
  };
  const quit: MenuItemConstructorOptions = {
    role: 'quit',
    label: t('tray.quit'),
    accelerator: 'CommandOrControl+Q',
  };
  // macOS takes the first menu as the app's own, whatever its label.
  return platform === 'darwin'
    ? [{ label: t('tray.tooltip'), submenu: [quit] }, edit, { label: t('tray.menu.file'), submenu: [close] }]
    : [{ label: t('tray.menu.file'), submenu: [close, quit] }, edit];
}
