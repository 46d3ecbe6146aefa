import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, type Ref } from 'react';
import type { ConsolePlace } from '../../../shared/aws/console-urls.ts';
import type { AliyunExportFormat } from '../../../shared/credentials/aliyun-export-formats.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import type { CopyFormat } from '../../../shared/credentials/copy-formats.ts';
import { keyOf } from '../../../shared/search/search.ts';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { useOpenConsoleButton } from '../console/use-open-console.ts';
import { AccountRow } from './account-row.tsx';
import { HeadingRow, SessionRow } from './heading-rows.tsx';
import { IdentityRow } from './identity-row.tsx';
import { isRow, type AccountItem, type IdentityItem, type ListItem, type RoleItem } from './list-items.ts';
import { RoleRow } from './role-row.tsx';
import { useRowFocus } from './use-row-focus.ts';
import type { Tags } from './use-tags.ts';
import { useSteadyList } from './use-steady-list.ts';
import type { useCopyCredentials } from './use-copy-credentials.ts';
import type { useCopyIdentity } from './use-copy-identity.ts';
import styles from './roles-list.module.css';

/** What the search field may ask of the list. */
export interface RolesListHandle {
  focusFirst(): void;
}

interface RolesListProps {
  readonly ref: Ref<RolesListHandle>;
  readonly items: readonly ListItem[];
  readonly tags: Tags;
  /** A new value starts at the top. */
  readonly scrollKey: string;
  readonly copying: ReturnType<typeof useCopyCredentials>;
  readonly copyingIdentity: ReturnType<typeof useCopyIdentity>;
  readonly onFold: (key: string, expanded: boolean) => void;
  readonly onLeaveUpwards: () => void;
  /** Whether pointer or focus are in the list, so that it must hold still. */
  readonly onHeld: (held: boolean) => void;
}

/** Accounts and roles as a tree grid that renders only what can be seen. */
export function RolesList({
  ref,
  items,
  tags,
  scrollKey,
  copying,
  copyingIdentity,
  onFold,
  onLeaveUpwards,
  onHeld,
}: RolesListProps) {
  const t = useTranslate();
  const bridge = useBridge();
  const toasts = useToasts();
  const showOverlay = useShowOverlay();
  const frame = useRef<HTMLDivElement>(null);
  const focus = useRowFocus(items);
  const { activeKey, activate } = focus;
  const { virtualizer, reveal, onPointerOver } = useSteadyList(frame, items, activeKey);
  const sessions = useAppState((state) =>
    state.sessions.map(({ record }) => ({ id: record.id, name: record.name, cloud: record.cloud })),
  );
  const credentials = useAppState((state) => state.credentials);
  const expiries = useMemo(
    () => new Map(credentials.map((view) => [keyOf(view), view.expiresAt])),
    [credentials],
  );
  const favourites = useAppState((state) => state.favourites);
  const starred = useMemo(() => new Set(favourites.map(keyOf)), [favourites]);
  const clouds = useMemo(() => new Map(sessions.map(({ id, cloud }) => [id, cloud])), [sessions]);
  const names = useMemo(() => new Map(sessions.map(({ id, name }) => [id, name])), [sessions]);

  // Rows get the same functions for ever, so that they need not render again for them.
  const latest = useRef({ copying, copyingIdentity, activate, onFold, starred, clouds });
  useEffect(() => {
    latest.current = { copying, copyingIdentity, activate, onFold, starred, clouds };
  });
  const copy = useCallback((item: RoleItem, format?: CopyFormat) => {
    latest.current.copying.copy(item.role, item.accountName, format);
  }, []);
  const copyIdentity = useCallback((item: IdentityItem, format?: AliyunExportFormat) => {
    latest.current.copyingIdentity.copy(item.record, format);
  }, []);
  const fold = useCallback((item: AccountItem, expanded: boolean) => {
    latest.current.activate(item.key, true);
    latest.current.onFold(item.key, expanded);
  }, []);
  const save = useCallback(
    (item: RoleItem) => {
      const { role, accountName } = item;
      showOverlay(
        latest.current.clouds.get(role.sessionId) === 'aliyun'
          ? { type: 'save-aliyun-profile', sessionId: role.sessionId, role }
          : { type: 'save-profile', role, accountName },
      );
    },
    [showOverlay],
  );
  const star = useCallback(
    ({ role }: RoleItem) => {
      void bridge.favourites
        .set({ ...role, starred: !latest.current.starred.has(keyOf(role)) })
        .then((reply) => {
          if (!reply.ok) toasts.failed(reply.error);
        });
    },
    [bridge, toasts],
  );
  const open = useOpenConsoleButton();
  const openConsole = useCallback(
    (item: RoleItem, place?: ConsolePlace) => {
      open({ type: 'role', role: item.role }, consoleName(t, item), place);
    },
    [open, t],
  );
  const openConsoleAt = useCallback(
    (item: RoleItem) => {
      const target = { type: 'role', role: item.role } as const;
      showOverlay({ type: 'open-console', target, name: consoleName(t, item) });
    },
    [showOverlay, t],
  );
  useEffect(() => {
    focus.bind({
      reveal,
      copy: (item) => {
        if (item.kind === 'role') copy(item);
        else copyIdentity(item);
      },
      openConsole,
      star,
      fold,
      leaveUpwards: onLeaveUpwards,
    });
  });
  useEffect(() => {
    frame.current?.scrollTo({ top: 0 });
  }, [scrollKey]);
  useImperativeHandle(ref, () => ({ focusFirst: focus.focusFirst }));

  const firstRow = items.find(isRow)?.key ?? null;
  const tabbableKey =
    activeKey !== null && items.some((item) => item.key === activeKey) ? activeKey : firstRow;
  const keyUnder = (target: EventTarget) =>
    (target as HTMLElement).closest<HTMLElement>('[data-key]')?.dataset['key'] ?? null;

  return (
    <div
      ref={frame}
      role="presentation"
      className={styles['frame']}
      onPointerOver={(event) => {
        onPointerOver(keyUnder(event.target));
        onHeld(true);
      }}
      onPointerLeave={() => {
        onPointerOver(null);
        onHeld(frame.current?.contains(document.activeElement) === true);
      }}
      onFocus={(event) => {
        onHeld(true);
        const key = keyUnder(event.target);
        if (key !== null && key !== activeKey) activate(key, false);
      }}
      onBlur={(event) => {
        const stays =
          frame.current?.contains(event.relatedTarget) === true || frame.current?.matches(':hover') === true;
        if (!stays) onHeld(false);
      }}
    >
      {/* eslint-disable-next-line jsx-a11y/interactive-supports-focus -- its rows take the focus */}
      <div
        role="treegrid"
        aria-label={t('window.roles.list')}
        aria-rowcount={items.length}
        aria-colcount={4}
        className={styles['grid']}
        style={{ height: `${virtualizer.getTotalSize()}px` }}
        onKeyDown={focus.onKeyDown}
      >
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const item = items[index];
          switch (item?.kind) {
            case 'heading':
              return <HeadingRow key={key} item={item} index={index} top={start} />;
            case 'session':
              return <SessionRow key={key} item={item} index={index} top={start} />;
            case 'account':
              return (
                <AccountRow
                  key={key}
                  item={item}
                  index={index}
                  top={start}
                  active={item.key === activeKey}
                  tabbable={item.key === tabbableKey}
                  tags={tags.ofAccount(item.account)}
                  onFold={fold}
                />
              );
            case 'role': {
              const mixed = sessions.length > 1 && !item.key.startsWith('all/');
              return (
                <RoleRow
                  key={key}
                  item={item}
                  index={index}
                  top={start}
                  active={item.key === activeKey}
                  tabbable={item.key === tabbableKey}
                  sessionName={mixed ? (names.get(item.role.sessionId) ?? null) : null}
                  expiresAt={expiries.get(keyOf(item.role)) ?? null}
                  tags={tags.ofRole(item.role)}
                  starred={starred.has(keyOf(item.role))}
                  copyStatus={copying.status.get(keyOf(item.role)) ?? null}
                  cloud={clouds.get(item.role.sessionId) ?? 'aws'}
                  format={copying.formats[clouds.get(item.role.sessionId) ?? 'aws']}
                  onStar={star}
                  onCopy={copy}
                  onSave={save}
                  onConsole={openConsole}
                  onConsoleAt={openConsoleAt}
                />
              );
            }
            case 'identity':
              return (
                <IdentityRow
                  key={key}
                  item={item}
                  index={index}
                  top={start}
                  active={item.key === activeKey}
                  tabbable={item.key === tabbableKey}
                  copyStatus={
                    copyingIdentity.status?.sessionId === item.record.id ? copyingIdentity.status.is : null
                  }
                  format={copyingIdentity.format}
                  onCopy={copyIdentity}
                />
              );
            case undefined:
              return null;
          }
        })}
      </div>
    </div>
  );
}

function consoleName(t: Translate, { role, accountName }: RoleItem): string {
  return t('console.of', { account: accountName ?? role.accountId, role: role.roleName });
}
