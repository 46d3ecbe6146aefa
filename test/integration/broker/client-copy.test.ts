import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClientSource } from '../../../electron/adapters/client-source.ts';
import { clientCopy } from '../../../electron/core/client/client-copy.ts';
import { client, runClient, shells, temporaryFolder } from './broker-fixture.ts';

const fakeApp = fileURLToPath(new URL('./fake-app.ts', import.meta.url));

let folder: string;
let app: string;
let copy: string;
let socket: string;

/** A copy of the client for an app in a folder with a name that has to be quoted. */
beforeEach(() => {
  folder = temporaryFolder();
  app = join(folder, "it's an app");
  copy = join(folder, 'bin/latchkey');
  socket = join(folder, 'run/agent.sock');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(
    app,
    `#!/bin/sh\necho "$@" >>'${folder}/started'\nexec '${process.execPath}' --disable-warning=ExperimentalWarning '${fakeApp}'\n`,
  );
  chmodSync(app, 0o755);
  writeFileSync(copy, clientCopy(readFileSync(client, 'utf8'), app, null) ?? '');
  chmodSync(copy, 0o755);
});

afterEach(async () => {
  await latchkey(['quit']).result;
  await expect.poll(() => existsSync(socket)).toBe(false);
  rmSync(folder, { recursive: true, force: true });
});

function latchkey(args: readonly string[], shell: readonly string[] = ['dash']) {
  return runClient(args, {
    script: copy,
    shell,
    env: { LATCHKEY_SOCKET: socket, HOME: folder, DISPLAY: ':77' },
  });
}

describe('a copy of the client', () => {
  it.each(shells.map((shell) => ({ shell, name: shell.join(' ') })))(
    'starts the app that made it, under $name',
    async ({ shell }) => {
      const result = await latchkey(['status', '--json'], shell).result;
      expect(result).toMatchObject({ code: 0, stderr: '' });
      expect(readFileSync(join(folder, 'started'), 'utf8')).toBe('--hidden\n');
    },
  );

  it('says that the app has gone from where it was', async () => {
    rmSync(app);
    const result = await latchkey(['status']).result;
    expect(result).toMatchObject({ code: 4, stdout: '' });
    expect(result.stderr).toContain('no longer where it was');
  });
});

describe('where the client of an app is', () => {
  const source = (change: Partial<Parameters<typeof createClientSource>[0]> = {}) =>
    createClientSource({
      platform: 'linux',
      packaged: true,
      resources: join(folder, 'resources'),
      appPath: join(folder, 'resources/app.asar'),
      executable: app,
      environment: {},
      commands: [join(folder, 'usr/bin/latchkey')],
      ...change,
    });

  it('of a package: under the name that leads to this very client', async () => {
    mkdirSync(join(folder, 'resources'));
    mkdirSync(join(folder, 'usr/bin'), { recursive: true });
    writeFileSync(join(folder, 'resources/latchkey'), '#!/bin/sh\n');
    expect(await source().installed()).toBeNull();
    symlinkSync('../../resources/latchkey', join(folder, 'usr/bin/latchkey'));
    expect(await source().installed()).toBe(join(folder, 'usr/bin/latchkey'));
    expect(await source({ resources: join(folder, 'other') }).installed()).toBeNull();
    expect(await source().text()).toBe('#!/bin/sh\n');
  });

  it('of an AppImage: the image starts it, never the mount that goes with the app', () => {
    const executable = '/tmp/.mount_Latchk1/latchkey-desktop';
    const environment = { APPIMAGE: '/home/jane/Latchkey.AppImage', APPDIR: '/tmp/.mount_Latchk1' };
    expect(source({ executable, environment }).app).toBe('/home/jane/Latchkey.AppImage');
    // Started from within another AppImage.
    expect(source({ environment: { ...environment, APPDIR: '/tmp/.mount_Editor' } }).app).toBe(app);
  });

  it('of a source tree: Electron and the tree start it', () => {
    expect(source({ packaged: false, appPath: '/src/latchkey' })).toMatchObject({
      app,
      tree: '/src/latchkey',
    });
    expect(source()).toMatchObject({ app, tree: null });
  });
});
