import { join } from 'node:path';
import {
  Menu,
  nativeImage,
  nativeTheme,
  Tray,
  type MenuItemConstructorOptions,
  type NativeImage,
} from 'electron';
import type { TrayIcon } from './tray-icon.ts';
import type { TrayAction, TrayItem } from './tray-menu.ts';
import type { NativeTray } from './tray.ts';

export interface NativeTrayOptions {
  /** Folder of `<icon>-<panel>-<size>.png`. */
  readonly icons: string;
  readonly platform: string;
  readonly tooltip: string;
  /** Left click. */
  readonly onClick: () => void;
}

/** Sizes in pixels: the one that panels of the platform ask for, and the one for double density. */
const sizesOf = (platform: string): readonly [number, number] => (platform === 'linux' ? [24, 48] : [16, 32]);

/** Electron's tray item. It exists, with its icon, once this returns. */
export function createNativeTray(icon: TrayIcon, options: NativeTrayOptions): NativeTray {
  let current = icon;
  const tray = new Tray(imageOf(current, options));
  tray.setToolTip(options.tooltip);
  tray.on('click', options.onClick);
  const followTheme = (): void => {
    tray.setImage(imageOf(current, options));
  };
  nativeTheme.on('updated', followTheme);
  return {
    setIcon(next) {
      if (next !== current) {
        current = next;
        tray.setImage(imageOf(current, options));
      }
    },
    setMenu(items, act) {
      tray.setContextMenu(Menu.buildFromTemplate(items.map((item) => templateOf(item, act))));
    },
    destroy() {
      nativeTheme.removeListener('updated', followTheme);
      tray.destroy();
    },
  };
}

function templateOf(item: TrayItem, act: (action: TrayAction) => void): MenuItemConstructorOptions {
  switch (item.type) {
    case 'separator':
      return { type: 'separator' };
    case 'submenu':
      return { label: item.label, submenu: item.items.map((part) => templateOf(part, act)) };
    case 'item': {
      const { action } = item;
      return action === null
        ? { label: item.label, enabled: false }
        : {
            label: item.label,
            click: () => {
              act(action);
            },
          };
    }
  }
}

/** One bitmap a density, so that the panel never scales. */
function imageOf(icon: TrayIcon, { icons, platform }: NativeTrayOptions): NativeImage {
  // macOS colours a template by itself; elsewhere a dark theme means a dark panel.
  const panel = platform === 'darwin' || !nativeTheme.shouldUseDarkColors ? 'light' : 'dark';
  const [size, doubled] = sizesOf(platform);
  const image = nativeImage.createFromPath(join(icons, `${icon}-${panel}-${size}.png`));
  const double = nativeImage.createFromPath(join(icons, `${icon}-${panel}-${doubled}.png`));
  if (!double.isEmpty()) {
    image.addRepresentation({ scaleFactor: doubled / size, buffer: double.toPNG() });
  }
  image.setTemplateImage(platform === 'darwin');
  return image;
}
