import { translateError } from '../../../shared/i18n/error-text.ts';
import { MINUTE } from '../../../shared/model/instant.ts';
import type { SessionView } from '../../../shared/model/session.ts';
import { timeOfDay } from '../../../shared/time/absolute-time.ts';
import { useNow, useServices } from '../../state/services.tsx';
import { needsYouAt } from './session-clock.tsx';
import styles from './session-strip.module.css';

/** What is known of a session, in sentences: who, where, and what will happen next. */
export function SessionFacts({ session }: { readonly session: SessionView }) {
  const { t } = useServices();
  const sentences = useSentences(session);
  const { record, phase } = session;
  const error = phase.state === 'signing-in' ? null : phase.error;
  return (
    <div className={styles['facts']}>
      <p className={styles['factsName']}>{record.name}</p>
      <p className={styles['factsPlace']}>
        {record.startUrl.replace(/^https?:\/\//, '')} · {record.region}
      </p>
      {record.identity !== null && <p>{t('window.session.identity', { name: record.identity.name })}</p>}
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {error !== null && <p className={styles['factsError']}>{translateError(t, error).message}</p>}
    </div>
  );
}

/** "Renews by itself at 14:40", "Needs you at about 18:02". */
function useSentences({ phase }: SessionView): readonly string[] {
  const { t, timeStyle } = useServices();
  const now = useNow(() => MINUTE);
  if (phase.state !== 'active') {
    return [];
  }
  const end = needsYouAt(phase);
  const sentences: string[] = [];
  if (phase.renewable && phase.nextRenewalAt !== null && (end === null || phase.nextRenewalAt < end.at)) {
    sentences.push(
      t('window.clock.renewsByItself', { time: timeOfDay(phase.nextRenewalAt, now, timeStyle) }),
    );
  }
  if (end !== null) {
    const time = timeOfDay(end.at, now, timeStyle);
    sentences.push(
      end.estimated ? t('window.clock.needsYouAbout', { time }) : t('window.clock.needsYou', { time }),
    );
  }
  return sentences;
}
