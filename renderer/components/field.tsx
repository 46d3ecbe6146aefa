import { useId, type ComponentProps, type ReactNode } from 'react';
import { CircleAlert } from 'lucide-react';
import { joined } from './button.tsx';
import styles from './field.module.css';

/** What a control inside a field must carry. */
export interface FieldControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with the value; replaces the hint. */
  readonly problem?: ReactNode;
  readonly children: (control: FieldControlProps) => ReactNode;
}

/** A labelled control with its hint or its problem below. */
export function Field({ label, hint, problem, children }: FieldProps) {
  const id = useId();
  const noteId = useId();
  const wrong = problem !== undefined && problem !== null;
  const note = wrong ? problem : hint;
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': note === undefined || note === null ? undefined : noteId,
        'aria-invalid': wrong ? true : undefined,
      })}
      {/* Always there, so that a screen reader hears a problem as it appears. */}
      <div id={noteId} aria-live="polite" className={wrong ? styles['problem'] : styles['hint']}>
        {wrong && <CircleAlert size={14} aria-hidden />}
        {note !== undefined && note !== null && <div>{note}</div>}
      </div>
    </div>
  );
}

/** A line of text. Spelling help is off: names and addresses are no prose. */
export function TextInput(props: ComponentProps<'input'>) {
  return (
    <input
      type="text"
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      {...props}
      className={styles['input']}
    />
  );
}

interface TextAreaProps extends ComponentProps<'textarea'> {
  /** Its text shows as dots while the field has not got the focus. */
  readonly concealed?: boolean;
}

/** Several lines of text. */
export function TextArea({ concealed = false, ...props }: TextAreaProps) {
  return (
    <textarea
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      {...props}
      className={joined(styles['input'], styles['area'], concealed && styles['concealed'])}
    />
  );
}

/** One of a few values, by the platform's own list. */
export function SelectInput(props: ComponentProps<'select'>) {
  return (
    <span className={styles['selectFrame']}>
      <select {...props} className={styles['input']} />
    </span>
  );
}
