import { memo, useId } from 'react';
import {
  Check,
  ChevronDown,
  ClipboardPaste,
  CopyPlus,
  Ellipsis,
  FilePlus2,
  LoaderCircle,
  LogIn,
} from 'lucide-react';
import { aliyunIdentityType } from '../../../shared/aliyun/identity-type.ts';
import {
  aliyunExportFormats,
  type AliyunExportFormat,
} from '../../../shared/credentials/aliyun-export-formats.ts';
import { MINUTE, type Instant } from '../../../shared/model/instant.ts';
import type { SessionPhase } from '../../../shared/model/session.ts';
import { timeOfDay } from '../../../shared/time/absolute-time.ts';
import { joined } from '../../components/button.tsx';
import { Clock } from '../../components/clock.tsx';
import { Menu, type MenuItem } from '../../components/menu.tsx';
import { useAppState, useBridge, useNow, useServices, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useToasts } from '../../state/toasts.tsx';
import type { IdentityItem } from './list-items.ts';
import { AccountLabel } from './role-row.tsx';
import type { CopyStatus } from './use-copy-credentials.ts';
import { rowId } from './use-row-focus.ts';
import styles from './roles-list.module.css';

interface IdentityRowProps {
  readonly item: IdentityItem;
  readonly index: number;
  readonly top: number;
  readonly active: boolean;
  readonly tabbable: boolean;
  readonly copyStatus: CopyStatus | null;
  readonly format: AliyunExportFormat;
  readonly onCopy: (item: IdentityItem, format?: AliyunExportFormat) => void;
}

/** A session that is one identity: who, in which account, until when, and what to do with it. */
export const IdentityRow = memo(function IdentityRow(props: IdentityRowProps) {
  const { item, index, top, active, tabbable } = props;
  const t = useTranslate();
  const labelId = useId();
  const { record } = item;
  const { identity } = record;
  const doubtful = useAppState((state) => state.identities[record.id]?.state === 'changed');
  return (
    <div
      id={rowId(item.key)}
      role="row"
      aria-rowindex={index + 1}
      aria-level={1}
      aria-selected={active}
      aria-labelledby={`${labelId}-account ${labelId}-who ${labelId}-clock`}
      tabIndex={tabbable ? 0 : -1}
      data-key={item.key}
      className={joined(styles['row'], active && styles['active'])}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" id={`${labelId}-account`} className={styles['account']}>
        {identity === null ? (
          <span className={styles['accountName']}>{record.name}</span>
        ) : (
          <AccountLabel
            accountId={identity.accountId}
            accountName={identity.name}
            sessionName={record.name}
          />
        )}
      </div>
      <div
        role="gridcell"
        id={`${labelId}-who`}
        className={joined(styles['role'], identity === null && styles['noClock'])}
        title={identity?.arn}
      >
        {doubtful
          ? t('aliyunWindow.identity.doubtful')
          : identity === null
            ? t(`aliyunWindow.identity.unnamed.${record.kind === 'oauth' ? 'oauth' : 'sts-token'}`)
            : t(`aliyunWindow.signIn.types.${aliyunIdentityType(identity.arn)}`)}
      </div>
      <div role="gridcell" id={`${labelId}-clock`} className={styles['clock']}>
        <IdentityClock sessionId={record.id} />
      </div>
      <div role="gridcell" className={styles['actions']}>
        <IdentityActions {...props} describedBy={`${labelId}-account ${labelId}-who`} />
      </div>
    </div>
  );
});

/** Until when its credentials are good; that nobody knows, where nobody said. */
function IdentityClock({ sessionId }: { readonly sessionId: IdentityItem['record']['id'] }) {
  const t = useTranslate();
  const phase = useAppState(
    (state): SessionPhase | null =>
      state.sessions.find(({ record }) => record.id === sessionId)?.phase ?? null,
  );
  if (phase?.state !== 'active' && phase?.state !== 'expired') return null;
  if (phase.state === 'active' && phase.renewable && phase.nextRenewalAt !== null) {
    return <RenewalTime at={phase.nextRenewalAt} />;
  }
  const end = phase.state === 'expired' ? phase.expiredAt : phase.accessTokenExpiresAt;
  return end === null ? (
    <span className={styles['noClock']} title={t('aliyunWindow.identity.unknownFull')}>
      {t('aliyunWindow.identity.unknown')}
    </span>
  ) : (
    <Clock end={end} name={t('window.clock.credentialsUntil')} glyph />
  );
}

/** When it is renewed, which needs nobody. */
function RenewalTime({ at }: { readonly at: Instant }) {
  const { t, timeStyle } = useServices();
  const now = useNow(() => MINUTE);
  const time = timeOfDay(at, now, timeStyle);
  return (
    <span className={styles['noClock']} title={t('window.clock.renewsByItself', { time })}>
      {t('window.clock.renews', { time })}
    </span>
  );
}

function IdentityActions(props: IdentityRowProps & { readonly describedBy: string }) {
  const { item, tabbable, copyStatus, format, onCopy, describedBy } = props;
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const menu = useIdentityMenu(item);
  const tabIndex = tabbable ? 0 : -1;
  const { record } = item;
  return (
    <>
      <span className={styles['split']}>
        <button
          type="button"
          data-row-action
          tabIndex={tabIndex}
          aria-label={t('window.roles.copy')}
          aria-describedby={describedBy}
          title={t('window.roles.copyAs', { format: t(`window.formats.${format}`) })}
          className={styles['copy']}
          onClick={() => {
            onCopy(item);
          }}
        >
          {copyStatus === 'busy' && <LoaderCircle size={14} aria-hidden className={styles['turning']} />}
          {copyStatus === 'done' && <Check size={14} aria-hidden />}
          {copyStatus === 'done' ? t('window.common.copied') : t('window.common.copy')}
        </button>
        <Menu
          label={t('window.roles.formats')}
          align="end"
          items={aliyunExportFormats.map((one) => ({
            id: one,
            label: t(`window.formats.${one}`),
            checked: one === format,
            onSelect: () => {
              onCopy(item, one);
            },
          }))}
          trigger={(trigger) => (
            <button
              {...trigger}
              type="button"
              data-row-action
              tabIndex={tabIndex}
              aria-label={t('window.roles.chooseFormat')}
              aria-describedby={describedBy}
              title={t('window.roles.chooseFormat')}
              className={styles['more']}
            >
              <ChevronDown size={14} />
            </button>
          )}
        />
      </span>
      <button
        type="button"
        data-row-action
        tabIndex={tabIndex}
        aria-label={t('window.roles.save')}
        aria-describedby={describedBy}
        title={t('window.roles.save')}
        className={styles['save']}
        onClick={() => {
          showOverlay({ type: 'save-aliyun-profile', sessionId: record.id, role: null });
        }}
      >
        <FilePlus2 size={16} />
      </button>
      <Menu
        label={t('aliyunWindow.identity.more', { name: record.name })}
        align="end"
        items={menu}
        trigger={(trigger) => (
          <button
            {...trigger}
            type="button"
            data-row-action
            tabIndex={tabIndex}
            aria-label={t('aliyunWindow.identity.more', { name: record.name })}
            title={t('aliyunWindow.identity.more', { name: record.name })}
            className={styles['save']}
          >
            <Ellipsis size={16} />
          </button>
        )}
      />
    </>
  );
}

function useIdentityMenu({ record }: IdentityItem): readonly MenuItem[] {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const copyText = async (text: string) => {
    const reply = await bridge.app.copyText({ text });
    if (reply.ok) toasts.done(t('aliyunWindow.identity.copiedText', { text }));
    else toasts.failed(reply.error);
  };
  const pasted = record.kind === 'sts-token';
  const renew: MenuItem = {
    id: 'sign-in',
    label: t(pasted ? 'aliyunWindow.keys.replaceItem' : 'window.session.signInAgain'),
    icon: pasted ? <ClipboardPaste size={16} /> : <LogIn size={16} />,
    onSelect: () => {
      showOverlay({ type: 'sign-in', sessionId: record.id, start: true });
    },
  };
  const { identity } = record;
  if (identity === null) return [renew];
  return [
    {
      id: 'account',
      label: t('aliyunWindow.identity.copyAccount'),
      icon: <CopyPlus size={16} />,
      onSelect: () => void copyText(identity.accountId),
    },
    {
      id: 'arn',
      label: t('aliyunWindow.identity.copyArn'),
      icon: <CopyPlus size={16} />,
      onSelect: () => void copyText(identity.arn),
    },
    renew,
  ];
}
