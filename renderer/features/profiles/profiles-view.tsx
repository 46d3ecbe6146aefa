import { useMemo, useState } from 'react';
import { Undo2 } from 'lucide-react';
import type { ProfileRow } from '../../../shared/model/profile.ts';
import { Button } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { TextInput } from '../../components/field.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import { PracticeNote } from './practice-note.tsx';
import { ProfileTable } from './profile-table.tsx';
import { useProfiles } from './use-profiles.ts';
import { useUndo } from './use-undo.ts';
import styles from './profiles.module.css';

/** From here on a filter is worth its place. */
const FILTER_FROM = 9;

/** The profiles of the AWS files: ours and foreign ones, each with its state. */
export function ProfilesView() {
  const t = useTranslate();
  const { rows, error, again } = useProfiles();
  const [filter, setFilter] = useState('');
  const files = useMemo(() => groupByFile(rows ?? [], filter), [rows, filter]);
  const total = rows?.length ?? 0;
  return (
    <div className={styles['view']}>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{t('window.nav.profiles')}</h1>
        <UndoBar />
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
      </header>
      <div className={styles['scroll']}>
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
        {rows !== null && total === 0 && error === null && (
          <EmptyState>{t('window.profiles.none')}</EmptyState>
        )}
        {total > 0 && files.length === 0 && (
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
        {files.map(({ file, practice, rows: inFile }) => (
          <section key={file} aria-label={file} className={styles['file']}>
            <h2 className={styles['fileName']}>
              <code>{file}</code>
              {practice && <span className={styles['tag']}>{t('window.session.practice')}</span>}
              <span className={styles['count']}>{t('window.profiles.count', { count: inFile.length })}</span>
            </h2>
            <ProfileTable rows={inFile} />
            {practice && <PracticeNote />}
          </section>
        ))}
      </div>
    </div>
  );
}

/** The newest change, with its way back. In the header, so that nothing below moves when it comes. */
function UndoBar() {
  const t = useTranslate();
  const change = useAppState((state) => state.undo);
  const undo = useUndo();
  const [busy, setBusy] = useState(false);
  if (change === null) return null;
  const { profileName: name, file } = change;
  const run = async () => {
    setBusy(true);
    await undo();
    setBusy(false);
  };
  return (
    <div className={styles['undo']}>
      <p className={styles['undoWords']}>{t(`window.profiles.change.${change.change}`, { name, file })}</p>
      <Button look="quiet" icon={<Undo2 size={14} aria-hidden />} disabled={busy} onClick={() => void run()}>
        {t('window.common.undo')}
      </Button>
    </div>
  );
}

interface ProfileFile {
  readonly file: string;
  readonly practice: boolean;
  readonly rows: readonly ProfileRow[];
}

function groupByFile(rows: readonly ProfileRow[], filter: string): readonly ProfileFile[] {
  const wanted = filter.trim().toLowerCase();
  const matching = rows.filter((row) =>
    [row.name, row.accountId, row.roleName, row.sessionName, row.region].some(
      (text) => text?.toLowerCase().includes(wanted) === true,
    ),
  );
  const files = new Map<string, ProfileRow[]>();
  for (const row of matching) {
    files.set(row.file, [...(files.get(row.file) ?? []), row]);
  }
  return [...files].map(([file, inFile]) => ({
    file,
    practice: inFile.some((row) => row.practice),
    rows: inFile.toSorted((a, b) => Number(b.managed) - Number(a.managed) || (a.name < b.name ? -1 : 1)),
  }));
}
