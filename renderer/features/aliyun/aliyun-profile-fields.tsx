import { useEffect, useRef } from 'react';
import type { AliyunLanguage } from '../../../shared/model/aliyun-profile.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { AliyunRegionField } from '../../components/aliyun-region-field.tsx';
import { Callout } from '../../components/callout.tsx';
import { CheckInput } from '../../components/check-input.tsx';
import { ChoiceList } from '../../components/choice-list.tsx';
import { Field, SelectInput, TextInput } from '../../components/field.tsx';
import { useTranslate } from '../../state/services.tsx';
import { problemText } from '../profile-change/use-change.ts';
import type { AliyunProfileForm } from './use-aliyun-profile-form.ts';
import styles from './aliyun-profile.module.css';

interface FieldsProps {
  readonly form: AliyunProfileForm;
  readonly record: AliyunSessionRecord;
  readonly isNew: boolean;
}

const LANGUAGES: readonly AliyunLanguage[] = ['en', 'zh'];

/** The fields of a profile of `config.json`. */
export function AliyunProfileFields({ form, record, isNew }: FieldsProps) {
  const t = useTranslate();
  const { input, set } = form;
  const nameInput = useRef<HTMLInputElement>(null);
  useEffect(() => {
    nameInput.current?.select();
  }, []);
  return (
    <>
      {isNew && (
        <Field
          label={t('window.saveProfile.name')}
          hint={t('aliyunWindow.profile.nameHint')}
          problem={form.nameMissing ? t('window.saveProfile.nameMissing') : problemText(t, form.nameProblem)}
        >
          {(control) => (
            <TextInput
              {...control}
              ref={nameInput}
              value={input.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
      )}
      <div className={styles['pair']}>
        <AliyunRegionField
          label={t('window.saveProfile.region')}
          hint={t('window.saveProfile.regionHint')}
          value={input.region}
          problem={problemText(t, form.regionProblem)}
          onChange={(region) => set({ region })}
        />
        <Field label={t('aliyunWindow.profile.language')}>
          {(control) => (
            <SelectInput
              {...control}
              value={input.language ?? ''}
              onChange={(event) =>
                set({ language: LANGUAGES.find((one) => one === event.target.value) ?? null })
              }
            >
              <option value="">{t('aliyunWindow.profile.languageOfSystem')}</option>
              {LANGUAGES.map((language) => (
                <option key={language} value={language}>
                  {t(`aliyunWindow.profile.languages.${language}`)}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
      </div>
      <DeliveryChoice form={form} record={record} isNew={isNew} />
      {record.practice && <Callout tone="info" title={t('aliyunWindow.profile.practice')} />}
      <CheckInput
        checked={input.makeCurrent}
        hint={t('aliyunWindow.profile.currentHint')}
        onChange={(makeCurrent) => set({ makeCurrent })}
      >
        {t('aliyunWindow.profile.current')}
      </CheckInput>
    </>
  );
}

/** How the profile gets its credentials, a line each on what lands on disk; pasted keys are static keys and nothing else. */
function DeliveryChoice({ form: { input, set }, record }: FieldsProps) {
  const t = useTranslate();
  const { kind } = record;
  if (kind === 'sts-token') return null;
  return (
    <ChoiceList
      label={t('aliyunWindow.profile.delivery')}
      value={input.delivery}
      choices={(['native', 'static'] as const).map((value) => ({
        value,
        label: t(`aliyunWindow.profile.deliveries.${value}`),
        hint: t(
          value === 'native' ? `aliyunWindow.profile.nativeHints.${kind}` : 'aliyunWindow.profile.staticHint',
        ),
      }))}
      onChange={(delivery) => set({ delivery })}
    />
  );
}
