import type { NetworkSettings } from '../../../shared/model/network.ts';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { SettingsSection } from './settings-section.tsx';
import { TextSetting } from './text-setting.tsx';

/** In the order of the fields. */
const KEYS = ['proxyUrl', 'noProxy', 'caBundle'] as const satisfies readonly (keyof NetworkSettings)[];

const WORDS = {
  proxyUrl: ['surroundings.network.proxy', 'surroundings.network.proxyHint'],
  noProxy: ['surroundings.network.noProxy', 'surroundings.network.noProxyHint'],
  caBundle: ['surroundings.network.caBundle', 'surroundings.network.caBundleHint'],
} as const;

/** How Latchkey gets out: what is set here, and what counts where nothing is. */
export function NetworkSection() {
  const t = useTranslate();
  const bridge = useBridge();
  const network = useAppState((state) => state.preferences.network);
  const environment = useAppState((state) => state.networkEnvironment);
  const hintOf = (key: keyof NetworkSettings): string => {
    const hint = t(WORDS[key][1]);
    const value = environment[key];
    if (value !== null) return t('surroundings.network.otherwise', { hint, value });
    return key === 'proxyUrl' ? t('surroundings.network.otherwiseSystem', { hint }) : hint;
  };
  return (
    <SettingsSection title={t('surroundings.network.title')} lead={t('surroundings.network.lead')}>
      {KEYS.map((key) => (
        <TextSetting
          key={key}
          label={t(WORDS[key][0])}
          hint={hintOf(key)}
          value={network[key] ?? ''}
          onSave={async (text) => {
            const reply = await bridge.network.change({ ...network, [key]: text === '' ? null : text });
            return reply.ok ? null : reply.error;
          }}
        />
      ))}
    </SettingsSection>
  );
}
