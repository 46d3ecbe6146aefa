import { describe, expect, it } from 'vitest';
import { nextTrayChange } from '../../../electron/app/tray-changes.ts';
import { trayIcon } from '../../../electron/app/tray-icon.ts';
import { trayMenu } from '../../../electron/app/tray-menu.ts';
import { createTranslate } from '../../../shared/i18n/translate.ts';
import type { AppState } from '../../../shared/model/app-state.ts';
import { addMillis, DAY, HOUR, instant, MINUTE, type Instant } from '../../../shared/model/instant.ts';
import { active, aSession, aState, idOf, noon } from '../../fakes/app-state-builders.ts';

const t = createTranslate('en');
const utc = { locale: 'en', timeZone: 'UTC' };
const stateWith = (...ends: readonly number[]) =>
  aState({ sessions: ends.map((end, index) => aSession(`session ${index}`, active(end))) });

/** All that the passing of time shows. */
const shown = (state: AppState, now: Instant, style = utc) =>
  JSON.stringify([trayIcon(state, now), trayMenu(state, t, now, style)]);

describe('the next change by time alone', () => {
  it('comes when production credentials end', () => {
    const role = { sessionId: idOf('lab'), accountId: '111122223333', roleName: 'Admin', accountName: null };
    const state = aState({ production: [{ ...role, expiresAt: instant(noon + HOUR) }] });
    expect(nextTrayChange(state, noon, utc)).toBe(noon + HOUR);
  });

  it('is none while no clock runs', () => {
    expect(nextTrayChange(aState({ sessions: [aSession('lab')] }), noon, utc)).toBeNull();
  });

  it('is when the last ten minutes begin, then the end', () => {
    const end = addMillis(noon, 2 * HOUR);
    const soon = nextTrayChange(stateWith(end), noon, utc);
    const over = nextTrayChange(stateWith(end), soon ?? noon, utc);
    expect([soon, over]).toEqual([addMillis(end, 1 - 10 * MINUTE), end]);
  });

  it('is the earliest of several', () => {
    const state = stateWith(noon + 3 * HOUR, noon + 1 * HOUR, noon + 2 * HOUR);
    expect(nextTrayChange(state, noon, utc)).toBe(noon + HOUR - 10 * MINUTE + 1);
  });

  it('is midnight where a clock of tomorrow loses its day', () => {
    const end = addMillis(noon, 20 * HOUR);
    expect(nextTrayChange(stateWith(end), noon, utc)).toBe(addMillis(noon, 12 * HOUR));
  });

  it('is midnight of the zone, also when the clocks change', () => {
    // Berlin, 25 October 2026: 25 hours long.
    const style = { locale: 'en', timeZone: 'Europe/Berlin' };
    const now = instant(Date.UTC(2026, 9, 24, 22, 30));
    const end = instant(Date.UTC(2026, 9, 26, 7));
    expect(nextTrayChange(stateWith(end), now, style)).toBe(Date.UTC(2026, 9, 25, 23));
  });

  it.each([
    ['one that ends today', noon + 5 * HOUR],
    ['one that ends at night', noon + 13 * HOUR],
    ['one that ends next week', noon + 7 * DAY],
    ['one that has ended', noon - 3 * HOUR],
    ['one that ended days ago', noon - 5 * DAY],
  ])('is never missed and does not poll: %s', (_what, end) => {
    const state = stateWith(end);
    const step = 10 * MINUTE;
    let looks = 0;
    let next = nextTrayChange(state, noon, utc);
    let picture = shown(state, noon);
    for (let now = noon; now < noon + 10 * DAY; now = addMillis(now, step)) {
      while (next !== null && next <= now) {
        looks += 1;
        picture = shown(state, next);
        next = nextTrayChange(state, next, utc);
      }
      expect(shown(state, now)).toBe(picture);
    }
    expect(looks).toBeLessThan(20);
  });
});
