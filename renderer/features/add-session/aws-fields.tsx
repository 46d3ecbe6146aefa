import { useEffect, useRef } from 'react';
import { translateError } from '../../../shared/i18n/error-text.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import { Button } from '../../components/button.tsx';
import { Callout, ErrorCallout } from '../../components/callout.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { RegionField } from '../../components/region-field.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import { EndpointChoice, FlowChoice, KindChoice, ScopesField } from '../session-settings/session-options.tsx';
import type { AwsForm } from './use-aws-form.ts';
import styles from './add-session.module.css';

/** The fields of an AWS session, each with where to find its value. */
export function AwsFields({ form }: { readonly form: AwsForm }) {
  const t = useTranslate();
  const fallback = useAppState((state) => state.about.runtime === 'fallback');
  const words = (error: AppError | null) => (error === null ? undefined : fieldWords(t, error));
  const ownDomain = form.facts?.form === 'own-domain';
  return (
    <>
      {fallback && (
        <Callout tone="warning" title={t('window.addSession.fallback')}>
          {t('window.addSession.fallbackHint')}
        </Callout>
      )}
      <Field
        label={t('window.addSession.name')}
        hint={t('window.addSession.nameHint')}
        problem={words(form.problems.name)}
      >
        {(control) => (
          <TextInput
            {...control}
            value={form.values.name}
            onChange={(event) => form.change('name', event.target.value)}
            onBlur={() => form.leave('name')}
          />
        )}
      </Field>
      <Field
        label={t('window.addSession.startUrl')}
        hint={ownDomain ? t('sessions.ownDomain') : t('window.addSession.startUrlHint')}
        problem={words(form.problems.startUrl)}
      >
        {(control) => (
          <TextInput
            {...control}
            inputMode="url"
            placeholder="https://my-company.awsapps.com/start"
            value={form.values.startUrl}
            onChange={(event) => form.change('startUrl', event.target.value)}
            onPaste={(event) => {
              if (form.paste(event.clipboardData.getData('text'))) event.preventDefault();
            }}
            onBlur={() => form.leave('startUrl')}
          />
        )}
      </Field>
      <RegionField
        label={t('window.addSession.region')}
        hint={regionHint(t, form, ownDomain)}
        value={form.values.region}
        problem={form.problems.region}
        onChange={(value) => form.change('region', value)}
        onBlur={() => form.leave('region')}
      />
      <MoreOptions form={form} />
      <Callout tone="info" title={t('window.addSession.consent')} />
      {form.failure !== null && <Failure error={form.failure} onAllow={form.allowHost} />}
    </>
  );
}

function MoreOptions({ form }: { readonly form: AwsForm }) {
  const t = useTranslate();
  const { options, setOptions } = form;
  return (
    <details className={styles['more']}>
      <summary>{t('sessions.options.more')}</summary>
      <div className={styles['options']}>
        <FlowChoice options={options} onChange={setOptions} />
        <KindChoice options={options} onChange={setOptions} />
        <ScopesField
          kind={options.kind}
          value={form.values.scopes}
          problem={form.problems.scopes}
          warning={form.scopesWarning}
          onChange={(value) => form.change('scopes', value)}
          onBlur={() => form.leave('scopes')}
        />
        <EndpointChoice
          options={options}
          onChange={setOptions}
          hint={t('sessions.options.environmentHint')}
        />
      </div>
    </details>
  );
}

/** A host that is not AWS's own is used once the user has said so, and for this session only (security.md §0.5). */
function Failure({ error, onAllow }: { readonly error: AppError; readonly onAllow: (host: string) => void }) {
  const t = useTranslate();
  const host = error.code === 'input.endpoint-unconfirmed' ? error.params?.['host'] : undefined;
  const place = useRef<HTMLDivElement>(null);
  // It stands below the fields, where a low window does not show it.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  return (
    <div ref={place}>
      <ErrorCallout
        error={error}
        action={
          typeof host === 'string' && (
            <Button
              onClick={() => {
                onAllow(host);
              }}
            >
              {t('sessions.allowHost', { host })}
            </Button>
          )
        }
      />
    </div>
  );
}

function regionHint(t: ReturnType<typeof useTranslate>, form: AwsForm, ownDomain: boolean): string {
  if (form.regionFromUrl) return t('sessions.regionFromUrl');
  return ownDomain && form.values.region === ''
    ? t('sessions.regionFromPortal')
    : t('window.addSession.regionHint');
}

/** At a field, both sentences in one go. */
function fieldWords(t: ReturnType<typeof useTranslate>, error: AppError): string {
  const { message, hint } = translateError(t, error);
  return t('window.common.sentences', { message, hint });
}
