import { useTranslate } from '../../state/services.tsx';
import { AboutSection } from './about-section.tsx';
import { NetworkSection } from './network-section.tsx';
import { FilesSection } from './files-section.tsx';
import { StaticKeysSection } from './static-keys-section.tsx';
import { ProfilesSection } from './profiles-section.tsx';
import { TagsSection } from '../tags/tags-section.tsx';
import styles from './settings.module.css';

/** Every section in its order. Each is a component of its own that reads and changes what it is about. */
const SECTIONS = [
  ProfilesSection,
  StaticKeysSection,
  TagsSection,
  FilesSection,
  NetworkSection,
  AboutSection,
];

/** What the user can set for the whole of Latchkey. Everything takes effect as it is changed. */
export function SettingsView() {
  const t = useTranslate();
  return (
    <div className={styles['view']}>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{t('window.nav.settings')}</h1>
      </header>
      <div className={styles['scroll']}>
        {SECTIONS.map((Section) => (
          <Section key={Section.name} />
        ))}
      </div>
    </div>
  );
}
