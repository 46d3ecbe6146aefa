/** Reads Vitest's JSON reports. */

/** @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Count */
/** @typedef {{ fullName: string, status: string }} Assertion */
/** @typedef {{ name: string, status: string, assertionResults: readonly Assertion[] }} FileReport */

/** @type {Count} */
export const emptyCount = { passed: 0, failed: 0, skipped: 0 };

/** @param {Count} a @param {Count} b @returns {Count} */
export function sum(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * @param {{ testResults: readonly FileReport[] } | undefined} report undefined when the run ended before it wrote one
 * @returns {{ count: Count, skipped: readonly string[] }} a file that could not be loaded, and a run without a report,
 * count as one failed test
 */
export function readReport(report) {
  if (report === undefined) return { count: { ...emptyCount, failed: 1 }, skipped: [] };
  const all = report.testResults.flatMap((file) => file.assertionResults);
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  const skipped = all.filter(({ status }) => status !== 'passed' && status !== 'failed');
  return {
    count: {
      passed: all.filter(({ status }) => status === 'passed').length,
      failed: all.filter(({ status }) => status === 'failed').length + broken.length,
      skipped: skipped.length,
    },
    skipped: skipped.map(({ fullName }) => fullName),
  };
}

/** @param {Count} count */
export function summary({ passed, failed, skipped }) {
  return `${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`;
}
