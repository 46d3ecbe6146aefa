import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { ElectronBuilderMaker } from './build/makers/electron-builder-maker.ts';
import { isPackaged } from './build/packaged-files.ts';

const description =
  'Sign in once from the tray. Every AWS and Alibaba Cloud tool on your machine just works.';

const config: ForgeConfig = {
  packagerConfig: {
    name: 'Latchkey',
    executableName: 'latchkey-desktop',
    appBundleId: 'org.latchkey.desktop',
    appCategoryType: 'public.app-category.developer-tools',
    icon: 'build/icons/app',
    asar: { unpack: '**/*.node' },
    // The shell client is run by /bin/sh, so it lies beside the archive.
    extraResource: ['electron/cli/latchkey'],
    ignore: (path) => !isPackaged(path),
    // What is packaged is listed, so nothing has to be pruned.
    prune: false,
    // In the tray, not in the Dock.
    extendInfo: { LSUIElement: true },
  },
  plugins: [
    new VitePlugin({
      build: [
        { entry: 'electron/main.ts', config: 'build/vite/main.config.ts', target: 'main' },
        { entry: 'electron/preload.ts', config: 'build/vite/preload.config.ts', target: 'preload' },
      ],
      renderer: [{ name: 'window', config: 'build/vite/renderer.config.ts' }],
    }),
    // security.md §2.1: all of them, before anything is signed.
    new FusesPlugin({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    }),
  ],
  makers: [
    new MakerZIP({}, ['linux', 'darwin', 'win32']),
    new MakerDeb({
      options: {
        // /usr/bin/latchkey-desktop is the app; postinst makes /usr/bin/latchkey the shell client.
        name: 'latchkey-desktop',
        productName: 'Latchkey',
        bin: 'latchkey-desktop',
        maintainer: 'Latchkey',
        description,
        categories: ['Development', 'Utility'],
        icon: 'build/icons/app.png',
        depends: ['curl'],
        section: 'utils',
        scripts: { postinst: 'build/linux/postinst', prerm: 'build/linux/prerm' },
      },
    }),
    new ElectronBuilderMaker({
      formats: { linux: ['AppImage', 'rpm'], win32: ['nsis'], darwin: ['dmg'] },
      builder: {
        appId: 'org.latchkey.desktop',
        productName: 'Latchkey',
        executableName: 'latchkey-desktop',
        icon: 'build/icons/app.png',
        linux: { category: 'Development', maintainer: 'Latchkey', synopsis: description },
        rpm: { depends: ['curl'] },
        nsis: { oneClick: false, perMachine: false, allowElevation: false },
      },
    }),
  ],
};

export default config;
