import { useCallback } from 'react';
import type { ConsolePlace } from '../../../shared/aws/console-urls.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import { signInHelps } from '../../../shared/model/sign-in-errors.ts';
import type { ConsoleTarget } from '../../../shared/model/console.ts';
import type { BrowserChoice } from '../../../shared/model/session.ts';
import { useGuarded } from '../../state/guard.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useServices } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';

/** Asks main to open a console, and says how it went. Gives the error where there is one, else null. */
export type OpenConsole = (
  target: ConsoleTarget,
  name: string,
  place?: ConsolePlace,
  /** Instead of the session's own, this once. */
  browser?: BrowserChoice | null,
) => Promise<AppError | null>;

/** Opening consoles, with a note where it succeeds. */
export function useOpenConsole(): OpenConsole {
  const { bridge, t } = useServices();
  const toasts = useToasts();
  const guarded = useGuarded();
  return useCallback(
    async (target, name, place = {}, browser = null) => {
      const reply = await guarded('console', (confirmation) =>
        bridge.console.open({
          target,
          place,
          ...(browser === null ? {} : { browser }),
          ...confirmation,
        }),
      );
      if (reply === null) return null;
      if (!reply.ok) return reply.error;
      const { outcome, way } = reply.value;
      const copied = way === 'federation' ? 'console.copiedSecret' : 'console.copied';
      toasts.done(t(outcome === 'copied' ? copied : 'console.opened', { name }));
      return null;
    },
    [bridge, guarded, t, toasts],
  );
}

/** The same from a button: what goes wrong is a note too, with the way to a sign-in where that helps. */
export function useOpenConsoleButton(): (target: ConsoleTarget, name: string, place?: ConsolePlace) => void {
  const { t } = useServices();
  const toasts = useToasts();
  const showOverlay = useShowOverlay();
  const open = useOpenConsole();
  return useCallback(
    (target, name, place) => {
      void open(target, name, place).then((error) => {
        if (error === null) return;
        const canSignIn = signInHelps(error.code);
        toasts.failed(
          error,
          canSignIn && target.type === 'role'
            ? {
                label: t('window.session.signIn'),
                run: () => {
                  showOverlay({ type: 'sign-in', sessionId: target.role.sessionId, start: true });
                },
              }
            : undefined,
        );
      });
    },
    [open, showOverlay, t, toasts],
  );
}
