import { useAppState, useTranslate } from '../../state/services.tsx';
import { SettingsSection } from './settings-section.tsx';
import { TextSetting } from './text-setting.tsx';
import { useChangePreferences } from './use-change-preferences.ts';

/** How new profiles are named. */
export function ProfilesSection() {
  const t = useTranslate();
  const template = useAppState((state) => state.preferences.profileNameTemplate);
  const change = useChangePreferences();
  return (
    <SettingsSection title={t('settings.profiles.title')}>
      <TextSetting
        label={t('settings.profiles.template')}
        hint={t('settings.profiles.templateHint')}
        value={template}
        check={(text) => (text === '' ? t('settings.profiles.templateMissing') : null)}
        onSave={(profileNameTemplate) => change({ profileNameTemplate })}
      />
    </SettingsSection>
  );
}
