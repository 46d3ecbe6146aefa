import { useState } from 'react';
import { ExternalLink } from 'lucide-react';
import { consoleServices } from '../../../shared/aws/console-services.ts';
import type { ConsolePlace } from '../../../shared/aws/console-urls.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { ConsoleTarget } from '../../../shared/model/console.ts';
import { translateError } from '../../../shared/i18n/error-text.ts';
import type { BrowserChoice } from '../../../shared/model/session.ts';
import { Button } from '../../components/button.tsx';
import { Callout, ErrorCallout } from '../../components/callout.tsx';
import { Combobox } from '../../components/combobox.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { RegionInput } from '../../components/region-input.tsx';
import { useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { BrowserField } from './browser-field.tsx';
import { useOpenConsole } from './use-open-console.ts';

interface OpenConsoleSheetProps {
  readonly target: ConsoleTarget;
  /** What the console is called to the person: account and role, or the profile. */
  readonly name: string;
}

const SERVICES = consoleServices.map(({ id, name, aliases }) => ({
  value: id,
  detail: [name, ...aliases].join(' · '),
}));

const NOTHING = { service: '', region: '', destination: '' };

/** Opens a console at a service, in a region, or at a page. */
export function OpenConsoleSheet({ target, name }: OpenConsoleSheetProps) {
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const open = useOpenConsole();
  const [place, setPlace] = useState(NOTHING);
  const [browser, setBrowser] = useState<BrowserChoice | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    showOverlay(null);
  };
  const change = (values: Partial<typeof NOTHING>) => {
    setError(null);
    setPlace((before) => ({ ...before, ...values }));
  };
  const submit = async () => {
    setBusy(true);
    const failure = await open(target, name, given(place), browser);
    setBusy(false);
    if (failure === null) close();
    else setError(failure);
  };
  const problemAt = (...codes: readonly AppError['code'][]) =>
    error !== null && codes.includes(error.code) ? translateError(t, error).message : undefined;
  const inField = error !== null && Object.values(FIELD_CODES).flat().includes(error.code);
  return (
    <Dialog
      shape="sheet"
      title={t('console.title', { name })}
      onClose={close}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onClick={close}>{t('window.common.cancel')}</Button>
          <Button look="primary" type="submit" disabled={busy} icon={<ExternalLink size={14} aria-hidden />}>
            {t('console.open')}
          </Button>
        </>
      }
    >
      <Field
        label={t('console.service')}
        hint={t('console.serviceHint')}
        problem={problemAt(...FIELD_CODES.service)}
      >
        {(control) => (
          <Combobox
            {...control}
            label={t('console.services')}
            value={place.service}
            options={SERVICES}
            onChange={(service) => {
              change({ service, destination: '' });
            }}
          />
        )}
      </Field>
      <Field
        label={t('console.region')}
        hint={t('console.regionHint')}
        problem={problemAt(...FIELD_CODES.region)}
      >
        {(control) => (
          <RegionInput
            {...control}
            value={place.region}
            onChange={(region) => {
              change({ region });
            }}
          />
        )}
      </Field>
      <Field label={t('console.page')} hint={t('console.pageHint')} problem={problemAt(...FIELD_CODES.page)}>
        {(control) => (
          <TextInput
            {...control}
            value={place.destination}
            onChange={(event) => {
              change({ destination: event.target.value, service: '' });
            }}
          />
        )}
      </Field>
      <BrowserField choice={browser} onChange={setBrowser} />
      {error !== null && !inField && <ErrorCallout error={error} />}
      <Callout tone="info" title={t('console.several')} />
    </Dialog>
  );
}

/** Errors that belong to one of the fields. */
const FIELD_CODES: Readonly<Record<'service' | 'region' | 'page', readonly AppError['code'][]>> = {
  service: ['console.service-unknown'],
  region: ['input.region-invalid', 'console.region-elsewhere'],
  page: ['console.page-refused'],
};

function given(place: typeof NOTHING): ConsolePlace {
  return Object.fromEntries(
    Object.entries(place)
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([, value]) => value !== ''),
  );
}
