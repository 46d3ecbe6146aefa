import { useId } from 'react';
import {
  Building2,
  ChevronDown,
  ClipboardPaste,
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
import type { SessionId, SessionRecord, SessionView } from '../../../shared/model/session.ts';
import { MINUTE } from '../../../shared/model/instant.ts';
import { clockPhase, nextClockChange } from '../../../shared/time/clock-phase.ts';
import { joined } from '../../components/button.tsx';
import { Menu, type MenuItem } from '../../components/menu.tsx';
import { useAppState, useBridge, useNow, useTranslate } from '../../state/services.tsx';
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
            {record.cloud === 'aliyun' && <CloudMark />}
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
      {offersSignIn && <SignInAction session={session} nameId={nameId} onSignIn={signIn} />}
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

/** The cloud, as a small mark beside the name; AWS, the usual one, has none. */
function CloudMark() {
  const t = useTranslate();
  return (
    <span className={styles['cloud']} title={t('aliyunWindow.cloud')}>
      <span aria-hidden>{t('aliyunWindow.cloudMark')}</span>
      <span className="visually-hidden">{t('aliyunWindow.cloud')},</span>
    </span>
  );
}

interface SignInActionProps {
  readonly session: SessionView;
  readonly nameId: string;
  readonly onSignIn: () => void;
}

/** Sign in, where that is what comes next; for pasted keys, new ones, also shortly before the end. */
function SignInAction({ session: { record, phase }, nameId, onSignIn }: SignInActionProps) {
  const t = useTranslate();
  const pasted = isPasted(record);
  const end = phase.state === 'active' ? phase.accessTokenExpiresAt : null;
  const now = useNow((time) => (end === null ? MINUTE : nextClockChange(end, time)));
  const over = phase.state === 'signed-out' || phase.state === 'expired';
  const soon = pasted && end !== null && clockPhase(end, now) !== 'fine';
  if (!over && !soon) return null;
  return (
    <button type="button" className={styles['action']} aria-describedby={nameId} onClick={onSignIn}>
      {t(pasted ? 'aliyunWindow.keys.pasteNew' : 'window.session.signIn')}
    </button>
  );
}

/** Keys that somebody pasted: a new paste is what a sign-in is elsewhere. */
function isPasted(record: SessionRecord): boolean {
  return record.cloud === 'aliyun' && record.kind === 'sts-token';
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
  const pasted = isPasted(record);
  const sectionItems = useSectionItems(record);
  const offersSignOutAll = useAppState(
    ({ sessions }) =>
      sessions.filter((one) => one.phase.state === 'active' || one.phase.state === 'expired').length > 1,
  );

  const refresh = async () => {
    const reply = await bridge.catalog.refresh({ sessionId });
    if (!reply.ok) toasts.failed(reply.error);
  };
  const renew = async () => {
    const reply = await bridge.signIn.renew({ sessionId });
    if (reply.ok) toasts.done(t('aliyunWindow.renewed', { name: record.name }));
    else toasts.failed(reply.error);
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
    const label = pasted
      ? t('aliyunWindow.keys.replaceItem')
      : phase.state === 'active'
        ? t('window.session.signInAgain')
        : t('window.session.signIn');
    items.push(
      item('sign-in', label, pasted ? <ClipboardPaste size={16} /> : <LogIn size={16} />, () => {
        showOverlay({ type: 'sign-in', sessionId, start: true });
      }),
    );
  }
  if (!pasted) {
    items.push(
      item('browser', t('surroundings.browser.item'), <Globe size={16} />, () => {
        showOverlay({ type: 'session-browser', sessionId });
      }),
    );
  }
  const listed = record.cloud === 'aws' || record.kind === 'cloud-sso';
  if (phase.state === 'active' && phase.renewable && !listed) {
    items.push(item('renew', t('aliyunWindow.renew'), <RefreshCw size={16} />, () => void renew()));
  }
  if (phase.state === 'active' && listed) {
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
  if (record.cloud === 'aliyun') {
    if (record.kind === 'oauth') {
      items.push(
        item('administrators', t('aliyunWindow.administrators.item'), <Building2 size={16} />, () => {
          showOverlay({ type: 'aliyun-administrators', site: record.site });
        }),
      );
    }
    const remove = item('remove', t('window.session.remove'), <Trash2 size={16} />, () => {
      showOverlay({ type: 'remove-session', sessionId });
    });
    return [...items, { ...remove, danger: true }];
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
