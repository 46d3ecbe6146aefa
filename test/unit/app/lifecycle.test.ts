import { describe, expect, it } from 'vitest';
import { createLifecycle, type QuittingApp } from '../../../electron/app/lifecycle.ts';
import { SECOND } from '../../../shared/model/instant.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';
import { createFakeScheduler } from '../../fakes/fake-scheduler.ts';

function setUp() {
  const scheduler = createFakeScheduler();
  const log = createFakeLog();
  const steps: string[] = [];
  const listeners = new Map<string, (event: { preventDefault(): void }) => void>();
  let prevented = 0;
  const app: QuittingApp = {
    quit: () => listeners.get('will-quit')?.({ preventDefault: () => (prevented += 1) }),
    exit: (code) => void steps.push(`exit ${code}`),
    on: (event: string, listener: (event: { preventDefault(): void }) => void) =>
      listeners.set(event, listener),
  };
  return {
    lifecycle: createLifecycle(app, { scheduler, log }),
    scheduler,
    log,
    steps,
    listeners,
    prevented: () => prevented,
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

describe('quitting', () => {
  it('ends the newest part first, waits for each, then exits', async () => {
    const { lifecycle, steps, settle, prevented } = setUp();
    lifecycle.onQuit('first', async () => {
      await settle();
      steps.push('first');
    });
    lifecycle.onQuit('second', () => void steps.push('second'));
    lifecycle.quit();
    await settle();
    await settle();
    expect([steps, prevented()]).toEqual([['second', 'first', 'exit 0'], 1]);
  });

  it('happens once, however often it is asked for', async () => {
    const { lifecycle, steps, settle, prevented } = setUp();
    lifecycle.onQuit('part', () => void steps.push('part'));
    lifecycle.quit();
    lifecycle.quit();
    await settle();
    expect([steps, prevented()]).toEqual([['part', 'exit 0'], 2]);
  });

  it('is not kept up by a part that fails or hangs', async () => {
    const { lifecycle, steps, scheduler, log, settle } = setUp();
    lifecycle.onQuit('last', () => void steps.push('last'));
    lifecycle.onQuit('failing', () => {
      throw new TypeError('canary-secret');
    });
    lifecycle.onQuit('hanging', () => new Promise(() => undefined));
    lifecycle.quit();
    await settle();
    const waiting = [...steps];
    await scheduler.advance(3 * SECOND);
    await settle();
    expect([waiting, steps, log.entries.map(({ event, fields }) => [event, fields])]).toEqual([
      [],
      ['last', 'exit 0'],
      [
        ['quit.part-hangs', { part: 'hanging' }],
        ['quit.part-failed', { part: 'failing', cause: 'TypeError' }],
      ],
    ]);
  });

  it('tells the exit code that was asked for', async () => {
    const { lifecycle, steps, settle } = setUp();
    lifecycle.quit(1);
    await settle();
    expect(steps).toEqual(['exit 1']);
  });

  it('leaves no timer behind', async () => {
    const { lifecycle, scheduler, settle } = setUp();
    lifecycle.onQuit('part', () => undefined);
    lifecycle.quit();
    await settle();
    expect(scheduler.pending()).toBe(0);
  });

  it('is not caused by the last window closing', () => {
    const { listeners, steps } = setUp();
    listeners.get('window-all-closed')?.({ preventDefault: () => undefined });
    expect([listeners.has('window-all-closed'), steps]).toEqual([true, []]);
  });
});
