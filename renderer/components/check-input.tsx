import { useId, type ReactNode } from 'react';
import styles from './check-input.module.css';

interface CheckInputProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

/** A box to tick, with its words beside it. */
export function CheckInput({ checked, onChange, hint, children }: CheckInputProps) {
  const id = useId();
  const hintId = useId();
  return (
    <div className={styles['check']}>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={hint === undefined ? undefined : hintId}
        className={styles['box']}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <div className={styles['words']}>
        <label htmlFor={id}>{children}</label>
        {hint !== undefined && (
          <div id={hintId} className={styles['hint']}>
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}
