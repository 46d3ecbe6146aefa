import { useId, type ReactNode } from 'react';
import styles from './settings.module.css';

interface SettingsSectionProps {
  readonly title: string;
  /** One or two sentences on what the section is for. */
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

/** A titled group of settings. */
export function SettingsSection({ title, lead, children }: SettingsSectionProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles['section']}>
      <h2 id={titleId} className={styles['sectionTitle']}>
        {title}
      </h2>
      {lead !== undefined && <p className={styles['lead']}>{lead}</p>}
      <div className={styles['fields']}>{children}</div>
    </section>
  );
}
