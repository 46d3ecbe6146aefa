import { TriangleAlert } from 'lucide-react';
import { translateError } from '../../../shared/i18n/error-text.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { useAppState, useTranslate } from '../../state/services.tsx';
import styles from './found.module.css';

/** A mark on a session of which the config file says something else; the menu of the session tells what. */
export function SectionMark({ sessionId }: { readonly sessionId: SessionId }) {
  const t = useTranslate();
  const problem = useAppState((state) => state.sections[sessionId]?.problem ?? null);
  if (problem === null) return null;
  const { message } = translateError(t, problem);
  return (
    <span className={styles['mark']} title={message}>
      <TriangleAlert size={14} aria-hidden />
      <span className="visually-hidden">{message}</span>
    </span>
  );
}
