import { join } from 'node:path';
import { app, Menu } from 'electron';
import type { Millis } from '../../shared/model/instant.ts';
import { createElectronBrowser } from '../adapters/browser.ts';
import { createClientSource } from '../adapters/client-source.ts';
import { createElectronClipboard } from '../adapters/clipboard.ts';
import { createElectronNotifier } from '../adapters/notifier.ts';
import { complain, processEnvironment } from '../adapters/process.ts';
import { createSystemProxy } from '../adapters/system-proxy.ts';
import { electronStoreOpener } from '../adapters/settings.ts';
import { removeForeignListeners } from '../ipc/ipc-main.ts';
import { watchForBugs } from './bugs.ts';
import { compose } from './compose.ts';
import { createLifecycle } from './lifecycle.ts';
import { confirmNatively } from './native-confirm.ts';
import { createNativeTray } from './native-tray.ts';
import { acquireSingleInstance } from './single-instance.ts';
import { systemTimeStyle } from './time-style.ts';
import { createTrayController } from './tray.ts';
import { createWindows } from './windows.ts';

/** The Electron that the project pins; replaced by the build. */
declare const __LATCHKEY_ELECTRON_VERSION__: string;

/** The tray item introduces itself on the bus within a few turns of the event loop; what follows would hold it up. */
const trayFirst: Millis = 40;

/**
 * Runs Latchkey. Start-up is kept short: before the tray stands nothing is done but reading the settings; window, broker
 * and everything that touches files or network follow.
 */
export async function run({ sandboxed }: { readonly sandboxed: boolean }): Promise<void> {
  const hidden = app.commandLine.hasSwitch('hidden');
  const { platform } = process;
  const openStore = electronStoreOpener(removeForeignListeners);
  const userData = app.getPath('userData');

  if (
    !acquireSingleInstance(app, {
      hidden,
      onShow: () => {
        windows.open();
      },
    })
  ) {
    app.exit(0);
    return;
  }
  if (!sandboxed) {
    complain('running without the sandbox, which is meant for tests only');
  }

  const composition = compose({
    about: {
      version: app.getVersion(),
      electron: process.versions.electron,
      platform,
      sandboxed,
      runtime: process.versions.electron === __LATCHKEY_ELECTRON_VERSION__ ? 'official' : 'fallback',
      socket: null,
      command: null,
    },
    home: app.getPath('home'),
    userData,
    environment: processEnvironment(),
    openStore,
    browser: createElectronBrowser,
    clipboard: (log) => createElectronClipboard({ platform, log }),
    client: createClientSource({
      platform,
      packaged: app.isPackaged,
      resources: process.resourcesPath,
      appPath: app.getAppPath(),
      executable: app.getPath('exe'),
      environment: processEnvironment(),
    }),
    systemProxy: createSystemProxy(),
    notifier: createElectronNotifier(() => windows.isInFront()),
    openWindow: (view) => {
      windows.open(view);
    },
    quit: () => {
      lifecycle.quit();
    },
  });
  const { core, log, clock, scheduler, t } = composition;
  const timeStyle = systemTimeStyle('en');
  const lifecycle = createLifecycle(app, { scheduler, log });
  const windows = createWindows({
    log,
    loadParts: async (hooks) => {
      const { createWindowParts } = await import('./window-parts.ts');
      const build = join(app.getAppPath(), '.vite');
      return createWindowParts(
        {
          factory: {
            preload: join(build, 'build', 'preload.cjs'),
            bundleRoot: join(build, 'renderer'),
            icon: join(app.getAppPath(), 'build', 'icons', 'app-256.png'),
            packaged: app.isPackaged,
            title: t('tray.tooltip'),
          },
          intents: core.intents,
          log,
          clock,
          t,
          platform,
          userData,
          openStore,
        },
        hooks,
      );
    },
  });
  watchForBugs(process, {
    log,
    complain,
    quit: () => {
      lifecycle.quit(1);
    },
  });
  lifecycle.onQuit('composition', () => composition.dispose());
  lifecycle.onQuit('windows', () => windows.dispose());
  // Electron's own menu has reload and developer tools; ours comes with the window.
  Menu.setApplicationMenu(null);

  await app.whenReady();
  const tray = createTrayController({
    native: createNativeTray('signed-out', {
      icons: join(app.getAppPath(), 'build', 'icons', 'tray'),
      platform,
      tooltip: t('tray.tooltip'),
      onClick: () => {
        windows.open();
      },
    }),
    intents: core.intents,
    confirm: confirmNatively,
    openWindow: (view) => {
      windows.open(view);
    },
    t,
    style: timeStyle,
    clock,
    scheduler,
    log,
  });
  lifecycle.onQuit('tray', () => {
    tray.dispose();
  });

  if (!hidden) {
    windows.open();
  }
  scheduler.after(trayFirst, () => {
    void startServices();
  });

  /** The command line is answered once sessions and tokens are known. */
  async function startBroker(): Promise<void> {
    const { createBroker } = await import('../broker/socket-server.ts');
    const broker = createBroker({
      intents: core.intents,
      clock,
      log,
      translate: t,
      timeStyle,
      environment: processEnvironment(),
      home: app.getPath('home'),
      userId: process.getuid?.() ?? 0,
      processId: process.pid,
      // No kind of session that exists keeps anything in the keychain.
      secretStorage: () => 'unused',
    });
    const started = await broker.start();
    if (started.ok) {
      lifecycle.onQuit('broker', () => broker.stop());
      core.store.update((state) => ({ about: { ...state.about, socket: started.value.path } }));
    } else {
      complain(started.error.message);
    }
  }

  async function startServices(): Promise<void> {
    const { createElectronPower } = await import('../adapters/power.ts');
    composition.follow(createElectronPower());
    await composition.sweep();
    await core.restore();
    await startBroker();
  }
}
