/** What the scripts say. Standard output belongs to results (a path, a report); everything else goes to standard error. */
import { createInterface } from 'node:readline/promises';

/** A failure of set-up that the reader can mend; printed without a stack. */
export class SetupError extends Error {}

/** @param {string} text */
export function say(text) {
  process.stderr.write(`› ${text}\n`);
}

/** True when a person can answer a question: a terminal on both sides and no CI. */
export function canAsk() {
  return process.stdin.isTTY && process.stderr.isTTY && !inCi();
}

export function inCi() {
  return ![undefined, '', '0', 'false'].includes(process.env['CI']);
}

/**
 * @param {string} question
 * @returns {Promise<boolean>} true for yes, which is also the answer of a bare Enter
 */
export async function ask(question) {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = (await lines.question(`› ${question} [Y/n] `)).trim().toLowerCase();
    return answer === '' || answer === 'y' || answer === 'yes';
  } finally {
    lines.close();
  }
}

/**
 * Runs a script's main function: its number becomes the exit code, a SetupError is printed as a sentence.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    const code = await main();
    process.exitCode = typeof code === 'number' ? code : 0;
  } catch (error) {
    if (error instanceof SetupError) say(error.message);
    else console.error(error);
    process.exitCode = 1;
  }
}
