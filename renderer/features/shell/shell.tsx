import { KeyRound, ScrollText, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { joined } from '../../components/button.tsx';
import { useTranslate } from '../../state/services.tsx';
import { BowMark } from './bow-mark.tsx';
import styles from './shell.module.css';

export type View = 'roles' | 'profiles' | 'settings';

interface ShellProps {
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly children: ReactNode;
}

const ICONS = { roles: KeyRound, profiles: ScrollText, settings: Settings } as const;
const VIEWS: readonly View[] = ['roles', 'profiles', 'settings'];

/** The rail at the side and the view beside it. */
export function Shell({ view, onView, children }: ShellProps) {
  const t = useTranslate();
  return (
    <div className={styles['shell']}>
      <nav className={styles['rail']} aria-label={t('window.nav.label')}>
        <div className={styles['mark']}>
          <BowMark size={28} />
        </div>
        {VIEWS.map((one) => {
          const Icon = ICONS[one];
          return (
            <button
              key={one}
              type="button"
              aria-current={view === one ? 'page' : undefined}
              className={joined(
                styles['place'],
                view === one && styles['here'],
                one === 'settings' && styles['last'],
              )}
              onClick={() => {
                onView(one);
              }}
            >
              <Icon size={20} aria-hidden />
              {t(`window.nav.${one}`)}
            </button>
          );
        })}
      </nav>
      <main tabIndex={-1} className={styles['main']}>
        {children}
      </main>
    </div>
  );
}
