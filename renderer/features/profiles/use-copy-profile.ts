import { useState, useSyncExternalStore } from 'react';
import type { ExportFormat } from '../../../shared/model/credentials.ts';
import { signInHelps } from '../../../shared/model/sign-in-errors.ts';
import type { ProfileRow } from '../../../shared/model/profile.ts';
import { timeOfDay } from '../../../shared/time/absolute-time.ts';
import { useGuarded } from '../../state/guard.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useServices } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';

/** Puts a profile's credentials on the clipboard: main copies, the window learns until when they are good. */
export function useCopyProfile() {
  const { bridge, t, timeStyle, ticker, preferences } = useServices();
  const toasts = useToasts();
  const guarded = useGuarded();
  const showOverlay = useShowOverlay();
  const chosenLast = useSyncExternalStore(preferences.subscribe, preferences.copyFormat);
  const windows = useAppState((state) => state.about.platform === 'win32');
  const format: ExportFormat = chosenLast ?? (windows ? 'powershell' : 'env');
  const [busy, setBusy] = useState<string | null>(null);

  const run = async ({ name, sessionId }: ProfileRow, chosen: ExportFormat) => {
    setBusy(name);
    const reply = await guarded('copy', (confirmation) =>
      bridge.credentials.copyProfile({ name, format: chosen, ...confirmation }),
    );
    setBusy(null);
    if (reply === null) return;
    if (reply.ok) {
      const time = timeOfDay(reply.value.expiresAt, ticker.now(), timeStyle);
      toasts.done(t('profiles.credentialsCopied', { name, format: t(`window.formats.${chosen}`), time }));
      return;
    }
    const { code } = reply.error;
    const canSignIn = signInHelps(code);
    toasts.failed(
      reply.error,
      canSignIn && sessionId !== null
        ? {
            label: t('window.session.signIn'),
            run: () => {
              showOverlay({ type: 'sign-in', sessionId, start: true });
            },
          }
        : undefined,
    );
  };
  return {
    format,
    /** The profile whose credentials are being fetched. */
    busy,
    /** Without a format, in the one used last. */
    copy: (row: ProfileRow, chosen?: ExportFormat) => {
      if (chosen !== undefined) preferences.setCopyFormat(chosen);
      void run(row, chosen ?? format);
    },
  };
}
