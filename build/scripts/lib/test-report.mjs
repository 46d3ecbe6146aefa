/** Reads Vitest's JSON reports. */

/** @typedef {'passed' | 'failed' | 'skipped'} Outcome */
/** @typedef {Readonly<Record<Outcome, number>>} Count */
/** @typedef {{ fullName: string, status: string }} Assertion */
/** @typedef {{ name: string, status: string, assertionResults: readonly Assertion[] }} FileReport */
/** @typedef {{ readonly testResults: readonly FileReport[] }} Report */
/** @typedef {{ readonly file: string, readonly name: string, readonly outcome: Outcome }} TestResult */

/**
 * @param {Report | undefined} report undefined when the run ended before it wrote one
 * @returns {readonly TestResult[]} a file that could not be loaded, and a run without a report, count as one failed test
 */
export function readReport(report) {
  if (report === undefined) return [{ file: '', name: 'the run itself', outcome: 'failed' }];
  return report.testResults.flatMap((file) => {
    const results = file.assertionResults.map(({ fullName, status }) => ({
      file: file.name,
      name: fullName,
      outcome: outcomeOf(status),
    }));
    const isBroken = file.status === 'failed' && results.every(({ outcome }) => outcome !== 'failed');
    /** @type {TestResult} */
    const broken = { file: file.name, name: 'the file itself', outcome: 'failed' };
    return isBroken ? [...results, broken] : results;
  });
}

/** @param {string} status @returns {Outcome} */
function outcomeOf(status) {
  return status === 'passed' || status === 'failed' ? status : 'skipped';
}

/**
 * @param {readonly TestResult[]} results of a run
 * @param {readonly TestResult[]} again of a second run of some of its files
 * @returns {readonly TestResult[]} with what was skipped the first time replaced by what came of it the second time
 */
export function withSecondRun(results, again) {
  return results.map((first) => {
    if (first.outcome !== 'skipped') return first;
    return again.find(({ name, outcome }) => name === first.name && outcome !== 'skipped') ?? first;
  });
}

/** @param {readonly TestResult[]} results */
export function summary(results) {
  /** @param {Outcome} wanted */
  const count = (wanted) => String(results.filter(({ outcome }) => outcome === wanted).length);
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
}
