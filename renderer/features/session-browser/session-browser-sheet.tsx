import { useState } from 'react';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { InstalledBrowser } from '../../../shared/model/browser.ts';
import type { BrowserChoice, SessionId } from '../../../shared/model/session.ts';
import { Button } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { CheckInput } from '../../components/check-input.tsx';
import { ChoiceList, type Choice } from '../../components/choice-list.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, SelectInput } from '../../components/field.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import styles from './session-browser.module.css';
import { useBrowsers } from './use-browsers.ts';

type Chosen = Extract<BrowserChoice, { type: 'installed' }>;

/** Which browser the pages of a session open in. */
export function SessionBrowserSheet({ sessionId }: { readonly sessionId: SessionId }) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const record = useAppState(
    (state) => state.sessions.find((session) => session.record.id === sessionId)?.record ?? null,
  );
  const [choice, setChoice] = useState<BrowserChoice>(record?.browser ?? { type: 'default' });
  const [error, setError] = useState<AppError | null>(null);
  const { browsers, error: notListed } = useBrowsers();
  const name = record?.name ?? '';
  const close = () => {
    showOverlay(null);
  };
  const save = async () => {
    const reply = await bridge.browsers.choose({ sessionId, choice });
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    close();
    toasts.done(t('surroundings.browser.saved', { name }));
  };
  const problem = error ?? notListed;
  return (
    <Dialog
      shape="box"
      title={t('surroundings.browser.title', { name })}
      onClose={close}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={close}>{t('window.common.cancel')}</Button>
          <Button type="submit" look="primary">
            {t('surroundings.browser.save')}
          </Button>
        </>
      }
    >
      <p className={styles['lead']}>{t('surroundings.browser.lead')}</p>
      {browsers === null ? (
        <p role="status">{t('surroundings.browser.looking')}</p>
      ) : (
        <BrowserFields
          browsers={browsers}
          choice={choice}
          onChange={(next) => {
            setError(null);
            setChoice(next);
          }}
        />
      )}
      {problem !== null && <ErrorCallout error={problem} />}
    </Dialog>
  );
}

interface BrowserFieldsProps {
  readonly browsers: readonly InstalledBrowser[];
  readonly choice: BrowserChoice;
  readonly onChange: (choice: BrowserChoice) => void;
}

function BrowserFields({ browsers, choice, onChange }: BrowserFieldsProps) {
  const t = useTranslate();
  const chosen = choice.type === 'installed' ? choice : null;
  const browser = browsers.find(({ id }) => id === chosen?.id) ?? null;
  const choices: Choice<string>[] = [
    {
      value: 'default',
      label: t('surroundings.browser.default'),
      hint: t('surroundings.browser.defaultHint'),
    },
    ...browsers.map(({ id, name }) => ({ value: `installed:${id}`, label: name })),
    ...(chosen !== null && browser === null
      ? [{ value: `installed:${chosen.id}`, label: t('surroundings.browser.gone', { id: chosen.id }) }]
      : []),
    {
      value: 'link-only',
      label: t('surroundings.browser.linkOnly'),
      hint: t('surroundings.browser.linkOnlyHint'),
    },
  ];
  return (
    <>
      <ChoiceList
        label={t('surroundings.browser.choices')}
        value={chosen === null ? choice.type : `installed:${chosen.id}`}
        choices={choices}
        onChange={(value) => {
          onChange(choiceOf(value));
        }}
      />
      {chosen !== null && browser !== null && (
        <HowItOpens browser={browser} chosen={chosen} onChange={onChange} />
      )}
    </>
  );
}

interface HowItOpensProps {
  readonly browser: InstalledBrowser;
  readonly chosen: Chosen;
  readonly onChange: (choice: Chosen) => void;
}

/** What else the chosen browser can be told. */
function HowItOpens({ browser, chosen, onChange }: HowItOpensProps) {
  const t = useTranslate();
  return (
    <div className={styles['how']}>
      {browser.profiles.length > 0 && (
        <Field label={t('surroundings.browser.profile')}>
          {(control) => (
            <SelectInput
              {...control}
              value={chosen.profile ?? ''}
              onChange={(event) => {
                const { value } = event.target;
                onChange({ ...chosen, profile: value === '' ? null : value });
              }}
            >
              <option value="">{t('surroundings.browser.profileUsual')}</option>
              {browser.profiles.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
      )}
      {browser.privateWindow && (
        <CheckInput
          checked={chosen.privateWindow}
          hint={t('surroundings.browser.privateWindowHint')}
          onChange={(privateWindow) => {
            onChange({ ...chosen, privateWindow });
          }}
        >
          {t('surroundings.browser.privateWindow')}
        </CheckInput>
      )}
    </div>
  );
}

function choiceOf(value: string): BrowserChoice {
  if (value === 'default' || value === 'link-only') return { type: value };
  return { type: 'installed', id: value.slice('installed:'.length), privateWindow: false, profile: null };
}
