import { useId } from 'react';
import { joined } from './button.tsx';
import styles from './choice-list.module.css';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

interface ChoiceListProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  /** Side by side, for short labels without hints. */
  readonly inline?: boolean;
  readonly onChange: (value: Value) => void;
}

/** One of a few, each with a line on what it means. */
export function ChoiceList<Value extends string>(props: ChoiceListProps<Value>) {
  const { label, value, choices, inline = false, onChange } = props;
  const name = useId();
  return (
    <fieldset className={joined(styles['choices'], inline && styles['inline'])}>
      <legend className={styles['legend']}>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={styles['choice']}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            aria-describedby={choice.hint === undefined ? undefined : `${name}-${choice.value}`}
            onChange={() => {
              onChange(choice.value);
            }}
          />
          <span>
            {choice.label}
            {choice.hint !== undefined && (
              <span id={`${name}-${choice.value}`} className={styles['hint']}>
                {choice.hint}
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
