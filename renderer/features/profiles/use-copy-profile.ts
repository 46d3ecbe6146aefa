import { useState } from 'react';
import type { CopyFormat } from '../../../shared/credentials/copy-formats.ts';
import { signInHelps } from '../../../shared/model/sign-in-errors.ts';
import type { ProfileRow } from '../../../shared/model/profile.ts';
import { timeOfDay } from '../../../shared/time/absolute-time.ts';
import { useCopyFormats } from '../../state/copy-format.ts';
import { useGuarded } from '../../state/guard.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useServices } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';

/** Puts a profile's credentials on the clipboard: main copies, the window learns until when they are good. */
export function useCopyProfile() {
  const { bridge, t, timeStyle, ticker } = useServices();
  const toasts = useToasts();
  const guarded = useGuarded();
  const showOverlay = useShowOverlay();
  const { formats, choose } = useCopyFormats();
  const [busy, setBusy] = useState<string | null>(null);

  const run = async ({ name, cloud, sessionId }: ProfileRow, chosen: CopyFormat) => {
    setBusy(name);
    const reply = await guarded('copy', (confirmation) =>
      bridge.credentials.copyProfile({ name, cloud, format: chosen, ...confirmation }),
    );
    setBusy(null);
    if (reply === null) return;
    if (reply.ok) {
      const { expiresAt } = reply.value;
      const words = { name, format: t(`window.formats.${chosen}`) };
      toasts.done(
        expiresAt === null
          ? t('aliyunWindow.identity.copiedUnknown', words)
          : t('profiles.credentialsCopied', {
              ...words,
              time: timeOfDay(expiresAt, ticker.now(), timeStyle),
            }),
      );
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
    /** The one used last, by cloud. */
    formats,
    /** The profile whose credentials are being fetched. */
    busy,
    /** Without a format, in the one used last. */
    copy: (row: ProfileRow, chosen?: CopyFormat) => {
      if (chosen !== undefined) choose(row.cloud, chosen);
      void run(row, chosen ?? formats[row.cloud]);
    },
  };
}
