import type { SessionPhase } from '../../../shared/model/session.ts';
import { absoluteTime, timeOfDay } from '../../../shared/time/absolute-time.ts';
import { clockPhase, nextClockChange } from '../../../shared/time/clock-phase.ts';
import { countdownText } from '../../../shared/time/clock-text.ts';
import { MINUTE, type Instant } from '../../../shared/model/instant.ts';
import { PhaseGlyph, type GlyphState } from '../../components/phase-glyph.tsx';
import { useNow, useServices, type Services } from '../../state/services.tsx';
import styles from './session-strip.module.css';

interface Reading {
  readonly glyph: GlyphState;
  readonly text: string;
  /** The name of the clock with the absolute time, for hover and screen readers; null where the text says it all. */
  readonly full: string | null;
}

/** The one thing worth knowing of a session at a glance: how long, or what is wrong. */
export function SessionClock({ phase }: { readonly phase: SessionPhase }) {
  const services = useServices();
  const now = useNow((time) => changeAfter(phase, time));
  const { glyph, text, full } = readingOf(services, phase, now);
  return (
    <span className={styles['clock']} title={full ?? undefined}>
      <PhaseGlyph state={glyph} />
      <span>{text}</span>
      {full !== null && <span className="visually-hidden">, {full}</span>}
    </span>
  );
}

function readingOf({ t, timeStyle }: Services, phase: SessionPhase, now: Instant): Reading {
  switch (phase.state) {
    case 'signed-out':
      return {
        glyph: phase.error === null ? 'none' : 'error',
        text: t('window.session.signedOut'),
        full: null,
      };
    case 'signing-in':
      return { glyph: 'busy', text: t('window.session.signingIn'), full: null };
    case 'expired':
      return {
        glyph: 'over',
        text: countdownText(t, phase.expiredAt, now),
        full: t('window.clock.named', {
          name: t('window.clock.signInEnded'),
          time: absoluteTime(phase.expiredAt, timeStyle),
        }),
      };
    case 'active': {
      const end = needsYouAt(phase);
      const glyph = phase.error === null ? (end === null ? 'fine' : clockPhase(end.at, now)) : 'error';
      if (end === null) {
        if (phase.accessTokenExpiresAt === null) {
          return {
            glyph,
            text: t('aliyunWindow.identity.unknown'),
            full: t('aliyunWindow.identity.unknownFull'),
          };
        }
        const text =
          phase.nextRenewalAt === null
            ? t('window.session.active')
            : t('window.clock.renews', { time: timeOfDay(phase.nextRenewalAt, now, timeStyle) });
        return { glyph, text, full: null };
      }
      const left = countdownText(t, end.at, now, { ticking: true });
      const name = t('window.clock.signInEnds');
      const time = absoluteTime(end.at, timeStyle);
      return {
        glyph,
        text: end.estimated && end.at > now ? t('window.clock.about', { time: left }) : left,
        full: end.estimated
          ? t('window.clock.namedAbout', { name, time })
          : t('window.clock.named', { name, time }),
      };
    }
  }
}

/** When somebody has to sign in again; null where that is not known. */
export function needsYouAt(
  phase: Extract<SessionPhase, { state: 'active' }>,
): { readonly at: Instant; readonly estimated: boolean } | null {
  if (phase.sessionEndsEstimate !== null) {
    return { at: phase.sessionEndsEstimate.at, estimated: true };
  }
  const at = phase.accessTokenExpiresAt;
  return phase.renewable || at === null ? null : { at, estimated: false };
}

function changeAfter(phase: SessionPhase, now: Instant): number {
  if (phase.state === 'expired') {
    return nextClockChange(phase.expiredAt, now);
  }
  const end = phase.state === 'active' ? needsYouAt(phase) : null;
  return end === null ? MINUTE : nextClockChange(end.at, now);
}
