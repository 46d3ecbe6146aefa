import type { Ref } from 'react';
import { useTranslate } from '../../state/services.tsx';
import type { ProfileItem } from './profile-items.ts';
import styles from './profile-list.module.css';

interface FileHeadingProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly item: Extract<ProfileItem, { kind: 'file' }>;
  readonly index: number;
  readonly top: number;
}

/** The file that the profiles below are in. */
export function FileHeading({ ref, item: { file, practice, count }, index, top }: FileHeadingProps) {
  const t = useTranslate();
  return (
    <div
      ref={ref}
      role="row"
      data-index={index}
      aria-rowindex={index + 1}
      className={styles['heading']}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" aria-colspan={5} className={styles['headingCell']}>
        <code className={styles['file']} title={file}>
          {file}
        </code>
        {practice && <span className={styles['tag']}>{t('profiles.practiceMark')}</span>}
        <span className={styles['count']}>{t('window.profiles.count', { count })}</span>
      </div>
    </div>
  );
}
