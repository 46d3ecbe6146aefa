import type { ReactNode } from 'react';
import { translateError } from '../../shared/i18n/error-text.ts';
import type { AppError } from '../../shared/model/app-error.ts';
import { useTranslate } from '../state/services.tsx';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { RegionInput } from './region-input.tsx';
import styles from './region-field.module.css';

interface RegionFieldProps {
  readonly label: string;
  readonly hint: ReactNode;
  readonly value: string;
  readonly problem: AppError | null;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
}

/** A region with what was probably meant where it is wrong. */
export function RegionField({ label, hint, value, problem, onChange, onBlur }: RegionFieldProps) {
  const t = useTranslate();
  const suggestion = problem?.params?.['suggestion'];
  return (
    <Field
      label={label}
      hint={hint}
      problem={
        problem === null ? undefined : (
          <>
            {t('window.common.sentences', { ...translateError(t, problem) })}{' '}
            {typeof suggestion === 'string' && (
              <Button
                look="quiet"
                className={styles['suggestion']}
                onClick={() => {
                  onChange(suggestion);
                }}
              >
                {t('window.addSession.useRegion', { region: suggestion })}
              </Button>
            )}
          </>
        )
      }
    >
      {(control) => (
        <RegionInput
          {...control}
          value={value}
          placeholder="us-east-1"
          onChange={onChange}
          {...(onBlur === undefined ? {} : { onBlur })}
        />
      )}
    </Field>
  );
}
