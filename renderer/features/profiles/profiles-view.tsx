import { useDeferredValue, useMemo, useState } from 'react';
import { ListPlus, ListX, Undo2 } from 'lucide-react';
import type { SessionId } from '../../../shared/model/session.ts';
import { Button } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { TextInput } from '../../components/field.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { changeSentence } from '../profile-change/change-sentence.ts';
import { PracticeNote } from './practice-note.tsx';
import { profileItems } from './profile-items.ts';
import { ProfileList } from './profile-list.tsx';
import { useCopyProfile } from './use-copy-profile.ts';
import { useProfiles } from './use-profiles.ts';
import styles from './profiles.module.css';

/** From here on a filter is worth its place. */
const FILTER_FROM = 9;

/** The profiles of the AWS files: ours and foreign ones, each with its state and what can be done with it. */
export function ProfilesView() {
  const t = useTranslate();
  const { rows, error, again } = useProfiles();
  const [filter, setFilter] = useState('');
  const wanted = useDeferredValue(filter);
  const items = useMemo(() => profileItems(rows ?? [], wanted), [rows, wanted]);
  const copying = useCopyProfile();
  const total = rows?.length ?? 0;
  const hasPractice = rows?.some((row) => row.practice) === true;
  return (
    <div className={styles['view']}>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{t('window.nav.profiles')}</h1>
        <Toolbar />
      </header>
      <div className={styles['bar']}>
        {total >= FILTER_FROM && (
          <div className={styles['filter']}>
            <TextInput
              aria-label={t('window.profiles.filter')}
              placeholder={t('window.profiles.filter')}
              value={filter}
              onChange={(event) => {
                setFilter(event.target.value);
              }}
            />
          </div>
        )}
        <UndoBar />
      </div>
      {error !== null && (
        <ErrorCallout
          error={error}
          action={
            <Button look="quiet" onClick={again}>
              {t('window.common.tryAgain')}
            </Button>
          }
        />
      )}
      {rows !== null && total === 0 && error === null && <EmptyState>{t('window.profiles.none')}</EmptyState>}
      {total > 0 && items.length === 0 && (
        <EmptyState
          action={
            <Button
              onClick={() => {
                setFilter('');
              }}
            >
              {t('window.profiles.clearFilter')}
            </Button>
          }
        >
          {t('window.profiles.noMatch')}
        </EmptyState>
      )}
      {items.length > 0 && <ProfileList items={items} copying={copying} />}
      {hasPractice && <PracticeNote />}
    </div>
  );
}

/** What is done with many profiles at once. */
function Toolbar() {
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const session = useAppState((state): SessionId | null => {
    const { sessions } = state;
    return (sessions.find(({ phase }) => phase.state === 'active') ?? sessions[0])?.record.id ?? null;
  });
  if (session === null) return null;
  return (
    <div className={styles['tools']}>
      <Button
        icon={<ListX size={14} aria-hidden />}
        onClick={() => {
          showOverlay({ type: 'prune-profiles', sessionId: session });
        }}
      >
        {t('profiles.pruneItem')}
      </Button>
      <Button
        icon={<ListPlus size={14} aria-hidden />}
        onClick={() => {
          showOverlay({ type: 'generate-profiles', sessionId: session });
        }}
      >
        {t('profiles.generateItem')}
      </Button>
    </div>
  );
}

/** The newest change, with its way back. Always there, so that nothing below moves when a change comes. */
function UndoBar() {
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const change = useAppState((state) => state.undo);
  if (change === null) return null;
  return (
    <div className={styles['undo']}>
      <p className={styles['undoWords']} title={changeSentence(t, change)}>
        {changeSentence(t, change)}
      </p>
      <Button
        look="quiet"
        icon={<Undo2 size={14} aria-hidden />}
        onClick={() => {
          showOverlay({ type: 'undo-change' });
        }}
      >
        {t('window.common.undo')}
      </Button>
    </div>
  );
}
