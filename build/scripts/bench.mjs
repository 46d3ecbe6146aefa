/** `npm run bench`: set-up, build, and the measurements of test/bench/run.ts in a private desktop. */
import { bootstrap } from './bootstrap.mjs';
import { build } from './build.mjs';
import { runInside } from './lib/desktop.mjs';
import { runMain, SetupError } from './lib/terminal.mjs';

await runMain(async () => {
  if (process.platform !== 'linux') {
    throw new SetupError('The bench needs Linux: it reads /proc and a tray host.');
  }
  const { electron, missingDebianPackages } = await bootstrap({ debian: ['app', 'desktop'] });
  if (missingDebianPackages.length > 0) {
    throw new SetupError(`The bench needs these Debian packages: ${missingDebianPackages.join(' ')}`);
  }
  await build();
  return await runInside(['test/bench/run.ts', ...process.argv.slice(2)], {
    electron,
    name: 'bench',
    desktop: true,
  });
});
