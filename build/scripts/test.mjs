/**
 * `npm test`: set-up, build, and every test that this machine can run, as an ordinary user even when started by root.
 * The last line adds up all runs. Arguments are handed to Vitest (a file name filter, `-t`).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { build } from './build.mjs';
import { hasSandbox, runInside } from './lib/desktop.mjs';
import { inProject } from './lib/paths.mjs';
import { runMain, say } from './lib/terminal.mjs';
import { failures, readReport, summary, withSecondRun } from './lib/test-report.mjs';
import { unprivilegedUser } from './lib/unprivileged.mjs';

/** @typedef {import('./lib/test-report.mjs').TestResult} TestResult */
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

/**
 * @param {readonly string[]} args for Vitest
 * @param {import('./lib/desktop.mjs').Surroundings} surroundings
 * @returns {Promise<{ status: number, results: readonly TestResult[] }>}
 */
async function vitest(args, surroundings) {
  /** @type {readonly TestResult[]} */
  let results = [];
  const report = ['--reporter=default', '--reporter=json', '--outputFile.json={out}/report.json'];
  const status = await runInside(
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--configLoader',
      'native',
      '--passWithNoTests',
      ...report,
      ...args,
    ],
    surroundings,
    (folder) => {
      const file = join(folder, 'report.json');
      results = readReport(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);
    },
  );
  return { status, results };
}

/** @param {readonly TestResult[]} tests @returns {string[]} arguments for Vitest that choose these and few others */
function choose(tests) {
  const files = new Set(tests.map(({ file }) => file.slice(file.lastIndexOf('/test/') + 1)));
  const names = tests.map(({ name }) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return [...files, '-t', `^(?:${names.join('|')})$`];
}

await runMain(async () => {
  const { electron, missingDebianPackages } = await bootstrap({ debian: ['app', 'desktop'] });
  await build();

  const desktopIsPossible = process.platform === 'linux' && missingDebianPackages.length === 0;
  const startedByRoot = unprivilegedUser() !== undefined;
  if (startedByRoot) say('Started by root: the tests run as the user nobody');

  /** @type {TestResult[]} */
  const all = [];
  const failed = [];
  const notRun = hasSandbox()
    ? []
    : ['tests of the sandbox: this machine gives ordinary users no user namespaces'];
  const given = process.argv.slice(2);
  for (const batch of batches) {
    const present = batch.projects.filter(hasTests);
    if (present.length === 0) continue;
    const title = present.join(', ');
    if (batch.desktop === 'always' && !desktopIsPossible) {
      const missing = `missing Debian packages: ${missingDebianPackages.join(' ')}`;
      notRun.push(`${title}: ${process.platform === 'linux' ? missing : 'needs Linux'}`);
      continue;
    }
    say(`Tests: ${title}`);
    const projects = present.flatMap((project) => ['--project', project]);
    const surroundings = {
      electron,
      name: `test/${batch.name}`,
      desktop: desktopIsPossible && batch.desktop !== 'no',
    };
    const first = await vitest([...projects, ...given], surroundings);
    if (first.status !== 0) failed.push(`${title} (status ${String(first.status)})`);

    const skipped = first.results.filter(({ outcome }) => outcome === 'skipped');
    if (!startedByRoot || skipped.length === 0 || given.length > 0) {
      all.push(...first.results);
      continue;
    }
    say(`Once more as root: ${String(skipped.length)} tests that skipped themselves`);
    const again = await vitest([...projects, ...choose(skipped)], {
      ...surroundings,
      name: `${surroundings.name}-as-root`,
      asRoot: true,
    });
    if (again.status !== 0) failed.push(`${title} as root (status ${String(again.status)})`);
    all.push(...withSecondRun(first.results, again.results));
  }

  for (const line of notRun) say(`Not run: ${line}`);
  for (const { name, outcome } of all) if (outcome === 'skipped') say(`Skipped by the test itself: ${name}`);
  for (const line of failed) say(`Failed: ${line}`);
  for (const text of failures(all)) say(`Failed test: ${text}`);
  process.stdout.write(`${summary(all)}\n`);
  return failed.length === 0 && all.every(({ outcome }) => outcome !== 'failed') ? 0 : 1;
});
