import type { AppErrorCode } from '../../shared/model/app-error.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import type { Instant } from '../../shared/model/instant.ts';
import type { SessionPhase } from '../../shared/model/session.ts';
import { clockPhase } from '../../shared/time/clock-phase.ts';

/** The shapes of the key in the tray, least to most urgent (ux.md "Icon"). */
export const trayIcons = ['signed-out', 'active', 'soon', 'needs-you', 'error'] as const;

export type TrayIcon = (typeof trayIcons)[number];

/** Ends that the user has made; nothing is wrong. */
const notFailures: ReadonlySet<AppErrorCode> = new Set([
  'sign-in.cancelled',
  'sign-in.replaced',
  'sign-in.denied',
  'sign-in.required',
]);

/** One icon for all sessions: the most urgent thing among them. */
export function trayIcon(state: AppState, now: Instant): TrayIcon {
  const ranks = state.sessions.map(({ phase }) => trayIcons.indexOf(iconOf(phase, now)));
  return trayIcons[Math.max(0, ...ranks)] ?? 'signed-out';
}

function iconOf(phase: SessionPhase, now: Instant): TrayIcon {
  switch (phase.state) {
    case 'signed-out':
      return phase.error === null || notFailures.has(phase.error.code) ? 'signed-out' : 'error';
    case 'signing-in':
      // The browser waits for the user.
      return phase.step === 'browser' || phase.step === 'approval' ? 'needs-you' : 'active';
    case 'expired':
      return 'needs-you';
    case 'active':
      switch (clockPhase(phase.accessTokenExpiresAt, now)) {
        case 'over':
          return 'needs-you';
        case 'now':
          return 'soon';
        case 'soon':
        case 'fine':
          return 'active';
      }
  }
}
