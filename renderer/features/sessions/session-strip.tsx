import { Plus } from 'lucide-react';
import type { SessionId, SessionView } from '../../../shared/model/session.ts';
import { IconButton } from '../../components/button.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { SessionChip } from './session-chip.tsx';
import styles from './session-strip.module.css';

interface SessionStripProps {
  /** The only session shown in the list, or null for all. */
  readonly only: SessionId | null;
  readonly onOnly: (sessionId: SessionId | null) => void;
  /** The session whose Sign in button stands in the view below, so that there is one of it. */
  readonly offeredBelow: SessionId | null;
}

/** All sessions with their clocks. */
export function SessionStrip({ only, onOnly, offeredBelow }: SessionStripProps) {
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const sessions = useAppState((state) => state.sessions);
  return (
    <div className={styles['strip']}>
      <ul className={styles['chips']} aria-label={t('window.session.all')}>
        {sessions.map((session: SessionView) => (
          <li key={session.record.id}>
            <SessionChip
              session={session}
              several={sessions.length > 1}
              only={only === session.record.id}
              onOnly={onOnly}
              offersSignIn={offeredBelow !== session.record.id}
            />
          </li>
        ))}
      </ul>
      <IconButton
        label={t('window.session.add')}
        icon={<Plus size={16} />}
        onClick={() => {
          showOverlay({ type: 'add-session', cloud: null });
        }}
      />
    </div>
  );
}
