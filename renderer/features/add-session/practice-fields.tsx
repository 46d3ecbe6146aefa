import { translateError } from '../../../shared/i18n/error-text.ts';
import { aliyunSiteIds } from '../../../shared/aliyun/sites.ts';
import { ErrorCallout } from '../../components/callout.tsx';
import { ChoiceList } from '../../components/choice-list.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { useTranslate } from '../../state/services.tsx';
import { MOST_ACCOUNTS, MOST_ROLES, type PracticeForm } from './use-practice-form.ts';
import styles from './add-session.module.css';

const CLOUDS = ['aws', 'aliyun'] as const;
const KINDS = ['oauth', 'cloud-sso'] as const;

/** The fields of a practice session. */
export function PracticeFields({ form }: { readonly form: PracticeForm }) {
  const t = useTranslate();
  return (
    <>
      <p className={styles['lead']}>
        {t(form.played.cloud === 'aws' ? 'window.addSession.practiceLead' : 'aliyunWindow.practice.lead')}
      </p>
      <ChoiceList
        label={t('aliyunWindow.practice.cloud')}
        value={form.played.cloud}
        inline
        choices={CLOUDS.map((value) => ({ value, label: t(`aliyunWindow.practice.${value}`) }))}
        onChange={(cloud) => {
          form.setPlayed({ cloud });
        }}
      />
      <Field
        label={t('window.addSession.name')}
        problem={form.nameProblem === null ? undefined : translateError(t, form.nameProblem).message}
      >
        {(control) => (
          <TextInput {...control} value={form.name} onChange={(event) => form.setName(event.target.value)} />
        )}
      </Field>
      {form.played.cloud === 'aws' ? <Size form={form} /> : <AliyunPart form={form} />}
      {form.failure !== null && <ErrorCallout error={form.failure} />}
    </>
  );
}

/** How large a cloud it plays. */
function Size({ form }: { readonly form: PracticeForm }) {
  const t = useTranslate();
  return (
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
  );
}

/** Which part of Alibaba Cloud it plays. */
function AliyunPart({ form: { played, setPlayed } }: { readonly form: PracticeForm }) {
  const t = useTranslate();
  return (
    <>
      <ChoiceList
        label={t('aliyunWindow.practice.way')}
        value={played.kind}
        inline
        choices={KINDS.map((value) => ({ value, label: t(`aliyunWindow.practice.${value}`) }))}
        onChange={(kind) => {
          setPlayed({ kind });
        }}
      />
      {played.kind === 'oauth' && (
        <ChoiceList
          label={t('aliyunWindow.add.site')}
          value={played.site}
          inline
          choices={aliyunSiteIds.map((value) => ({ value, label: t(`aliyunWindow.add.sites.${value}`) }))}
          onChange={(site) => {
            setPlayed({ site });
          }}
        />
      )}
    </>
  );
}
