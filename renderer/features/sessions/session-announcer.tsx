import { useState } from 'react';
import { MINUTE } from '../../../shared/model/instant.ts';
import { clockPhase, nextClockChange, type ClockPhase } from '../../../shared/time/clock-phase.ts';
import { useAppState, useNow, useTranslate } from '../../state/services.tsx';
import { sameJson } from '../../state/structural-equality.ts';
import { needsYouAt } from './session-clock.tsx';

/**
 * Tells a screen reader when a sign-in passes from plenty of time to *soon*, *now* and *over*; the seconds in between
 * would only be noise.
 */
export function SessionAnnouncer() {
  const t = useTranslate();
  const ends = useAppState((state) =>
    state.sessions.flatMap(({ record, phase }) => {
      const end = phase.state === 'active' ? needsYouAt(phase) : null;
      return end === null ? [] : [{ id: record.id, name: record.name, at: end.at }];
    }),
  );
  const now = useNow((time) => Math.min(MINUTE, ...ends.map(({ at }) => nextClockChange(at, time))));
  const phases: Readonly<Record<string, ClockPhase>> = Object.fromEntries(
    ends.map(({ id, at }) => [id, clockPhase(at, now)]),
  );
  const [last, setLast] = useState({ phases, words: '' });
  if (!sameJson(last.phases, phases)) {
    const passed = ends.flatMap(({ id, name }) => {
      const before = last.phases[id];
      const phase = phases[id];
      const worse = before !== undefined && phase !== undefined && phase !== 'fine' && phase !== before;
      return worse ? [t('window.session.passed', { name, state: t(`clock.${phase}`) })] : [];
    });
    setLast({ phases, words: passed.join(' ') });
  }
  return (
    <p role="status" className="visually-hidden">
      {last.words}
    </p>
  );
}
