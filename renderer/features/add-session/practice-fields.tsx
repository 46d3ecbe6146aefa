import { translateError } from '../../../shared/i18n/error-text.ts';
import { ErrorCallout } from '../../components/callout.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { useTranslate } from '../../state/services.tsx';
import { MOST_ACCOUNTS, MOST_ROLES, type PracticeForm } from './use-practice-form.ts';
import styles from './add-session.module.css';

/** The fields of a practice session. */
export function PracticeFields({ form }: { readonly form: PracticeForm }) {
  const t = useTranslate();
  return (
    <>
      <p className={styles['lead']}>{t('window.addSession.practiceLead')}</p>
      <Field
        label={t('window.addSession.name')}
        problem={form.nameProblem === null ? undefined : translateError(t, form.nameProblem).message}
      >
        {(control) => (
          <TextInput {...control} value={form.name} onChange={(event) => form.setName(event.target.value)} />
        )}
      </Field>
      <div className={styles['pair']}>
        <Field
          label={t('window.addSession.accounts')}
          problem={form.accountsWrong ? t('window.addSession.numberTo', { most: MOST_ACCOUNTS }) : undefined}
        >
          {(control) => (
            <TextInput
              {...control}
              inputMode="numeric"
              value={form.accounts}
              onChange={(event) => form.setAccounts(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('window.addSession.roles')}
          problem={form.rolesWrong ? t('window.addSession.numberTo', { most: MOST_ROLES }) : undefined}
        >
          {(control) => (
            <TextInput
              {...control}
              inputMode="numeric"
              value={form.roles}
              onChange={(event) => form.setRoles(event.target.value)}
            />
          )}
        </Field>
      </div>
      {form.failure !== null && <ErrorCallout error={form.failure} />}
    </>
  );
}
