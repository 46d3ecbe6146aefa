import { useState, type ReactNode } from 'react';
import { translateError } from '../../../shared/i18n/error-text.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import { Field, TextInput } from '../../components/field.tsx';
import { useTranslate } from '../../state/services.tsx';

interface TextSettingProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly placeholder?: string;
  /** What is in force. */
  readonly value: string;
  /** What is wrong with a text, before it is sent anywhere; null if nothing is. */
  readonly check?: (text: string) => string | null;
  /** Puts it in force; an error stands below the field, and the field keeps what was typed. */
  readonly onSave: (text: string) => Promise<AppError | null>;
}

/** A line of text that takes effect when it is left or Enter is pressed; Escape brings back what is in force. */
export function TextSetting({ label, hint, placeholder, value, check, onSave }: TextSettingProps) {
  const t = useTranslate();
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState<AppError | null>(null);
  const text = draft ?? value;
  const wrong = draft === null ? null : (check?.(draft.trim()) ?? null);
  const save = async () => {
    const wanted = text.trim();
    if (wrong !== null) return;
    if (wanted === value) {
      setDraft(null);
      return;
    }
    const error = await onSave(wanted);
    setRefused(error);
    if (error === null) setDraft(null);
  };
  return (
    <Field label={label} hint={hint} problem={wrong ?? (refused === null ? null : sentence(t, refused))}>
      {(control) => (
        <TextInput
          {...control}
          value={text}
          placeholder={placeholder}
          onChange={(event) => {
            setRefused(null);
            setDraft(event.target.value);
          }}
          onBlur={() => void save()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void save();
            if (event.key === 'Escape') {
              setDraft(null);
              setRefused(null);
            }
          }}
        />
      )}
    </Field>
  );
}

function sentence(t: ReturnType<typeof useTranslate>, error: AppError): string {
  return t('window.common.sentences', { ...translateError(t, error) });
}
