import type { CommandView } from '../../../shared/model/app-state.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import { useAppState, useTranslate } from '../../state/services.tsx';
import { SettingsSection } from './settings-section.tsx';
import styles from './settings.module.css';

/** What runs here, for reports and for telling builds apart. */
export function AboutSection() {
  const t = useTranslate();
  const { version, electron, runtime, sandboxed, socket, command } = useAppState((state) => state.about);
  const facts = [
    [t('settings.about.version'), version],
    [
      t('settings.about.electron'),
      runtime === 'official' ? electron : t('settings.about.fallback', { version: electron }),
    ],
    [t('settings.about.sandbox'), sandboxed ? t('settings.about.sandboxOn') : t('settings.about.sandboxOff')],
    ...(command === null ? [] : [[t('settings.about.command'), commandText(t, command)] as const]),
    [t('settings.about.socket'), socket ?? t('settings.about.noSocket')],
  ] as const;
  return (
    <SettingsSection title={t('settings.about.title')}>
      <dl className={styles['facts']}>
        {facts.map(([name, value]) => (
          <div key={name} className={styles['fact']}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </SettingsSection>
  );
}

function commandText(t: Translate, { path, state, onPath }: CommandView): string {
  switch (state) {
    case 'foreign':
      return t('settings.about.commandForeign', { path });
    case 'failed':
      return t('settings.about.commandFailed', { path });
    default:
      return t(onPath ? 'settings.about.commandHere' : 'settings.about.commandOffPath', { path });
  }
}
