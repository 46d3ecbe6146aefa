import { Field, TextInput } from '../../components/field.tsx';
import { useTranslate } from '../../state/services.tsx';

interface ExpiryFieldProps {
  /** A local time as the platform's input gives it; empty where nobody knows. */
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
}

/** When pasted credentials end, if somebody said so. */
export function ExpiryField({ value, problem, onChange }: ExpiryFieldProps) {
  const t = useTranslate();
  return (
    <Field label={t('aliyunWindow.add.expires')} hint={t('aliyunWindow.add.expiresHint')} problem={problem}>
      {(control) => (
        <TextInput
          {...control}
          type="datetime-local"
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      )}
    </Field>
  );
}
