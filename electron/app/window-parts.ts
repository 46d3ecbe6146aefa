import { Menu } from 'electron';
import type { Translate } from '../../shared/i18n/translate.ts';
import { createElectronClipboard } from '../adapters/clipboard.ts';
import { createFileSettings, type StoreLocation, type SettingsWriter } from '../adapters/settings.ts';
import { nextTurn } from '../adapters/process.ts';
import type { Intents } from '../core/intents.ts';
import type { Clock, Log } from '../core/ports.ts';
import { createHandlers } from '../ipc/handlers.ts';
import { createIpcMainPort } from '../ipc/ipc-main.ts';
import { createPublisher } from '../ipc/publisher.ts';
import { createRouter } from '../ipc/router.ts';
import { appMenu } from './app-menu.ts';
import { emptyShellData, shellDataSchemas, type ShellData } from './shell-data.ts';
import { createAppWindow, type WindowFactoryOptions } from './window-factory.ts';
import type { WindowHooks, WindowParts } from './windows.ts';

export interface WindowPartsOptions {
  readonly factory: WindowFactoryOptions;
  readonly intents: Intents;
  readonly log: Log;
  readonly clock: Clock;
  readonly t: Translate;
  readonly platform: string;
  readonly userData: string;
  readonly openStore: (location: StoreLocation) => Promise<SettingsWriter>;
}

/** Everything that only a window needs: menu, IPC, its own settings. Loaded with the first window. */
export function createWindowParts(options: WindowPartsOptions, hooks: WindowHooks): WindowParts {
  const { factory, intents, log, t, platform } = options;
  const clipboard = createElectronClipboard({ platform, log });
  // Off-contract values are bugs: found while developing, not paid for by every user.
  const check = !factory.packaged;
  const settings = createFileSettings<ShellData>({
    directory: options.userData,
    name: 'window',
    schemas: shellDataSchemas,
    defaults: emptyShellData,
    log,
    openStore: options.openStore,
  });
  const publisher = createPublisher({
    intents,
    target: hooks.target,
    later: nextTurn,
    log,
    checkPayloads: check,
  });
  const router = createRouter({
    ipcMain: createIpcMainPort(),
    handlers: createHandlers(intents, {
      copyText: (text) => clipboard.write(text, { sensitive: false }),
      log,
    }),
    isKnownSender: (id) => hooks.isKnownSender(id),
    log,
    monotonic: () => options.clock.monotonic(),
    checkResults: check,
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(appMenu(t, platform)));
  return {
    create: (size) => createAppWindow(factory, size),
    settings,
    publisher,
    async dispose() {
      router.dispose();
      publisher.dispose();
      await settings.flush();
    },
  };
}
