/**
 * `npm run demo`: set-up, build, and the app against the practice cloud, with a fresh HOME under `out/demo`. On a desktop
 * it opens and stays; without a display the tour of build/demo/tour.ts runs in a private desktop and leaves pictures.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { build } from './build.mjs';
import { appArguments, hasDisplay } from './lib/app.mjs';
import { runInside, withoutOwnAccounts } from './lib/desktop.mjs';
import { inProject } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { runMain, say, SetupError } from './lib/terminal.mjs';

const practiceSession = 'lab';
const startMs = 30_000;

/** @param {string} electron */
async function openAndStay(electron) {
  const home = inProject('out/demo/home');
  rmSync(inProject('out/demo'), { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  // A path below out/demo may be longer than a socket's may be.
  const runtime = mkdtempSync(join(tmpdir(), 'latchkey-demo-'));
  const env = {
    ...withoutOwnAccounts(process.env),
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => /^XDG_(?!.*_HOME$)/.test(name))),
    HOME: home,
    USERPROFILE: home,
    APPDATA: join(home, 'AppData'),
    LATCHKEY_SOCKET: join(runtime, 'agent.sock'),
    LATCHKEY_NO_AUTOSTART: '1',
  };
  /** @param {readonly string[]} args */
  const latchkey = (...args) =>
    run('/bin/sh', [inProject('electron/cli/latchkey'), ...args], { env, quiet: true });

  const app = spawn(electron, appArguments(), { env, stdio: 'inherit' });
  const ended = new Promise((resolve) => app.once('exit', (status) => resolve(status ?? 1)));
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => app.kill(signal));
  }
  try {
    const deadline = performance.now() + startMs;
    while (app.exitCode === null && (await latchkey('status')) !== 0) {
      if (performance.now() > deadline) throw new SetupError('The app did not come up.');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await latchkey('session', 'add', 'practice', practiceSession, '--cloud', 'aws');
    await latchkey('open');
    say(
      `Latchkey is in the tray, with the practice session "${practiceSession}". Its HOME is ${home}; quit it from the tray.`,
    );
    return Number(await ended);
  } finally {
    app.kill();
    rmSync(runtime, { recursive: true, force: true });
  }
}

/** @param {string} electron @param {readonly string[]} missing */
async function tour(electron, missing) {
  if (process.platform !== 'linux') throw new SetupError('The tour without a display needs Linux.');
  if (missing.length > 0) throw new SetupError(`The tour needs these Debian packages: ${missing.join(' ')}`);
  const script = 'build/demo/tour.ts';
  if (!existsSync(inProject(script))) throw new SetupError(`${script} is missing.`);
  say('No display: the tour runs in a private desktop');
  const env = { LATCHKEY_DEMO_OUT: '{out}', DESKTOP_HOME: '{out}/home' };
  const status = await runInside([script], { electron, name: 'demo', desktop: true, env });
  const pictures = readdirSync(inProject('out/demo')).filter((name) => name.endsWith('.png'));
  if (pictures.length > 0) say(`Pictures in out/demo: ${pictures.join(' ')}`);
  return status;
}

await runMain(async () => {
  const onDesktop = hasDisplay();
  const { electron, missingDebianPackages } = await bootstrap({
    debian: onDesktop ? ['app'] : ['app', 'desktop'],
  });
  await build();
  return onDesktop ? await openAndStay(electron) : await tour(electron, missingDebianPackages);
});
