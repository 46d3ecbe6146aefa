import { useId } from 'react';
import {
  ChevronDown,
  FilePlus2,
  Filter,
  Globe,
  LogIn,
  LogOut,
  PenLine,
  RefreshCw,
  Settings2,
  Trash2,
  X,
} from 'lucide-react';
import type { SessionId, SessionView } from '../../../shared/model/session.ts';
import { joined } from '../../components/button.tsx';
import { Menu, type MenuItem } from '../../components/menu.tsx';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { SectionMark } from '../found/section-mark.tsx';
import { useSectionItems } from '../found/use-section-items.tsx';
import { SessionClock } from './session-clock.tsx';
import { SessionFacts } from './session-facts.tsx';
import styles from './session-strip.module.css';

interface SessionChipProps {
  readonly session: SessionView;
  readonly several: boolean;
  readonly only: boolean;
  readonly onOnly: (sessionId: SessionId | null) => void;
  readonly offersSignIn: boolean;
}

/** One session of the strip: its name, its clock, and a menu of what can be done with it. */
export function SessionChip({ session, several, only, onOnly, offersSignIn }: SessionChipProps) {
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const nameId = useId();
  const items = useMenuItems(session, several, only, onOnly);
  const { record, phase } = session;
  const signIn = () => {
    showOverlay({ type: 'sign-in', sessionId: record.id, start: true });
  };
  return (
    <div className={joined(styles['chip'], only && styles['only'])}>
      <Menu
        label={t('window.session.menu', { name: record.name })}
        header={<SessionFacts session={session} />}
        items={items}
        trigger={(props) => (
          <button {...props} type="button" className={styles['main']}>
            <span id={nameId} className={styles['name']}>
              {record.name}
            </span>{' '}
            {record.practice && <span className={styles['practice']}>{t('window.session.practice')}</span>}
            <SectionMark sessionId={record.id} />
            <SessionClock phase={phase} />
            <ChevronDown size={14} aria-hidden className={styles['chevron']} />
          </button>
        )}
      />
      {(phase.state === 'signed-out' || phase.state === 'expired') && offersSignIn && (
        <button type="button" className={styles['action']} aria-describedby={nameId} onClick={signIn}>
          {t('window.session.signIn')}
        </button>
      )}
      {phase.state === 'signing-in' && (
        <button
          type="button"
          className={styles['action']}
          aria-describedby={nameId}
          onClick={() => {
            showOverlay({ type: 'sign-in', sessionId: record.id, start: false });
          }}
        >
          {t('window.session.show')}
        </button>
      )}
    </div>
  );
}

function useMenuItems(
  { record, phase }: SessionView,
  several: boolean,
  only: boolean,
  onOnly: (sessionId: SessionId | null) => void,
): readonly MenuItem[] {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const { id: sessionId } = record;
  const sectionItems = useSectionItems(record);
  const offersSignOutAll = useAppState(
    ({ sessions }) =>
      sessions.filter((one) => one.phase.state === 'active' || one.phase.state === 'expired').length > 1,
  );

  const refresh = async () => {
    const reply = await bridge.catalog.refresh({ sessionId });
    if (!reply.ok) toasts.failed(reply.error);
  };
  const cancel = async () => {
    const reply = await bridge.signIn.cancel({ sessionId });
    if (!reply.ok) toasts.failed(reply.error);
  };
  const item = (id: string, label: string, icon: MenuItem['icon'], onSelect: () => void): MenuItem => ({
    id,
    label,
    icon,
    onSelect,
  });

  const items: MenuItem[] = [];
  if (phase.state === 'signing-in') {
    items.push(item('cancel', t('window.session.cancelSignIn'), <X size={16} />, () => void cancel()));
  } else {
    const label = phase.state === 'active' ? t('window.session.signInAgain') : t('window.session.signIn');
    items.push(
      item('sign-in', label, <LogIn size={16} />, () => {
        showOverlay({ type: 'sign-in', sessionId, start: true });
      }),
    );
  }
  items.push(
    item('browser', t('surroundings.browser.item'), <Globe size={16} />, () => {
      showOverlay({ type: 'session-browser', sessionId });
    }),
  );
  if (phase.state === 'active') {
    items.push(item('refresh', t('window.session.refresh'), <RefreshCw size={16} />, () => void refresh()));
  }
  if (several) {
    const label = only ? t('window.session.showAll') : t('window.session.showOnly');
    items.push(
      item('only', label, <Filter size={16} />, () => {
        onOnly(only ? null : sessionId);
      }),
    );
  }
  if (phase.state === 'active' || phase.state === 'expired') {
    items.push(
      item('sign-out', t('window.session.signOut'), <LogOut size={16} />, () => {
        showOverlay({ type: 'sign-out', sessionId });
      }),
    );
  }
  if (offersSignOutAll) {
    items.push(
      item('sign-out-all', t('found.signOutAll.item'), <LogOut size={16} />, () => {
        showOverlay({ type: 'sign-out-all' });
      }),
    );
  }
  items.push(
    item('settings', t('sessions.edit.item'), <Settings2 size={16} />, () => {
      showOverlay({ type: 'session-settings', sessionId });
    }),
  );
  if (record.kind === 'sso-session') {
    items.push(
      item('write-section', t('sessions.section.item'), <FilePlus2 size={16} />, () => {
        showOverlay({ type: 'write-section', sessionId });
      }),
    );
  }
  items.push(
    item('rename', t('profiles.renameItem'), <PenLine size={16} />, () => {
      showOverlay({ type: 'rename-session', sessionId });
    }),
  );
  items.push(...sectionItems);
  const remove = item('remove', t('window.session.remove'), <Trash2 size={16} />, () => {
    showOverlay({ type: 'remove-session', sessionId });
  });
  return [...items, { ...remove, danger: true }];
}
