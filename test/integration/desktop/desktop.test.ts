import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const harness = fileURLToPath(new URL('../../desktop/desktop.py', import.meta.url));
const parts = ['Xvfb', 'dbus-daemon', 'openbox', 'xfce4-panel', 'dunst', 'gnome-keyring-daemon', 'xdotool'];
const isInstalled = parts.every((name) => existsSync(`/usr/bin/${name}`));

/** What a shell script gave in a desktop of its own. */
interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-test-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function inDesktop(script: string, env: Record<string, string> = {}, endWhen?: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(harness, ['--', '/bin/sh', '-c', script], {
      env: { PATH: process.env['PATH'], TMPDIR: folder, OUT: folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      if (endWhen !== undefined && output.includes(endWhen)) child.kill('SIGTERM');
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, output });
    });
  });
}

/** Living processes whose environment or arguments name the folder of this test. */
function survivors(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return ['environ', 'cmdline'].some((file) =>
          readFileSync(`/proc/${pid}/${file}`, 'latin1').includes(folder),
        );
      } catch {
        return false;
      }
    });
}

describe.skipIf(!isInstalled)('the private desktop', () => {
  it('gives a program its own screen, bus, tray host, keyring and HOME, and hands on its exit status', async () => {
    const { status, output } = await inDesktop(`
      test "$HOME" != "${process.env['HOME'] ?? ''}" && test -z "$(find "$HOME" -maxdepth 1 -name '.aws')" && echo fresh home
      for name in org.kde.StatusNotifierWatcher org.freedesktop.secrets org.freedesktop.Notifications; do
        dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:$name
      done
      xdotool getdisplaygeometry
      exit 7`);
    expect(output).toContain('fresh home');
    expect(output.match(/boolean true/g)).toHaveLength(3);
    expect(output).toContain('1280 800');
    expect(status).toBe(7);
  });

  it('ends what the program left behind, even what hid in a session of its own, and removes its folder', async () => {
    const { status } = await inDesktop(
      'sleep 1000 & setsid -f sh -c "trap : TERM; while :; do sleep 1000; done"; exit 0',
    );
    expect(status).toBe(0);
    expect(survivors()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('ends as a whole when it is told to', async () => {
    const { status } = await inDesktop('setsid -f sleep 1000; echo ready; sleep 1000', {}, 'ready');
    expect(status).toBe(143);
    expect(survivors()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('records what the browser is asked to open, and does with it what the test wants', async () => {
    const { output } = await inDesktop(`
      xdg-open https://example.com/one; echo record $?
      echo fail >"$DESKTOP_BROWSER_MODE"; xdg-open https://example.com/two; echo fail $?
      echo 'run tee -a '$OUT/handed >"$DESKTOP_BROWSER_MODE"; xdg-open $OUT/three; echo run $?
      for i in $(seq 100); do test -e $OUT/three && break; sleep 0.05; done
      cat "$DESKTOP_URLS"`);
    expect(output).toBe(
      `record 0\nfail 3\nrun 0\nhttps://example.com/one\nhttps://example.com/two\n${folder}/three\n`,
    );
    expect(existsSync(join(folder, 'three'))).toBe(true);
  });

  it('leaves out what a test wants to miss', async () => {
    const { output } = await inDesktop(
      'dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets',
      { DESKTOP_WITHOUT: 'keyring panel' },
    );
    expect(output).toContain('boolean false');
  });
});
