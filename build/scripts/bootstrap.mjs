/**
 * Set-up on a bare machine with Node 20 and npm: npm packages, Electron, Debian packages. Each step does nothing when
 * its result is already there. Run by itself it sets up everything that the tests need.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDebianPackages } from './lib/debian-packages.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { ensureNpmPackages } from './lib/npm-packages.mjs';
import { runMain } from './lib/terminal.mjs';

/**
 * @param {{ debian?: readonly import('./lib/debian-packages.mjs').PackageGroup[], electron?: boolean }} [needs]
 *   `debian`: groups of packages to see to (default: what the app loads); `electron: false` leaves Electron alone
 * @returns {Promise<{ electron: string, missingDebianPackages: readonly string[] }>} `electron` is the executable
 */
export async function bootstrap(needs = {}) {
  await ensureNpmPackages();
  const electron = needs.electron === false ? '' : (await ensureElectron()).executable;
  const missingDebianPackages = await ensureDebianPackages(needs.debian ?? ['app']);
  return { electron, missingDebianPackages };
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    await bootstrap({ debian: ['app', 'desktop'] });
  });
}
