import { translateError } from '../../../shared/i18n/error-text.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import { Button } from '../../components/button.tsx';
import { Callout, ErrorCallout } from '../../components/callout.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { RegionInput } from '../../components/region-input.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import type { AwsForm } from './use-aws-form.ts';
import styles from './add-session.module.css';

/** The fields of an AWS session, each with where to find its value. */
export function AwsFields({ form }: { readonly form: AwsForm }) {
  const t = useTranslate();
  const fallback = useAppState((state) => state.about.runtime === 'fallback');
  const words = (error: AppError | null) => (error === null ? undefined : fieldWords(t, error));
  const suggestion = form.problems.region?.params?.['suggestion'];
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
        hint={t('window.addSession.startUrlHint')}
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
      <Field
        label={t('window.addSession.region')}
        hint={t('window.addSession.regionHint')}
        problem={
          form.problems.region === null ? undefined : (
            <>
              {words(form.problems.region)}{' '}
              {typeof suggestion === 'string' && (
                <Button
                  look="quiet"
                  className={styles['suggestion']}
                  onClick={() => form.change('region', suggestion)}
                >
                  {t('window.addSession.useRegion', { region: suggestion })}
                </Button>
              )}
            </>
          )
        }
      >
        {(control) => (
          <RegionInput
            {...control}
            value={form.values.region}
            placeholder="us-east-1"
            onChange={(value) => form.change('region', value)}
            onBlur={() => form.leave('region')}
          />
        )}
      </Field>
      <details className={styles['advanced']}>
        <summary>{t('window.addSession.advanced')}</summary>
        <Field
          label={t('window.addSession.scopes')}
          hint={t('window.addSession.scopesHint')}
          problem={words(form.problems.scopes)}
        >
          {(control) => (
            <TextInput
              {...control}
              placeholder="sso:account:access"
              value={form.values.scopes}
              onChange={(event) => form.change('scopes', event.target.value)}
              onBlur={() => form.leave('scopes')}
            />
          )}
        </Field>
      </details>
      <Callout tone="info" title={t('window.addSession.consent')} />
      {form.failure !== null && <ErrorCallout error={form.failure} />}
    </>
  );
}

/** At a field, both sentences in one go. */
function fieldWords(t: ReturnType<typeof useTranslate>, error: AppError): string {
  const { message, hint } = translateError(t, error);
  return t('window.common.sentences', { message, hint });
}
