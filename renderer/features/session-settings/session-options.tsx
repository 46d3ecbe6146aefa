import type { ReactNode } from 'react';
import { translateError } from '../../../shared/i18n/error-text.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { SessionKind, SignInFlow } from '../../../shared/model/session.ts';
import { CheckInput } from '../../components/check-input.tsx';
import { ChoiceList } from '../../components/choice-list.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { useTranslate } from '../../state/services.tsx';
import styles from './session-settings.module.css';

/** What a session has besides its address. Null: as the environment says. */
export interface SessionOptions {
  readonly kind: SessionKind;
  readonly flow: SignInFlow;
  readonly fips: boolean | null;
  readonly dualStack: boolean | null;
}

interface OptionProps {
  readonly options: SessionOptions;
  readonly onChange: (options: SessionOptions) => void;
}

/** How the profiles of a session name it; settled when it is added. */
export function KindChoice({ options, onChange }: OptionProps) {
  const t = useTranslate();
  return (
    <ChoiceList
      label={t('sessions.options.form')}
      value={options.kind}
      choices={[
        {
          value: 'sso-session',
          label: t('sessions.options.sso-session'),
          hint: t('sessions.options.ssoSessionHint'),
        },
        { value: 'legacy', label: t('sessions.options.legacy'), hint: t('sessions.options.legacyHint') },
      ]}
      onChange={(kind: SessionKind) => {
        onChange({ ...options, kind });
      }}
    />
  );
}

export function FlowChoice({ options, onChange }: OptionProps) {
  const t = useTranslate();
  return (
    <ChoiceList
      label={t('sessions.options.flow')}
      value={options.flow}
      choices={[
        { value: 'pkce', label: t('sessions.options.pkce'), hint: t('sessions.options.pkceHint') },
        { value: 'device', label: t('sessions.options.device'), hint: t('sessions.options.deviceHint') },
      ]}
      onChange={(flow: SignInFlow) => {
        onChange({ ...options, flow });
      }}
    />
  );
}

/** FIPS and dual-stack. */
export function EndpointChoice({ options, onChange, hint }: OptionProps & { readonly hint?: ReactNode }) {
  const t = useTranslate();
  return (
    <fieldset className={styles['endpoints']}>
      <legend className={styles['legend']}>{t('sessions.options.endpoints')}</legend>
      <CheckInput
        checked={options.fips === true}
        onChange={(fips) => {
          onChange({ ...options, fips });
        }}
      >
        {t('sessions.options.fips')}
      </CheckInput>
      <CheckInput
        checked={options.dualStack === true}
        hint={hint}
        onChange={(dualStack) => {
          onChange({ ...options, dualStack });
        }}
      >
        {t('sessions.options.dualStack')}
      </CheckInput>
    </fieldset>
  );
}

interface ScopesFieldProps {
  readonly kind: SessionKind;
  readonly value: string;
  readonly problem: AppError | null;
  /** Scopes that will do and yet be of little use. */
  readonly warning: AppError | null;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
}

export function ScopesField({ kind, value, problem, warning, onChange, onBlur }: ScopesFieldProps) {
  const t = useTranslate();
  const words = (error: AppError) => {
    const { message, hint } = translateError(t, error);
    return t('window.common.sentences', { message, hint });
  };
  const hint = kind === 'legacy' ? t('sessions.options.scopesHintLegacy') : t('sessions.options.scopesHint');
  return (
    <Field
      label={t('sessions.options.scopes')}
      hint={warning === null ? hint : <span className={styles['warning']}>{words(warning)}</span>}
      problem={problem === null ? undefined : words(problem)}
    >
      {(control) => (
        <TextInput
          {...control}
          placeholder={kind === 'legacy' ? '' : 'sso:account:access'}
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
          }}
          onBlur={onBlur}
        />
      )}
    </Field>
  );
}
