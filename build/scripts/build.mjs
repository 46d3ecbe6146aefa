/** Builds main, preload and renderer into `.vite/`, side by side. The result is what `<electron> .` starts. */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bootstrap } from './bootstrap.mjs';
import { inProject, toolNode } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { runMain, say, SetupError } from './lib/terminal.mjs';

const targets = ['main', 'preload', 'renderer'];

/** Call `bootstrap` first. @throws SetupError when a target does not build; Vite's reason is on standard error */
export async function build() {
  const started = performance.now();
  rmSync(inProject('.vite'), { recursive: true, force: true });
  const vite = inProject('node_modules/vite/bin/vite.js');
  const results = await Promise.all(
    targets.map((target) =>
      run(
        toolNode(),
        [vite, 'build', '--config', inProject(`build/vite/${target}.config.ts`), '--logLevel', 'warn'],
        {
          stdout: 'stderr',
        },
      ),
    ),
  );
  const failed = targets.filter((_, index) => results[index] !== 0);
  if (failed.length > 0) {
    throw new SetupError(`The build of ${failed.join(' and ')} failed; the reason is above.`);
  }
  say(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    await bootstrap({ debian: [], electron: false });
    await build();
  });
}
