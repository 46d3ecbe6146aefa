import { SelectInput, type FieldControlProps } from './field.tsx';
import { useTranslate } from '../state/services.tsx';

const OUTPUTS = ['json', 'yaml', 'yaml-stream', 'text', 'table', 'off'] as const;

interface OutputInputProps extends FieldControlProps {
  /** Empty: not set. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The output format of a profile: what the `aws` command knows, and what stands there should it be another. */
export function OutputInput({ value, onChange, ...control }: OutputInputProps) {
  const t = useTranslate();
  const known: readonly string[] = OUTPUTS;
  const outputs = value === '' || known.includes(value) ? known : [...known, value];
  return (
    <SelectInput
      {...control}
      value={value}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    >
      <option value="">{t('window.saveProfile.notSet')}</option>
      {outputs.map((output) => (
        <option key={output} value={output}>
          {output}
        </option>
      ))}
    </SelectInput>
  );
}
