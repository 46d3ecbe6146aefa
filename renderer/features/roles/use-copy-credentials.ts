import { useState, useSyncExternalStore } from 'react';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import { signInHelps } from '../../../shared/model/sign-in-errors.ts';
import type { ExportFormat } from '../../../shared/model/credentials.ts';
import { keyOf } from '../../../shared/search/search.ts';
import { timeOfDay } from '../../../shared/time/absolute-time.ts';
import { useGuarded } from '../../state/guard.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useServices } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';

/** Where a role's copying stands, for its button. */
export type CopyStatus = 'busy' | 'done';

const DONE_FOR_MS = 2_000;

interface CopyCredentials {
  /** Without a format, in the one used last. */
  readonly copy: (role: RoleRef, accountName: string | null, format?: ExportFormat) => void;
  readonly status: ReadonlyMap<string, CopyStatus>;
  readonly format: ExportFormat;
}

/** Asks main to put a role's credentials on the clipboard. The window itself never sees them. */
export function useCopyCredentials(): CopyCredentials {
  const { bridge, t, timers, timeStyle, ticker, preferences } = useServices();
  const toasts = useToasts();
  const guarded = useGuarded();
  const showOverlay = useShowOverlay();
  const chosenLast = useSyncExternalStore(preferences.subscribe, preferences.copyFormat);
  const windows = useAppState((state) => state.about.platform === 'win32');
  const format = chosenLast ?? (windows ? 'powershell' : 'env');
  const [status, setStatus] = useState<ReadonlyMap<string, CopyStatus>>(new Map());

  const note = (key: string, next: CopyStatus | null) => {
    setStatus((all) => {
      const copy = new Map(all);
      if (next === null) copy.delete(key);
      else copy.set(key, next);
      return copy;
    });
  };
  const run = async (role: RoleRef, accountName: string | null, chosen: ExportFormat) => {
    const key = keyOf(role);
    if (status.get(key) === 'busy') return;
    note(key, 'busy');
    const reply = await guarded('copy', (confirmation) =>
      bridge.credentials.copy({
        sessionId: role.sessionId,
        accountId: role.accountId,
        roleName: role.roleName,
        format: chosen,
        ...confirmation,
      }),
    );
    if (reply === null) {
      note(key, null);
      return;
    }
    if (reply.ok) {
      note(key, 'done');
      timers.after(DONE_FOR_MS, () => {
        note(key, null);
      });
      toasts.done(
        t('window.copy.done', {
          account: accountName ?? role.accountId,
          role: role.roleName,
          format: t(`window.formats.${chosen}`),
          time: timeOfDay(reply.value.expiresAt, ticker.now(), timeStyle),
        }),
      );
      return;
    }
    note(key, null);
    const { code } = reply.error;
    const canSignIn = signInHelps(code);
    toasts.failed(
      reply.error,
      canSignIn
        ? {
            label: t('window.session.signIn'),
            run: () => {
              showOverlay({ type: 'sign-in', sessionId: role.sessionId, start: true });
            },
          }
        : undefined,
    );
  };
  return {
    copy: (role, accountName, chosen) => {
      if (chosen !== undefined) preferences.setCopyFormat(chosen);
      void run(role, accountName, chosen ?? format);
    },
    status,
    format,
  };
}
