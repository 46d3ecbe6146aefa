import { useState } from 'react';
import {
  aliyunExportFormats,
  type AliyunExportFormat,
} from '../../../shared/credentials/aliyun-export-formats.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { signInHelps } from '../../../shared/model/sign-in-errors.ts';
import { timeOfDay } from '../../../shared/time/absolute-time.ts';
import { useCopyFormats } from '../../state/copy-format.ts';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useServices } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import type { CopyStatus } from './use-copy-credentials.ts';

const DONE_FOR_MS = 2_000;

/** Asks main to put the credentials of an identity on the clipboard. The window itself never sees them. */
export function useCopyIdentity() {
  const { bridge, t, timers, timeStyle, ticker } = useServices();
  const toasts = useToasts();
  const showOverlay = useShowOverlay();
  const { formats, choose } = useCopyFormats();
  const format = aliyunExportFormats.find((one) => one === formats.aliyun) ?? 'env';
  const [status, setStatus] = useState<{ readonly sessionId: SessionId; readonly is: CopyStatus } | null>(
    null,
  );
  const run = async ({ id, name: session, identity }: AliyunSessionRecord, chosen: AliyunExportFormat) => {
    if (status?.is === 'busy') return;
    setStatus({ sessionId: id, is: 'busy' });
    const reply = await bridge.credentials.copySession({ sessionId: id, format: chosen });
    if (!reply.ok) {
      setStatus(null);
      const action = {
        label: t('window.session.signIn'),
        run: () => {
          showOverlay({ type: 'sign-in', sessionId: id, start: true });
        },
      };
      toasts.failed(reply.error, signInHelps(reply.error.code) ? action : undefined);
      return;
    }
    setStatus({ sessionId: id, is: 'done' });
    timers.after(DONE_FOR_MS, () => {
      setStatus(null);
    });
    const { expiresAt } = reply.value;
    const words = { name: identity?.name ?? session, format: t(`window.formats.${chosen}`) };
    toasts.done(
      expiresAt === null
        ? t('aliyunWindow.identity.copiedUnknown', words)
        : t('aliyunWindow.identity.copied', {
            ...words,
            time: timeOfDay(expiresAt, ticker.now(), timeStyle),
          }),
    );
  };
  return {
    status,
    format,
    /** Without a format, in the one used last. */
    copy: (record: AliyunSessionRecord, chosen?: AliyunExportFormat) => {
      if (chosen !== undefined) choose('aliyun', chosen);
      void run(record, chosen ?? format);
    },
  };
}
