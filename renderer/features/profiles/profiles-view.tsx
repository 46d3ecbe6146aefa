import { useDeferredValue, useMemo, useState } from 'react';
import { ListPlus, ListX, Undo2 } from 'lucide-react';
import type { Cloud, SessionId } from '../../../shared/model/session.ts';
import { listsRoles } from '../../../shared/model/listed-session.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import { Button, joined } from '../../components/button.tsx';
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

/** The profiles of both clouds' files: ours and foreign ones, each with its state and what can be done with it. */
export function ProfilesView() {
  const t = useTranslate();
  const { rows, problems, error, again } = useProfiles();
  const [filter, setFilter] = useState('');
  const wanted = useDeferredValue(filter);
  const [cloud, setCloud] = useState<Cloud | null>(null);
  const both = new Set(rows?.map((row) => row.cloud)).size > 1;
  const shown = both ? cloud : null;
  const items = useMemo(() => profileItems(rows ?? [], wanted, shown), [rows, shown, wanted]);
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
        {both && <CloudFilter cloud={cloud} onChange={setCloud} />}
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
      {problems.map((problem) => (
        <FileProblem key={JSON.stringify(problem)} problem={problem} />
      ))}
      {rows !== null && problems.length === 0 && total === 0 && error === null && (
        <EmptyState>{t('window.profiles.none')}</EmptyState>
      )}
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

const CLOUDS = [null, 'aws', 'aliyun'] as const;

/** One cloud or both, where the files hold profiles of both. */
function CloudFilter(props: {
  readonly cloud: Cloud | null;
  readonly onChange: (cloud: Cloud | null) => void;
}) {
  const { cloud, onChange } = props;
  const t = useTranslate();
  return (
    <fieldset className={styles['clouds']}>
      <legend className="visually-hidden">{t('aliyunWindow.profile.cloudFilter')}</legend>
      {CLOUDS.map((one) => (
        <label key={one ?? 'all'} className={joined(styles['cloud'], one === cloud && styles['chosen'])}>
          <input
            type="radio"
            name="cloud"
            className="visually-hidden"
            checked={one === cloud}
            onChange={() => {
              onChange(one);
            }}
          />
          {t(`aliyunWindow.profile.${one ?? 'all'}`)}
        </label>
      ))}
    </fieldset>
  );
}

/** What is wrong with a whole file, with the way out where Latchkey has one. */
function FileProblem({ problem }: { readonly problem: AppError }) {
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const practice = useAppState((state) => state.practice);
  const file = problem.params?.['file'];
  const ofAliyun = typeof file === 'string' && file.endsWith('.aliyun/config.json');
  return (
    <ErrorCallout
      error={problem}
      action={
        ofAliyun && (
          <Button
            look="quiet"
            onClick={() => {
              showOverlay({
                type: 'repair-file',
                practice: practice !== null && file.startsWith(practice.home),
              });
            }}
          >
            {t('aliyunWindow.repair.item')}
          </Button>
        )
      }
    />
  );
}

/** What is done with many profiles at once. */
function Toolbar() {
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const session = useAppState((state): SessionId | null => {
    const sessions = state.sessions.filter(({ record }) => listsRoles(record));
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
