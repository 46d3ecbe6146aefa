/** The app's own environment; who gets it reads only what it names. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

let isGuarded = false;

/** A line for whoever started the app from a terminal. */
export function complain(line: string): void {
  // A terminal that is gone must not end the app. Not done before: opening the stream takes a part of the start.
  if (!isGuarded) {
    process.stderr.on('error', () => undefined);
    isGuarded = true;
  }
  process.stderr.write(`latchkey: ${line}\n`);
}

/** Runs a task in the next turn of the event loop. */
export function nextTurn(task: () => void): void {
  setImmediate(task);
}
