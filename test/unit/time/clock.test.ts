import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { createTranslate } from '../../../shared/i18n/translate.ts';
import { DAY, HOUR, MINUTE, SECOND, addMillis, instant } from '../../../shared/model/instant.ts';
import { clockPhase, nextClockChange } from '../../../shared/time/clock-phase.ts';
import { agoText, countdownText, durationText } from '../../../shared/time/clock-text.ts';
import { absoluteTime, timeOfDay } from '../../../shared/time/absolute-time.ts';

const t = createTranslate('en');
const now = instant(Date.UTC(2026, 10, 22, 11, 50, 0));
const inFuture = (length: number) => addMillis(now, length);

describe('the phase of a clock', () => {
  it.each([
    ['fine', 31 * MINUTE, null],
    ['soon', 30 * MINUTE, null],
    ['soon', 10 * MINUTE, null],
    ['now', 10 * MINUTE - 1, null],
    ['now', 1, null],
    ['over', 0, null],
    ['over', -1, null],
  ] as const)('is %s with %d ms left', (phase, left, lifetime) => {
    expect(clockPhase(inFuture(left), now, lifetime)).toBe(phase);
  });

  it('is fine for a short-lived thing while more than a quarter of it is left', () => {
    expect(clockPhase(inFuture(16 * MINUTE), now, HOUR)).toBe('fine');
    expect(clockPhase(inFuture(15 * MINUTE), now, HOUR)).toBe('soon');
  });

  it('is now below ten minutes however short the whole life is', () => {
    expect(clockPhase(inFuture(9 * MINUTE), now, 10 * MINUTE)).toBe('now');
  });

  it('only ever moves towards over as time passes', () => {
    const order = ['fine', 'soon', 'now', 'over'];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DAY }), fc.integer({ min: 0, max: HOUR }), (left, passed) => {
        const earlier = clockPhase(inFuture(left), now);
        const later = clockPhase(inFuture(left - passed), now);
        expect(order.indexOf(later)).toBeGreaterThanOrEqual(order.indexOf(earlier));
      }),
    );
  });
});

describe('a countdown', () => {
  it.each([
    [6 * HOUR + 12 * MINUTE + 40 * SECOND, '6 h 12 min'],
    [HOUR, '1 h 0 min'],
    [HOUR - 1, '59 min'],
    [43 * MINUTE, '43 min'],
    [10 * MINUTE, '10 min'],
    [9 * MINUTE + 41 * SECOND + 999, '9:41'],
    [5 * SECOND, '0:05'],
    [-30 * SECOND, 'expired just now'],
    [-12 * MINUTE, 'expired 12 min ago'],
    [-3 * HOUR - 20 * MINUTE, 'expired 3 h ago'],
    [-DAY - HOUR, 'expired 1 day ago'],
    [3 * DAY + 4 * HOUR, '3 d 4 h'],
  ])('with %d ms left reads %s', (left, text) => {
    expect(countdownText(t, inFuture(left), now, { ticking: true })).toBe(text);
  });

  it('does not tick outside the window', () => {
    expect(countdownText(t, inFuture(9 * MINUTE + 41 * SECOND), now)).toBe('9 min');
    expect(durationText(t, 20 * SECOND)).toBe('< 1 min');
  });

  it('tells how long ago something was', () => {
    expect(agoText(t, addMillis(now, -10 * SECOND), now)).toBe('just now');
    expect(agoText(t, addMillis(now, -2 * MINUTE), now)).toBe('2 min ago');
    expect(agoText(t, addMillis(now, -2 * DAY), now)).toBe('2 days ago');
  });

  it('reads the same from one change to the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2 * HOUR, max: 2 * HOUR }), (left) => {
        const end = inFuture(left);
        const wait = nextClockChange(end, now);
        const read = (after: number) => countdownText(t, end, addMillis(now, after), { ticking: true });
        // Rounding down: the text holds until just before the step, so nothing is missed by waking only then.
        expect(wait).toBeGreaterThan(0);
        expect(read(wait - 1)).toBe(read(0));
      }),
    );
  });
});

describe('an absolute time', () => {
  const berlin = { locale: 'en', timeZone: 'Europe/Berlin' };

  it('is the time of day alone for today, in the zone of the person', () => {
    expect(timeOfDay(instant(Date.UTC(2026, 10, 22, 17, 2)), now, berlin)).toBe('18:02');
    expect(timeOfDay(instant(Date.UTC(2026, 10, 22, 17, 2)), now, { locale: 'en', timeZone: 'UTC' })).toBe(
      '17:02',
    );
  });

  it('names the day when it is another one there', () => {
    expect(timeOfDay(instant(Date.UTC(2026, 10, 22, 23, 30)), now, berlin)).toBe('Mon 00:30');
    expect(timeOfDay(instant(Date.UTC(2026, 11, 24, 8, 0)), now, berlin)).toBe('Dec 24, 09:00');
  });

  it('tells the zone when told in full, summer and winter', () => {
    expect(absoluteTime(instant(Date.UTC(2026, 10, 22, 17, 2)), berlin)).toMatch(
      /22.*2026.*18:02.*GMT\+1|CET/,
    );
    expect(absoluteTime(instant(Date.UTC(2026, 6, 1, 17, 2)), berlin)).toMatch(/19:02.*(GMT\+2|CEST)/);
  });

  it('shows midnight as 00:00', () => {
    expect(
      timeOfDay(instant(Date.UTC(2026, 10, 21, 23, 0)), instant(Date.UTC(2026, 10, 22, 5, 0)), berlin),
    ).toBe('00:00');
  });
});
