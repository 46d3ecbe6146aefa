import { translateError } from '../../../shared/i18n/error-text.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { useAppState, useTranslate } from '../../state/services.tsx';
import styles from './found.module.css';

/** Whose the session's section of the config file is, and what is wrong with it. */
export function SectionFacts({ sessionId }: { readonly sessionId: SessionId }) {
  const t = useTranslate();
  const section = useAppState((state) => state.sections[sessionId] ?? null);
  if (section === null) return null;
  if (section.problem !== null) {
    const { message, hint } = translateError(t, section.problem);
    return <p className={styles['problem']}>{t('window.common.sentences', { message, hint })}</p>;
  }
  return section.owner === 'none' ? null : (
    <p className={styles['muted']}>{t(`found.section.${section.owner}`)}</p>
  );
}
