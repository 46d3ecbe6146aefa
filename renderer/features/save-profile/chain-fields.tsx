import { Combobox } from '../../components/combobox.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { useTranslate } from '../../state/services.tsx';
import { useProfiles } from '../profiles/use-profiles.ts';
import type { ProfileForm } from './use-profile-form.ts';
import styles from './save-profile.module.css';

/** A role that is assumed with the credentials of another profile. */
export function ChainFields({ form: { fields, set, durationWrong } }: { readonly form: ProfileForm }) {
  const t = useTranslate();
  const { rows } = useProfiles();
  const sources = (rows ?? [])
    .filter((row) => row.name !== fields.name)
    .map((row) => ({
      value: row.name,
      detail: [row.roleName, row.accountId].filter((text) => text !== null).join(' · '),
    }));
  return (
    <>
      <Field label={t('profiles.form.roleArn')} hint={t('profiles.form.roleArnHint')}>
        {(control) => (
          <TextInput
            {...control}
            value={fields.roleArn}
            onChange={(event) => set({ roleArn: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('profiles.form.sourceProfile')} hint={t('profiles.form.sourceProfileHint')}>
        {(control) => (
          <Combobox
            {...control}
            label={t('profiles.list')}
            value={fields.sourceProfile}
            options={sources}
            onChange={(sourceProfile) => set({ sourceProfile })}
          />
        )}
      </Field>
      <div className={styles['pair']}>
        <Field label={t('profiles.form.roleSessionName')} hint={t('profiles.form.roleSessionNameHint')}>
          {(control) => (
            <TextInput
              {...control}
              value={fields.roleSessionName}
              onChange={(event) => set({ roleSessionName: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t('profiles.form.durationSeconds')}
          hint={t('profiles.form.durationHint')}
          problem={durationWrong ? t('profiles.form.durationWrong') : undefined}
        >
          {(control) => (
            <TextInput
              {...control}
              inputMode="numeric"
              value={fields.durationSeconds}
              onChange={(event) => set({ durationSeconds: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={t('profiles.form.externalId')}>
        {(control) => (
          <TextInput
            {...control}
            value={fields.externalId}
            onChange={(event) => set({ externalId: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
