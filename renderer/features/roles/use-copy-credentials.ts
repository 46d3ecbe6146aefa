import { useState } from 'react';
import type { CopyFormat } from '../../../shared/credentials/copy-formats.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import { signInHelps } from '../../../shared/model/sign-in-errors.ts';
import type { Cloud } from '../../../shared/model/session.ts';
import { keyOf } from '../../../shared/search/search.ts';
import { timeOfDay } from '../../../shared/time/absolute-time.ts';
import { useCopyFormats } from '../../state/copy-format.ts';
import { useGuarded } from '../../state/guard.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useServices } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';

/** Where a role's copying stands, for its button. */
export type CopyStatus = 'busy' | 'done';

const DONE_FOR_MS = 2_000;

interface CopyCredentials {
  /** Without a format, in the one used last. */
  readonly copy: (role: RoleRef, accountName: string | null, format?: CopyFormat) => void;
  readonly status: ReadonlyMap<string, CopyStatus>;
  /** The one used last, by cloud. */
  readonly formats: Readonly<Record<Cloud, CopyFormat>>;
}

/** Asks main to put a role's credentials on the clipboard. The window itself never sees them. */
export function useCopyCredentials(): CopyCredentials {
  const { bridge, t, timers, timeStyle, ticker, appStore } = useServices();
  const toasts = useToasts();
  const guarded = useGuarded();
  const showOverlay = useShowOverlay();
  const { formats, choose } = useCopyFormats();
  const [status, setStatus] = useState<ReadonlyMap<string, CopyStatus>>(new Map());

  const note = (key: string, next: CopyStatus | null) => {
    setStatus((all) => {
      const copy = new Map(all);
      if (next === null) copy.delete(key);
      else copy.set(key, next);
      return copy;
    });
  };
  const run = async (role: RoleRef, accountName: string | null, chosen: CopyFormat) => {
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
      const session = appStore.current()?.sessions.find(({ record }) => record.id === role.sessionId);
      const cloud = session?.record.cloud ?? 'aws';
      if (chosen !== undefined) choose(cloud, chosen);
      void run(role, accountName, chosen ?? formats[cloud]);
    },
    status,
    formats,
  };
}
