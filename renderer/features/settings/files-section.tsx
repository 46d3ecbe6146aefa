import type { FileOverrides } from '../../../shared/model/preferences.ts';
import { useAppState, useTranslate } from '../../state/services.tsx';
import { SettingsSection } from './settings-section.tsx';
import { TextSetting } from './text-setting.tsx';
import { useChangePreferences } from './use-change-preferences.ts';

const FILES = [
  { key: 'config', label: 'access.files.config', hint: 'access.files.configHint', usual: '~/.aws/config' },
  {
    key: 'credentials',
    label: 'access.files.credentials',
    hint: 'access.files.credentialsHint',
    usual: '~/.aws/credentials',
  },
] as const satisfies readonly { readonly key: keyof FileOverrides; readonly [part: string]: string }[];

/** Where the AWS files are. From the moment of a change the others are read, followed and written. */
export function FilesSection() {
  const t = useTranslate();
  const files = useAppState((state) => state.preferences.files);
  const change = useChangePreferences();
  return (
    <SettingsSection title={t('access.files.title')} lead={t('access.files.lead')}>
      {FILES.map(({ key, label, hint, usual }) => (
        <TextSetting
          key={key}
          label={t(label)}
          hint={t(hint)}
          placeholder={usual}
          value={files[key] ?? ''}
          onSave={(text) => change({ files: { ...files, [key]: text === '' ? null : text } })}
        />
      ))}
    </SettingsSection>
  );
}
