import type { InstalledBrowser } from '../../../shared/model/browser.ts';
import type { BrowserChoice } from '../../../shared/model/session.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import { Field, SelectInput } from '../../components/field.tsx';
import { useTranslate } from '../../state/services.tsx';
import { useBrowsers } from '../session-browser/use-browsers.ts';

interface BrowserFieldProps {
  /** Null: as the session has it. */
  readonly choice: BrowserChoice | null;
  readonly onChange: (choice: BrowserChoice | null) => void;
}

interface Option {
  readonly label: string;
  readonly choice: BrowserChoice | null;
}

/** Where a console opens this once. Nothing where there is only the default browser. */
export function BrowserField({ choice, onChange }: BrowserFieldProps) {
  const t = useTranslate();
  const { browsers } = useBrowsers();
  if (browsers === null || browsers.length === 0) return null;
  const options: readonly Option[] = [
    { label: t('console.browserUsual'), choice: null },
    { label: t('surroundings.browser.default'), choice: { type: 'default' } },
    ...browsers.flatMap((browser) => waysOf(browser, t)),
  ];
  const keyOf = (of: BrowserChoice | null) => JSON.stringify(of);
  return (
    <Field label={t('console.browser')} hint={t('console.browserHint')}>
      {(control) => (
        <SelectInput
          {...control}
          value={keyOf(choice)}
          onChange={(event) => {
            const found = options.find((option) => keyOf(option.choice) === event.target.value);
            onChange(found?.choice ?? null);
          }}
        >
          {options.map((option) => (
            <option key={keyOf(option.choice)} value={keyOf(option.choice)}>
              {option.label}
            </option>
          ))}
        </SelectInput>
      )}
    </Field>
  );
}

/** A browser as it is, with each of its profiles, and in a private window. */
function waysOf({ id, name, profiles, privateWindow }: InstalledBrowser, t: Translate): readonly Option[] {
  const plain = { type: 'installed', id, privateWindow: false, profile: null } as const;
  return [
    { label: name, choice: plain },
    ...profiles.map((profile) => ({
      label: t('console.browserProfile', { browser: name, profile: profile.name }),
      choice: { ...plain, profile: profile.id },
    })),
    ...(privateWindow
      ? [
          {
            label: t('console.browserPrivate', { browser: name }),
            choice: { ...plain, privateWindow: true },
          },
        ]
      : []),
  ];
}
