/** Reads Vitest's JSON reports. */

/** Enough for the counterexample of a property and the line that failed. */
const linesOfAMessage = 15;

/** @typedef {'passed' | 'failed' | 'skipped'} Outcome */
/** @typedef {Readonly<Record<Outcome, number>>} Count */
/** @typedef {{ fullName: string, status: string, failureMessages?: readonly string[] }} Assertion */
/** @typedef {{ name: string, status: string, message?: string, assertionResults: readonly Assertion[] }} FileReport */
/** @typedef {{ readonly testResults: readonly FileReport[] }} Report */
/** @typedef {{ readonly file: string, readonly name: string, readonly outcome: Outcome, readonly why?: string }} TestResult */

/**
 * @param {Report | undefined} report undefined when the run ended before it wrote one
 * @returns {readonly TestResult[]} a file that could not be loaded, and a run without a report, count as one failed test
 */
export function readReport(report) {
  if (report === undefined) return [{ file: '', name: 'the run itself', outcome: 'failed' }];
  return report.testResults.flatMap((file) => {
    const results = file.assertionResults.map(({ fullName, status, failureMessages }) => ({
      file: file.name,
      name: fullName,
      outcome: outcomeOf(status),
      ...why(failureMessages?.join('\n')),
    }));
    const isBroken = file.status === 'failed' && results.every(({ outcome }) => outcome !== 'failed');
    /** @type {TestResult} */
    const broken = { file: file.name, name: 'the file itself', outcome: 'failed', ...why(file.message) };
    return isBroken ? [...results, broken] : results;
  });
}

/** @param {string | undefined} message */
function why(message) {
  return message === undefined || message === '' ? {} : { why: message };
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

/**
 * What failed and why, for the end of the output: of a long run often nothing else is kept.
 * @param {readonly TestResult[]} results
 * @returns {readonly string[]} one text a failed test: its file, its name and the first lines of its message
 */
export function failures(results) {
  return results
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ file, name, why: message = '' }) => {
      const lines = message.split('\n').slice(0, linesOfAMessage);
      const place = file.slice(file.lastIndexOf('/test/') + 1);
      return [`${place} > ${name}`, ...lines.map((line) => `    ${line}`)].join('\n');
    });
}

/** @param {readonly TestResult[]} results */
export function summary(results) {
  /** @param {Outcome} wanted */
  const count = (wanted) => String(results.filter(({ outcome }) => outcome === wanted).length);
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
}
