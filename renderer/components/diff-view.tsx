import type { ChangePreview, FileChange } from '../../shared/model/profile.ts';
import { useTranslate } from '../state/services.tsx';
import { joined } from './button.tsx';
import styles from './diff-view.module.css';

const SIGN = { add: '+', remove: '−', context: ' ' } as const;

/** What a write will do to its files, line by line. Values of secrets come masked from main. */
export function DiffView({
  preview,
  stale = false,
}: {
  readonly preview: ChangePreview;
  readonly stale?: boolean;
}) {
  return preview.files.map((change) => <FileDiff key={change.file} change={change} stale={stale} />);
}

function FileDiff({ change, stale }: { readonly change: FileChange; readonly stale: boolean }) {
  const t = useTranslate();
  const { file, diff, left = 0 } = change;
  return (
    <figure className={joined(styles['diff'], stale && styles['stale'])}>
      <figcaption className={styles['file']}>{file}</figcaption>
      {diff.length === 0 ? (
        <p className={styles['none']}>{t('window.diff.none')}</p>
      ) : (
        <ol
          className={styles['lines']}
          aria-label={t('window.diff.label', { file })}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keyboards must reach what is out of sight
          tabIndex={0}
        >
          {diff.map((line, place) => (
            <li key={place} className={joined(styles['line'], styles[line.type])}>
              <span aria-hidden className={styles['sign']}>
                {SIGN[line.type]}
              </span>
              {line.type !== 'context' && (
                <span className="visually-hidden">{t(`window.diff.${line.type}`)} </span>
              )}
              <code>{line.text}</code>
            </li>
          ))}
        </ol>
      )}
      {left > 0 && <p className={styles['left']}>{t('profiles.diff.more', { count: left })}</p>}
    </figure>
  );
}
