import { useEffect, useRef } from 'react';
import { Callout } from '../../components/callout.tsx';
import { ChoiceList } from '../../components/choice-list.tsx';
import { Field, TextArea, TextInput } from '../../components/field.tsx';
import { OutputInput } from '../../components/output-input.tsx';
import { RegionInput } from '../../components/region-input.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import { problemText } from '../profile-change/use-change.ts';
import { ChainFields } from './chain-fields.tsx';
import type { FormStart, ProfileForm, ProfileKind } from './use-profile-form.ts';
import styles from './save-profile.module.css';

interface FieldsetProps {
  readonly form: ProfileForm;
  readonly start: FormStart;
}

/** The fields of a profile, the usual ones first. */
export function ProfileFieldset({ form, start }: FieldsetProps) {
  const t = useTranslate();
  const { fields, set } = form;
  const nameInput = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The one thing most people change; the fields come after the dialog has opened.
    nameInput.current?.focus();
    nameInput.current?.select();
  }, []);
  const nameMissing = fields.name.trim() === '';
  return (
    <>
      {start.isNew && (
        <Field
          label={t('window.saveProfile.name')}
          hint={t('window.saveProfile.nameHint')}
          problem={nameMissing ? t('window.saveProfile.nameMissing') : problemText(t, form.nameProblem)}
        >
          {(control) => (
            <TextInput
              {...control}
              ref={nameInput}
              value={fields.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
      )}
      <div className={styles['pair']}>
        <Field
          label={t('window.saveProfile.region')}
          hint={t('window.saveProfile.regionHint')}
          problem={problemText(t, form.regionProblem)}
        >
          {(control) => (
            <RegionInput
              {...control}
              value={fields.region}
              placeholder={t('window.saveProfile.notSet')}
              onChange={(region) => set({ region })}
            />
          )}
        </Field>
        <Field label={t('window.saveProfile.output')}>
          {(control) => (
            <OutputInput {...control} value={fields.output} onChange={(output) => set({ output })} />
          )}
        </Field>
      </div>
      {fields.kind === 'role' && <DeliveryChoice form={form} start={start} />}
      <MoreFields form={form} start={start} />
    </>
  );
}

/** How the profile gets its credentials, a line each on what lands on disk. */
function DeliveryChoice({ form: { fields, set }, start }: FieldsetProps) {
  const t = useTranslate();
  const session = useAppState(
    (state) => state.sessions.find(({ record }) => record.id === start.input.sessionId)?.record ?? null,
  );
  const deliveries = [session?.kind === 'legacy' ? 'legacy' : 'native', 'static'] as const;
  return (
    <>
      <ChoiceList
        label={t('profiles.form.delivery')}
        value={fields.delivery}
        choices={deliveries.map((value) => ({
          value,
          label: t(`profiles.form.deliveries.${value}`),
          hint: t(`profiles.form.deliveryHints.${value}`),
        }))}
        onChange={(delivery) => set({ delivery })}
      />
      {session?.practice === true && <Callout tone="info" title={t('window.saveProfile.deliveryPractice')} />}
    </>
  );
}

/** What few people need: another kind of profile, and further keys. */
function MoreFields({ form, start }: FieldsetProps) {
  const t = useTranslate();
  const { fields, set, wrongLine } = form;
  const hasRole = start.input.accountId !== null;
  const kinds: readonly ProfileKind[] = hasRole ? ['role', 'bearer', 'chain'] : ['bearer', 'chain'];
  return (
    <details
      className={styles['more']}
      open={!start.isNew && (fields.kind !== 'role' || fields.extra !== '')}
    >
      <summary>{t('profiles.form.advanced')}</summary>
      <div className={styles['moreFields']}>
        <ChoiceList
          label={t('profiles.form.kind')}
          value={fields.kind}
          choices={kinds.map((value) => ({
            value,
            label: t(`profiles.form.kinds.${value}`),
            ...(value === 'bearer' ? { hint: t('profiles.form.bearerHint') } : {}),
          }))}
          onChange={(kind) => set({ kind })}
        />
        {fields.kind === 'chain' && <ChainFields form={form} />}
        <Field
          label={t('profiles.form.more')}
          hint={t('profiles.form.moreHint')}
          problem={wrongLine === null ? undefined : t('profiles.form.lineWrong', { line: wrongLine })}
        >
          {(control) => (
            <TextArea
              {...control}
              rows={3}
              value={fields.extra}
              onChange={(event) => set({ extra: event.target.value })}
            />
          )}
        </Field>
      </div>
    </details>
  );
}
