import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { trayIcon, trayIcons } from '../../../electron/app/tray-icon.ts';
import { appError, type AppErrorCode } from '../../../shared/model/app-error.ts';
import { HOUR, instant, MINUTE } from '../../../shared/model/instant.ts';
import type { SessionPhase } from '../../../shared/model/session.ts';
import { active, aSession, aState, idOf, noon } from '../../fakes/app-state-builders.ts';

const signedOut: SessionPhase = { state: 'signed-out', error: null };
const failed = (code: AppErrorCode): SessionPhase => ({ state: 'signed-out', error: appError(code) });
const expired: SessionPhase = { state: 'expired', expiredAt: instant(noon - 1), error: null };
const atStep = (step: 'preparing' | 'browser' | 'approval' | 'accounts'): SessionPhase => ({
  state: 'signing-in',
  step,
  flow: 'pkce',
  linkPreview: null,
  userCode: null,
  deadline: noon,
  browserProblem: null,
});

describe('the icon', () => {
  it.each<[string, readonly SessionPhase[], string]>([
    ['nothing', [], 'signed-out'],
    ['a signed-out session', [signedOut], 'signed-out'],
    ['a session with hours left', [active(noon + 6 * HOUR)], 'active'],
    ['a session with twenty minutes left', [active(noon + 20 * MINUTE)], 'active'],
    ['a session with nine minutes left', [active(noon + 9 * MINUTE)], 'soon'],
    ['a session that is over', [active(noon)], 'needs-you'],
    ['an expired session', [expired], 'needs-you'],
    ['a sign-in that prepares itself', [atStep('preparing')], 'active'],
    ['a sign-in that waits in the browser', [atStep('browser')], 'needs-you'],
    ['a sign-in that waits for approval', [atStep('approval')], 'needs-you'],
    ['a sign-in that lists accounts', [atStep('accounts')], 'active'],
    ['a sign-in that timed out', [failed('sign-in.timed-out')], 'error'],
    ['a sign-in that the user cancelled', [failed('sign-in.cancelled')], 'signed-out'],
    ['a sign-in that the user denied', [failed('sign-in.denied')], 'signed-out'],
    ['one of several that is active', [signedOut, active(noon + HOUR)], 'active'],
    ['the most urgent of several', [active(noon + HOUR), expired, active(noon + MINUTE)], 'needs-you'],
    ['a failure among others', [expired, failed('server.failed')], 'error'],
  ])('for %s', (_what, phases, icon) => {
    const sessions = phases.map((phase, index) => aSession(`session ${index}`, phase));
    expect(trayIcon(aState({ sessions }), noon)).toBe(icon);
  });

  it('is marked while production credentials live, whatever else it says', () => {
    const role = {
      sessionId: idOf('my-sso'),
      accountId: '111122223333',
      roleName: 'Admin',
      accountName: 'Prod',
    };
    const state = (expiresAt: number) =>
      aState({
        sessions: [aSession('my-sso', active(noon + 9 * MINUTE))],
        production: [{ ...role, expiresAt: instant(expiresAt) }],
      });
    expect([trayIcon(state(noon + HOUR), noon), trayIcon(state(noon), noon)]).toEqual([
      'soon-production',
      'soon',
    ]);
  });

  it.each(trayIcons)('%s is drawn for every panel and size that is asked for', (icon) => {
    const missing = ['light', 'dark'].flatMap((panel) =>
      [16, 24, 32, 48]
        .map((size) => `build/icons/tray/${icon}-${panel}-${size}.png`)
        .filter((file) => !existsSync(new URL(`../../../${file}`, import.meta.url))),
    );
    expect(missing).toEqual([]);
  });
});
