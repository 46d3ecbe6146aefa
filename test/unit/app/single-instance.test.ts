import { describe, expect, it } from 'vitest';
import { acquireSingleInstance, type LockingApp } from '../../../electron/app/single-instance.ts';

function setUp(isFirst: boolean, hidden = false) {
  let second: Parameters<LockingApp['on']>[1] | null = null;
  const data: unknown[] = [];
  let shown = 0;
  const acquired = acquireSingleInstance(
    {
      requestSingleInstanceLock: (given) => {
        data.push(given);
        return isFirst;
      },
      on: (_event, listener) => (second = listener),
    },
    { hidden, onShow: () => (shown += 1) },
  );
  return {
    acquired,
    data,
    shown: () => shown,
    secondStart: (argv: string[], given: unknown) => second?.({}, argv, '/', given),
  };
}

describe('one instance (R-45)', () => {
  it('a second start does not go on', () => {
    expect([setUp(false).acquired, setUp(true).acquired]).toEqual([false, true]);
  });

  it('a second start shows the window of the first', () => {
    const first = setUp(true);
    first.secondStart([], { hidden: false });
    expect(first.shown()).toBe(1);
  });

  it('a second start that stays hidden shows nothing', () => {
    const second = setUp(false, true);
    const first = setUp(true);
    first.secondStart([], second.data[0]);
    expect(first.shown()).toBe(0);
  });

  it.each([
    [['latchkey-desktop', '--hidden']],
    [['latchkey-desktop', 'https://evil.example/']],
    [['latchkey-desktop', 'latchkey://sign-out']],
    [['latchkey-desktop', '--inspect', '--load-extension=/tmp/x']],
    [['latchkey-desktop', '--', '; rm -rf /']],
    [[]],
  ])('the arguments %j of a second start change nothing (R-13)', (argv) => {
    const first = setUp(true);
    first.secondStart(argv, {});
    expect(first.shown()).toBe(1);
  });

  it.each([null, undefined, 'hidden', 1, [], { hidden: 'true' }, { hidden: 1 }])(
    'of its data %j only the exact word counts',
    (data) => {
      const first = setUp(true);
      first.secondStart([], data);
      expect(first.shown()).toBe(1);
    },
  );
});
