/** `npm run check`: what must hold before every commit. Runs all steps, so that one run shows everything to mend. */
import { bootstrap } from './bootstrap.mjs';
import { inProject, toolNode } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { runMain, say } from './lib/terminal.mjs';

/** @type {readonly (readonly [string, readonly string[]])[]} */
const steps = [
  ['types', ['typescript/bin/tsc', '-b']],
  ['lint', ['eslint/bin/eslint.js', '.', '--max-warnings', '0']],
  ['format', ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  ['dead code', ['knip/bin/knip.js', '--no-progress']],
  [
    'unit and property tests',
    ['vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'property', '--passWithNoTests'],
  ],
];

await runMain(async () => {
  await bootstrap({ debian: [], electron: false });
  const failed = [];
  for (const [name, [script = '', ...args]] of steps) {
    say(name);
    if ((await run(toolNode(), [inProject('node_modules', script), ...args])) !== 0) failed.push(name);
  }
  say(failed.length === 0 ? 'All checks passed' : `Failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
});
