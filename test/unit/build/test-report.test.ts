import { describe, expect, it } from 'vitest';
import { failures, readReport, summary, withSecondRun } from '../../../build/scripts/lib/test-report.mjs';

const file = (status: string, tests: Record<string, string>) => ({
  name: '/somewhere/test/unit/a.test.ts',
  status,
  assertionResults: Object.entries(tests).map(([fullName, outcome]) => ({ fullName, status: outcome })),
});

describe('the last line of `npm test`', () => {
  it('adds up the tests of all files, whatever kept a test from running', () => {
    const results = readReport({
      testResults: [
        file('passed', { a: 'passed', b: 'pending', c: 'todo' }),
        file('failed', { d: 'failed', e: 'passed', f: 'skipped' }),
      ],
    });
    expect(summary(results)).toBe('2 passed, 1 failed, 3 skipped');
  });

  it('counts a file that cannot be loaded as a failure', () => {
    expect(summary(readReport({ testResults: [file('failed', {})] }))).toBe('0 passed, 1 failed, 0 skipped');
  });

  it('counts a run that ends without a report as a failure', () => {
    expect(summary(readReport(undefined))).toBe('0 passed, 1 failed, 0 skipped');
  });

  it('takes from a second run only what was skipped in the first', () => {
    const first = readReport({ testResults: [file('passed', { a: 'skipped', b: 'passed', c: 'skipped' })] });
    const again = readReport({ testResults: [file('failed', { a: 'passed', b: 'pending', c: 'pending' })] });
    expect(summary(withSecondRun(first, again))).toBe('2 passed, 0 failed, 1 skipped');
  });
});

describe('the failures named before it', () => {
  it('tell file, test and the first lines of the reason, and nothing of what passed', () => {
    const report = file('failed', { a: 'passed', b: 'failed' });
    const reasons = report.assertionResults.map((one) => ({
      ...one,
      failureMessages: one.status === 'failed' ? [`Counterexample: [3]\n${'line\n'.repeat(100)}`] : [],
    }));
    const [only, ...more] = failures(readReport({ testResults: [{ ...report, assertionResults: reasons }] }));
    expect(more).toEqual([]);
    expect(only).toMatch(/^test\/unit\/a\.test\.ts > b\n {4}Counterexample: \[3\]\n/);
    expect(only?.split('\n').length).toBeLessThan(20);
  });

  it('tell why a file could not be loaded', () => {
    const broken = { ...file('failed', {}), message: 'SyntaxError: no' };
    expect(failures(readReport({ testResults: [broken] }))).toEqual([
      'test/unit/a.test.ts > the file itself\n    SyntaxError: no',
    ]);
  });
});
