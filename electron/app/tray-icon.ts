import type { AppErrorCode } from '../../shared/model/app-error.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import type { Instant } from '../../shared/model/instant.ts';
import type { SessionPhase } from '../../shared/model/session.ts';
import { clockPhase } from '../../shared/time/clock-phase.ts';

/** The shapes of the key in the tray, least to most urgent (ux.md "Icon"). */
const shapes = ['signed-out', 'active', 'soon', 'needs-you', 'error'] as const;

type Shape = (typeof shapes)[number];

/** Each shape also with the mark of production, a lozenge at the top left. */
export type TrayIcon = Shape | `${Shape}-production`;

export const trayIcons: readonly TrayIcon[] = shapes.flatMap((shape): readonly TrayIcon[] => [
  shape,
  `${shape}-production`,
]);

/** Ends that the user has made; nothing is wrong. */
const notFailures: ReadonlySet<AppErrorCode> = new Set([
  'sign-in.cancelled',
  'sign-in.replaced',
  'sign-in.denied',
  'sign-in.required',
]);

/** One icon for all sessions: the most urgent thing among them, marked while production credentials are about. */
export function trayIcon(state: AppState, now: Instant): TrayIcon {
  const ranks = state.sessions.map(({ record, phase }) => {
    const isAsked = state.identities[record.id]?.state === 'changed';
    return shapes.indexOf(isAsked ? 'needs-you' : shapeOf(phase, now));
  });
  const shape = shapes[Math.max(0, ...ranks)] ?? 'signed-out';
  return state.production.some(({ expiresAt }) => expiresAt > now) ? `${shape}-production` : shape;
}

function shapeOf(phase: SessionPhase, now: Instant): Shape {
  switch (phase.state) {
    case 'signed-out':
      return phase.error === null || notFailures.has(phase.error.code) ? 'signed-out' : 'error';
    case 'signing-in':
      // The browser waits for the user.
      return phase.step === 'browser' || phase.step === 'approval' ? 'needs-you' : 'active';
    case 'expired':
      return 'needs-you';
    case 'active':
      if (phase.accessTokenExpiresAt === null) {
        return 'active';
      }
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
