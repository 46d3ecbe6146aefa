import type { Instant } from '../../shared/model/instant.ts';
import { absoluteTime } from '../../shared/time/absolute-time.ts';
import { clockPhase, nextClockChange, type ClockPhase } from '../../shared/time/clock-phase.ts';
import { countdownText } from '../../shared/time/clock-text.ts';
import { useNow, useServices } from '../state/services.tsx';
import { joined } from './button.tsx';
import { PhaseGlyph } from './phase-glyph.tsx';
import styles from './clock.module.css';

interface ClockProps {
  readonly end: Instant;
  /** The name of the clock, e.g. "Credentials until": told on hover and to screen readers with the absolute time. */
  readonly name: string;
  readonly glyph?: boolean;
}

/** What is left until `end`, ticking below ten minutes. */
export function Clock({ end, name, glyph = false }: ClockProps) {
  const { t, timeStyle } = useServices();
  const { phase, now } = useClockPhase(end);
  const full = t('window.clock.named', { name, time: absoluteTime(end, timeStyle) });
  return (
    <span title={full} className={joined(styles['clock'], styles[phase])}>
      {glyph && <PhaseGlyph state={phase} />}
      <span aria-hidden>{countdownText(t, end, now, { ticking: true })}</span>
      <span className="visually-hidden">{full}</span>
    </span>
  );
}

/** The phase of `end`, kept fresh. */
export function useClockPhase(end: Instant): { readonly phase: ClockPhase; readonly now: Instant } {
  const now = useNow((time) => nextClockChange(end, time));
  return { phase: clockPhase(end, now), now };
}
