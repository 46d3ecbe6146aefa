import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { client, runClient, type RunOptions, shells, temporaryFolder } from './broker-fixture.ts';

const fakeApp = fileURLToPath(new URL('./fake-app.ts', import.meta.url));

let root: string;
let socket: string;
let script: string;

/** A checkout whose Electron notes how it was started and then does `what`. */
beforeEach(() => {
  root = temporaryFolder();
  socket = join(root, 'run/agent.sock');
  script = join(root, 'electron/cli/latchkey');
  for (const folder of ['electron/cli', '.vite/build', 'node_modules/electron/dist']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  copyFileSync(client, script);
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(root, '.vite/build/main.cjs'), '');
  writeFileSync(join(root, 'node_modules/electron/path.txt'), 'electron');
  electron(`exec '${process.execPath}' --disable-warning=ExperimentalWarning '${fakeApp}'`);
});

afterEach(async () => {
  await latchkey(['quit']).result;
  await expect.poll(() => existsSync(socket)).toBe(false);
  rmSync(root, { recursive: true, force: true });
});

function electron(what: string): void {
  const path = join(root, 'node_modules/electron/dist/electron');
  writeFileSync(path, `#!/bin/sh\necho "$@" >>'${root}/started'\n${what}\n`);
  chmodSync(path, 0o755);
}

function latchkey(args: readonly string[], options: RunOptions = {}) {
  return runClient(args, {
    script,
    ...options,
    env: { LATCHKEY_SOCKET: socket, HOME: root, DISPLAY: ':77', ...options.env },
  });
}

const starts = () =>
  existsSync(join(root, 'started')) ? readFileSync(join(root, 'started'), 'utf8').trimEnd().split('\n') : [];

const isRoot = process.getuid?.() === 0;

describe('when the app is not running', () => {
  it.each(shells.map((shell) => ({ shell, name: shell.join(' ') })))(
    'the client under $name starts it hidden, waits, and gets its answer',
    async ({ shell }) => {
      const result = await latchkey(['status', '--json'], { shell }).result;
      expect(result).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(result.stdout)).toMatchObject({ version: '0.1.0' });
      expect(starts()).toStrictEqual([`${isRoot ? '--no-sandbox ' : ''}${root} --hidden`]);
    },
  );

  it('exec hands over as if it had been running, and leaves no mark', async () => {
    const result = await latchkey(['exec', 'dev', '--', 'sh', '-c', 'echo "$AWS_ACCESS_KEY_ID"; exit 9'])
      .result;
    expect(result).toStrictEqual({ code: 9, stdout: 'ASIATESTKEY\n', stderr: '' });
    expect(existsSync(`${socket}.starting`)).toBe(false);
  });

  it('what the caller set for itself does not stay in the app', async () => {
    electron(`env >'${root}/environment'\nexit 1`);
    await latchkey(['status'], {
      env: { AWS_SECRET_ACCESS_KEY: 'k', AWS_CONFIG_FILE: 'f', AWS_PROFILE: 'p', AWS_CA_BUNDLE: '/ca.pem' },
    }).result;
    const environment = readFileSync(join(root, 'environment'), 'utf8');
    expect(environment).toContain('AWS_CA_BUNDLE=/ca.pem');
    expect(environment).not.toMatch(/^(AWS_SECRET_ACCESS_KEY|AWS_CONFIG_FILE|AWS_PROFILE)=/m);
  });

  it('many callers at once start it once', async () => {
    const results = await Promise.all(
      Array.from({ length: 12 }, () => latchkey(['credentials', 'dev']).result),
    );
    expect(results.map(({ code }) => code)).toStrictEqual(results.map(() => 0));
    expect(starts()).toHaveLength(1);
  });

  it('quit is done already and starts nothing', async () => {
    expect(await latchkey(['quit']).result).toStrictEqual({ code: 0, stdout: '', stderr: '' });
    expect(starts()).toStrictEqual([]);
  });

  it('LATCHKEY_NO_AUTOSTART=1 keeps the client from starting it', async () => {
    const result = await latchkey(['status'], { env: { LATCHKEY_NO_AUTOSTART: '1' } }).result;
    expect(result).toMatchObject({ code: 4, stdout: '' });
    expect(result.stderr).toContain('not running');
    expect(starts()).toStrictEqual([]);
  });

  it('without a display it says so within a second', async () => {
    const began = performance.now();
    const result = await latchkey(['status', '--json'], { env: { DISPLAY: '' } }).result;
    expect(performance.now() - began).toBeLessThan(1000);
    expect(result.code).toBe(4);
    expect(JSON.parse(result.stderr)).toMatchObject({
      error: { code: 'app.unavailable', message: expect.stringContaining('display') as string },
    });
    expect(starts()).toStrictEqual([]);
  });

  it('an app that ends at once, as on a dead display, is reported and not waited for', async () => {
    electron('exit 1');
    const began = performance.now();
    const result = await latchkey(['status']).result;
    expect(performance.now() - began).toBeLessThan(2000);
    expect(result.code).toBe(4);
    expect(result.stderr).toContain('could not be started');
    expect(existsSync(`${socket}.starting`)).toBe(false);
  });

  it('a checkout that is not built says what to run', async () => {
    rmSync(join(root, '.vite'), { recursive: true });
    const result = await latchkey(['status']).result;
    expect(result.code).toBe(4);
    expect(result.stderr).toContain('npm start');
  });

  it('the fallback Electron is used where its own is missing', async () => {
    mkdirSync(join(root, '.cache/electron-fallback/42.0.0'), { recursive: true });
    symlinkSync(
      join(root, 'node_modules/electron/dist2/electron'),
      join(root, '.cache/electron-fallback/42.0.0/electron'),
    );
    mkdirSync(join(root, 'node_modules/electron/dist2'));
    copyFileSync(
      join(root, 'node_modules/electron/dist/electron'),
      join(root, 'node_modules/electron/dist2/electron'),
    );
    rmSync(join(root, 'node_modules/electron/dist'), { recursive: true });
    expect((await latchkey(['status']).result).code).toBe(0);
    expect(starts()).toHaveLength(1);
  });

  it('is found through a link to the client as well', async () => {
    symlinkSync('electron/cli/latchkey', join(root, 'latchkey'));
    expect((await latchkey(['status'], { script: join(root, 'latchkey') }).result).code).toBe(0);
  });
});

describe('without curl', () => {
  it('the client says what is missing', async () => {
    const text = readFileSync(client, 'utf8').replace(
      /for lk_curl in [^;]+;/,
      'for lk_curl in /nowhere/curl;',
    );
    writeFileSync(script, text);
    for (const shell of shells) {
      const result = await latchkey(['status'], { shell }).result;
      expect(result).toMatchObject({ code: 4, stdout: '' });
      expect(result.stderr).toContain('curl is not installed');
    }
    copyFileSync(client, script);
  });

  it('one that lies first on PATH is not taken', async () => {
    writeFileSync(join(root, 'curl'), '#!/bin/sh\necho taken\n');
    chmodSync(join(root, 'curl'), 0o755);
    const result = await latchkey(['status'], {
      env: { PATH: `${root}:/usr/bin:/bin`, LATCHKEY_NO_AUTOSTART: '1' },
    }).result;
    expect(result).toMatchObject({ code: 4, stdout: '' });
  });
});

it('LATCHKEY_SOCKET must be an absolute path', async () => {
  const result = await runClient(['status'], { env: { LATCHKEY_SOCKET: 'agent.sock' } }).result;
  expect(result.code).toBe(4);
  expect(result.stderr).toContain('absolute');
});
