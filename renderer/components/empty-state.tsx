import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** Nothing to show: one sentence, one button. */
export function EmptyState({
  children,
  action,
}: {
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={styles['empty']}>
      <div className={styles['sentence']}>{children}</div>
      {action}
    </div>
  );
}
