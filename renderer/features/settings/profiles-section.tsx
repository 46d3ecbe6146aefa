import { useState } from 'react';
import { checkNameTemplate } from '../../../shared/credentials/profile-name-template.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import { ErrorCallout } from '../../components/callout.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import { ProfileNameTemplateField } from '../name-template/profile-name-template-field.tsx';
import { SettingsSection } from './settings-section.tsx';
import { useChangePreferences } from './use-change-preferences.ts';

/** How new profiles are named. A template that cannot be used is not kept. */
export function ProfilesSection() {
  const t = useTranslate();
  const inForce = useAppState((state) => state.preferences.profileNameTemplate);
  const change = useChangePreferences();
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState<AppError | null>(null);
  const settle = async (template: string) => {
    const checked = checkNameTemplate(template);
    if (!checked.ok) return;
    const error = checked.value === inForce ? null : await change({ profileNameTemplate: checked.value });
    setRefused(error);
    if (error === null) setDraft(null);
  };
  return (
    <SettingsSection title={t('settings.profiles.title')} lead={t('settings.profiles.templateHint')}>
      <ProfileNameTemplateField
        label={t('settings.profiles.template')}
        value={draft ?? inForce}
        onChange={setDraft}
        onSettled={(template) => void settle(template)}
      />
      {refused !== null && <ErrorCallout error={refused} />}
    </SettingsSection>
  );
}
