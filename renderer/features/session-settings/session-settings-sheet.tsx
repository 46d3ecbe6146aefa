import { useState } from 'react';
import type { AppErrorCode } from '../../../shared/model/app-error.ts';
import type { SessionId, AwsSessionRecord } from '../../../shared/model/session.ts';
import { Button } from '../../components/button.tsx';
import { Callout, ErrorCallout } from '../../components/callout.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { RegionField } from '../../components/region-field.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { ChangeFacts } from '../profile-change/change-facts.tsx';
import { problemText } from '../profile-change/use-change.ts';
import { EndpointChoice, FlowChoice, ScopesField } from './session-options.tsx';
import { useSessionForm, type SessionForm } from './use-session-form.ts';
import styles from './session-settings.module.css';

const START_URL_CODES: readonly AppErrorCode[] = [
  'input.start-url-invalid',
  'input.start-url-not-https',
  'input.start-url-builder-id',
  'input.start-url-taken',
];
const REGION_CODES: readonly AppErrorCode[] = [
  'input.region-missing',
  'input.region-invalid',
  'input.region-mismatch',
  'input.partition-mismatch',
];
const FIELD_CODES: readonly AppErrorCode[] = [
  ...START_URL_CODES,
  ...REGION_CODES,
  'input.scopes-invalid',
  'input.duration-invalid',
];

/** Changes a session that is there. */
export function SessionSettingsSheet({ sessionId }: { readonly sessionId: SessionId }) {
  const found = useAppState(
    (state) => state.sessions.find(({ record }) => record.id === sessionId)?.record ?? null,
  );
  // What is changed is the session as it was when the sheet was opened.
  const [record] = useState(found);
  return record?.cloud !== 'aws' ? null : <Sheet record={record} />;
}

function Sheet({ record }: { readonly record: AwsSessionRecord }) {
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const { name } = record;
  const close = () => {
    showOverlay(null);
  };
  const form = useSessionForm(record, () => {
    close();
    toasts.done(t('sessions.edit.saved', { name }));
  });
  const { outcome } = form;
  const atField = outcome.error !== null && FIELD_CODES.includes(outcome.error.code);
  return (
    <Dialog
      shape="sheet"
      title={t('sessions.edit.title', { name })}
      onClose={close}
      onSubmit={outcome.run}
      footer={
        <>
          <Button onClick={close}>{t('window.common.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!outcome.canRun}>
            {t(form.signsOut ? 'sessions.edit.signOutAndSave' : 'sessions.edit.save')}
          </Button>
        </>
      }
    >
      <div className={styles['fields']}>
        {record.practice ? (
          <Callout tone="info" title={t('sessions.edit.practice')} />
        ) : (
          <AddressFields form={form} />
        )}
        {form.signsOut && (
          <Callout tone="warning" title={t('sessions.edit.signsOut')}>
            {t('sessions.edit.signsOutHint')}
          </Callout>
        )}
        <DurationField form={form} />
        <FlowChoice options={form.options} onChange={form.setOptions} />
        <ScopesField
          kind={record.kind}
          value={form.values.scopes}
          problem={outcome.error?.code === 'input.scopes-invalid' ? outcome.error : null}
          warning={form.scopesWarning}
          onChange={(value) => {
            form.change('scopes', value);
          }}
        />
        {!record.practice && <EndpointChoice options={form.options} onChange={form.setOptions} />}
        <p className={styles['note']}>{t('sessions.edit.nextSignIn')}</p>
      </div>
      {form.hasFile ? (
        <ChangeFacts change={outcome} hideError={atField} />
      ) : (
        outcome.error !== null && !atField && <ErrorCallout error={outcome.error} />
      )}
    </Dialog>
  );
}

function AddressFields({ form }: { readonly form: SessionForm }) {
  const t = useTranslate();
  const { error } = form.outcome;
  return (
    <>
      <Field
        label={t('window.addSession.startUrl')}
        problem={problemText(t, error !== null && START_URL_CODES.includes(error.code) ? error : null)}
      >
        {(control) => (
          <TextInput
            {...control}
            inputMode="url"
            value={form.values.startUrl}
            onChange={(event) => {
              form.change('startUrl', event.target.value);
            }}
          />
        )}
      </Field>
      <RegionField
        label={t('window.addSession.region')}
        hint={t('window.addSession.regionHint')}
        value={form.values.region}
        problem={error !== null && REGION_CODES.includes(error.code) ? error : null}
        onChange={(value) => {
          form.change('region', value);
        }}
      />
    </>
  );
}

function DurationField({ form }: { readonly form: SessionForm }) {
  const t = useTranslate();
  const { error } = form.outcome;
  const fromMain = error?.code === 'input.duration-invalid' ? problemText(t, error) : undefined;
  return (
    <Field
      label={t('sessions.edit.duration')}
      hint={t('sessions.edit.durationHint')}
      problem={form.durationWrong ? t('sessions.edit.durationWrong') : fromMain}
    >
      {(control) => (
        <TextInput
          {...control}
          placeholder="8h"
          value={form.values.duration}
          onChange={(event) => {
            form.change('duration', event.target.value);
          }}
        />
      )}
    </Field>
  );
}
