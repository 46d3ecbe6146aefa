import { useState } from 'react';
import {
  checkNameTemplate,
  createProfileNamer,
  profileNameTemplates,
  type NamedRole,
} from '../../../shared/credentials/profile-name-template.ts';
import { Field, SelectInput, TextInput } from '../../components/field.tsx';
import { useTranslate } from '../../state/services.tsx';
import { problemText } from '../profile-change/use-change.ts';
import { useExampleRole } from './use-example-role.ts';
import styles from './name-template.module.css';

interface ProfileNameTemplateFieldProps {
  readonly label: string;
  readonly value: string;
  /** Called with whatever is chosen or typed; `checkNameTemplate` tells whether it can be used. */
  readonly onChange: (template: string) => void;
  /** Called when a choice is made or the text is left. */
  readonly onSettled?: (template: string) => void;
  /** What the example is made of; without it one of the roles there are. */
  readonly example?: NamedRole | null;
}

const CUSTOM = 'custom';

/** How profiles are called: one of the usual templates or one's own, with an example as it is typed. */
export function ProfileNameTemplateField(props: ProfileNameTemplateFieldProps) {
  const { label, value, onChange, onSettled, example } = props;
  const t = useTranslate();
  const someRole = useExampleRole();
  const role = example ?? someRole;
  const isPreset = profileNameTemplates.some((preset) => preset === value);
  const [custom, setCustom] = useState(!isPreset);
  const checked = checkNameTemplate(value);
  const name = checked.ok ? createProfileNamer(checked.value, () => false)(role) : null;
  return (
    <div className={styles['template']}>
      <Field
        label={label}
        hint={name !== null && !custom ? t('profiles.template.example', { name }) : undefined}
      >
        {(control) => (
          <SelectInput
            {...control}
            value={custom ? CUSTOM : value}
            onChange={(event) => {
              const chosen = event.target.value;
              setCustom(chosen === CUSTOM);
              if (chosen === CUSTOM) return;
              onChange(chosen);
              onSettled?.(chosen);
            }}
          >
            {profileNameTemplates.map((preset) => (
              <option key={preset} value={preset}>
                {preset}
              </option>
            ))}
            <option value={CUSTOM}>{t('profiles.template.custom')}</option>
          </SelectInput>
        )}
      </Field>
      {custom && (
        <Field
          label={t('profiles.template.own')}
          hint={name === null ? undefined : t('profiles.template.example', { name })}
          problem={checked.ok ? undefined : problemText(t, checked.error)}
        >
          {(control) => (
            <TextInput
              {...control}
              value={value}
              onChange={(event) => {
                onChange(event.target.value);
              }}
              onBlur={() => {
                onSettled?.(value);
              }}
            />
          )}
        </Field>
      )}
    </div>
  );
}
