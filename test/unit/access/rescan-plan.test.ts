import { describe, expect, it } from 'vitest';
import { nextRescan } from '../../../electron/core/access/rescan-plan.ts';
import { addMillis, DAY, HOUR, MINUTE, SECOND, type Instant } from '../../../shared/model/instant.ts';
import { noon } from '../../fakes/app-state-builders.ts';

const ago = (millis: number) => addMillis(noon, -millis);
const after = (at: Instant) => at - noon;
const plan = (over: Partial<Parameters<typeof nextRescan>[0]>, jitter = 0.5) =>
  after(nextRescan({ completedAt: noon, failedAt: null, due: false, ...over }, noon, jitter));

describe('the next look at a session', () => {
  it('is a day after its last listing, and up to an hour more', () => {
    expect([plan({}, 0), plan({}, 0.5), plan({ completedAt: ago(20 * HOUR) }, 0)]).toEqual([
      DAY,
      DAY + HOUR / 2,
      4 * HOUR,
    ]);
  });

  it('comes soon where it is overdue or the session was just signed in to, never in the same moment', () => {
    expect([plan({ completedAt: ago(9 * DAY) }, 0), plan({ completedAt: ago(9 * DAY) }, 0.999)]).toEqual([
      5 * SECOND,
      expect.closeTo(30 * SECOND, -2),
    ]);
    expect(plan({ due: true }, 0)).toBe(5 * SECOND);
  });

  it('waits half an hour to an hour after one that failed, however overdue it is', () => {
    expect([
      plan({ completedAt: ago(9 * DAY), failedAt: noon, due: true }, 0),
      plan({ completedAt: ago(9 * DAY), failedAt: ago(10 * MINUTE) }, 0),
    ]).toEqual([30 * MINUTE, 20 * MINUTE]);
  });

  it('waits no longer than a day because a clock was set back', () => {
    expect(plan({ completedAt: addMillis(noon, 30 * DAY) }, 0)).toBe(DAY);
    expect(plan({ failedAt: addMillis(noon, 30 * DAY) }, 0)).toBe(30 * MINUTE);
  });
});
