import type { ClockPhase } from '../../shared/time/clock-phase.ts';
import { joined } from './button.tsx';
import styles from './phase-glyph.module.css';

/** How things stand, by shape as well as by colour: the words beside it say it too, so it is hidden from readers. */
export type GlyphState = ClockPhase | 'none' | 'busy' | 'error';

export function PhaseGlyph({ state }: { readonly state: GlyphState }) {
  return (
    <svg
      aria-hidden
      width="12"
      height="12"
      viewBox="0 0 12 12"
      className={joined(styles['glyph'], styles[state])}
    >
      {shapeOf(state)}
    </svg>
  );
}

function shapeOf(state: GlyphState) {
  const ring = <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />;
  switch (state) {
    case 'fine':
      return <circle cx="6" cy="6" r="5" fill="currentColor" />;
    case 'soon':
      return (
        <>
          {ring}
          <path d="M6 1.5a4.5 4.5 0 0 0 0 9z" fill="currentColor" />
        </>
      );
    case 'now':
      return (
        <>
          {ring}
          <path d="M6 6V1.5A4.5 4.5 0 0 0 1.5 6z" fill="currentColor" />
        </>
      );
    case 'over':
    case 'none':
      return ring;
    case 'busy':
      return (
        <>
          <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" opacity="0.3" />
          <path d="M6 1.25A4.75 4.75 0 0 1 10.75 6" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </>
      );
    case 'error':
      return (
        <>
          {ring}
          <path d="M6 3.2v3.4M6 8.1v1" stroke="currentColor" strokeWidth="1.4" />
        </>
      );
  }
}
