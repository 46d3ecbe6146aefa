/**
 * `npm test`: set-up, build, and every test that this machine can run, as an ordinary user even when started by root.
 * The last line adds up all runs. Arguments are handed to Vitest (a file name filter, `-t`).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { build } from './build.mjs';
import { hasSandbox, runUnprivileged } from './lib/desktop.mjs';
import { inProject } from './lib/paths.mjs';
import { emptyCount, readReport, sum, summary } from './lib/test-report.mjs';
import { runMain, say } from './lib/terminal.mjs';
import { unprivilegedUser } from './lib/unprivileged.mjs';

/** @typedef {{ name: string, projects: readonly string[], desktop: 'no' | 'if-possible' | 'always' }} Batch */

/** One after the other: a test that measures time wants the machine for itself. */
/** @type {readonly Batch[]} */
const batches = [
  { name: 'logic', projects: ['unit', 'property', 'component'], desktop: 'no' },
  { name: 'system', projects: ['contract', 'integration'], desktop: 'if-possible' },
  { name: 'window', projects: ['e2e-web'], desktop: 'no' },
  { name: 'app', projects: ['e2e'], desktop: 'always' },
];

/** @param {string} project */
function hasTests(project) {
  const folder = inProject('test', project);
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((name) => /\.test\.tsx?$/.test(String(name)))
  );
}

await runMain(async () => {
  const { electron, missingDebianPackages } = await bootstrap({ debian: ['app', 'desktop'] });
  await build();

  const desktop = process.platform === 'linux' && missingDebianPackages.length === 0;
  const notRun = [];
  if (!hasSandbox()) {
    notRun.push('tests of the sandbox: this machine gives ordinary users no user namespaces');
  }
  if (unprivilegedUser() !== undefined) say('Started by root: the tests run as the user nobody');

  let total = emptyCount;
  const failed = [];
  const filter = process.argv.slice(2);
  for (const { projects, ...batch } of batches) {
    const present = projects.filter(hasTests);
    if (present.length === 0) continue;
    if (batch.desktop === 'always' && !desktop) {
      const why =
        process.platform === 'linux'
          ? `missing Debian packages: ${missingDebianPackages.join(' ')}`
          : 'needs Linux';
      notRun.push(`${present.join(', ')}: ${why}`);
      continue;
    }
    say(`Tests: ${present.join(', ')}`);
    const selected = present.flatMap((project) => ['--project', project]);
    const report = [
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json={out}/report.json',
      '--passWithNoTests',
    ];
    const status = await runUnprivileged(
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--configLoader',
        'native',
        ...selected,
        ...report,
        ...filter,
      ],
      { electron, name: `test/${batch.name}`, desktop: desktop && batch.desktop !== 'no' },
      (results) => {
        const file = join(results, 'report.json');
        const read = readReport(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);
        total = sum(total, read.count);
        notRun.push(...read.skipped.map((name) => `${name} (skipped by the test itself)`));
      },
    );
    if (status !== 0) failed.push(`${present.join(', ')} (status ${String(status)})`);
  }

  for (const line of notRun) say(`Not run: ${line}`);
  for (const line of failed) say(`Failed: ${line}`);
  process.stdout.write(`${summary(total)}\n`);
  return failed.length === 0 && total.failed === 0 ? 0 : 1;
});
