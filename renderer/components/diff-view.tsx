import type { ChangePreview } from '../../shared/model/profile.ts';
import { useTranslate } from '../state/services.tsx';
import { joined } from './button.tsx';
import styles from './diff-view.module.css';

const SIGN = { add: '+', remove: '−', context: ' ' } as const;

/** What a write will do to a file, line by line. Values of secrets come masked from main. */
export function DiffView({
  preview,
  stale = false,
}: {
  readonly preview: ChangePreview;
  readonly stale?: boolean;
}) {
  const t = useTranslate();
  return (
    <figure className={joined(styles['diff'], stale && styles['stale'])}>
      <figcaption className={styles['file']}>{preview.file}</figcaption>
      {preview.diff.length === 0 ? (
        <p className={styles['none']}>{t('window.diff.none')}</p>
      ) : (
        <ol
          className={styles['lines']}
          aria-label={t('window.diff.label', { file: preview.file })}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keyboards must reach what is out of sight
          tabIndex={0}
        >
          {preview.diff.map((line, place) => (
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
    </figure>
  );
}
