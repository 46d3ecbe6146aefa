import { useState } from 'react';
import type { AppError } from '../../../shared/model/app-error.ts';
import { ErrorCallout } from '../../components/callout.tsx';
import { CheckInput } from '../../components/check-input.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import { SettingsSection } from './settings-section.tsx';
import { useChangePreferences } from './use-change-preferences.ts';

/** What becomes of keys in the credentials file when Latchkey quits. */
export function StaticKeysSection() {
  const t = useTranslate();
  const onQuit = useAppState((state) => state.preferences.staticKeysOnQuit);
  const change = useChangePreferences();
  const [refused, setRefused] = useState<AppError | null>(null);
  return (
    <SettingsSection title={t('settings.staticKeys.title')} lead={t('settings.staticKeys.lead')}>
      <CheckInput
        checked={onQuit === 'remove'}
        hint={t('settings.staticKeys.removeHint')}
        onChange={(remove) => {
          void change({ staticKeysOnQuit: remove ? 'remove' : 'keep' }).then(setRefused);
        }}
      >
        {t('settings.staticKeys.remove')}
      </CheckInput>
      {refused !== null && <ErrorCallout error={refused} />}
    </SettingsSection>
  );
}
