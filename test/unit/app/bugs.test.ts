import { describe, expect, it } from 'vitest';
import { watchForBugs } from '../../../electron/app/bugs.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';

function setUp() {
  const listeners = new Map<string, (error: unknown) => void>();
  const log = createFakeLog();
  const said: string[] = [];
  let quits = 0;
  watchForBugs(
    { on: (event, listener) => listeners.set(event, listener) },
    { log, complain: (line) => void said.push(line), quit: () => (quits += 1) },
  );
  return { listeners, log, said, quits: () => quits };
}

describe('an error that nobody caught', () => {
  it('is logged with its place but not its words, told in the terminal, and ends the app in order', () => {
    const { listeners, log, said, quits } = setUp();
    listeners.get('uncaughtException')?.(new TypeError('canary-secret'));
    expect([log.entries.map(({ event, fields }) => [event, fields.cause]), said, quits()]).toEqual([
      [['app.uncaught', 'TypeError']],
      ['an internal error occurred; the log has more'],
      1,
    ]);
    expect(JSON.stringify(log.entries)).toContain('bugs.test.ts');
    expect(JSON.stringify([log.entries, said])).not.toContain('canary');
  });

  it('in a promise is logged, and the app goes on', () => {
    const { listeners, log, quits } = setUp();
    listeners.get('unhandledRejection')?.('canary-secret');
    expect([log.entries.map(({ event, fields }) => [event, fields]), quits()]).toEqual([
      [['app.unhandled', { cause: 'string', stack: '' }]],
      0,
    ]);
  });
});
