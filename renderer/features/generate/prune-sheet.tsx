import { useState } from 'react';
import type { SessionId } from '../../../shared/model/session.ts';
import { timeOfDay } from '../../../shared/time/absolute-time.ts';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useServices } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { ChangeDialog } from '../profile-change/change-dialog.tsx';
import { useChange } from '../profile-change/use-change.ts';
import { BatchList } from './batch-list.tsx';
import { SessionChoice } from './session-choice.tsx';
import styles from './generate.module.css';

/** Takes away profiles whose role is no longer listed: which and why, and what happens to the file. */
export function PruneSheet({ sessionId: first }: { readonly sessionId: SessionId }) {
  const { bridge, t, ticker, timeStyle } = useServices();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const [sessionId, setSessionId] = useState(first);
  const change = useChange({
    question: sessionId,
    preview: () => bridge.profiles.previewPrune({ sessionId }),
    changeOf: (preview) => preview.change,
    carryOut: (consent) => bridge.profiles.prune({ sessionId, ...consent }),
    onDone: ({ count, change: { file } }) => {
      showOverlay(null);
      toasts.done(t('profiles.prune.done', { count, file }));
    },
  });
  const { preview } = change;
  const count = preview?.count ?? 0;
  const left = count - (preview?.profiles.length ?? 0);
  return (
    <ChangeDialog
      title={t('profiles.prune.title')}
      change={count === 0 ? { ...change, canRun: false } : change}
      action={count === 0 ? t('profiles.prune.actionNone') : t('profiles.prune.action', { count })}
      danger
    >
      <p>{t('profiles.prune.lead')}</p>
      <SessionChoice value={sessionId} onChange={setSessionId} />
      {preview === null ? (
        change.waiting && <p role="status">{t('profiles.prune.working')}</p>
      ) : (
        <section aria-label={t('profiles.prune.names')} className={styles['batch']}>
          <div role="status">
            <h3 className={styles['batchTitle']}>
              {count === 0 ? t('profiles.prune.none') : t('profiles.prune.count', { count })}
              <span className={styles['muted']}>
                {t('profiles.prune.listed', { time: timeOfDay(preview.listedAt, ticker.now(), timeStyle) })}
              </span>
            </h3>
          </div>
          {count > 0 && (
            <BatchList
              label={t('profiles.prune.names')}
              items={preview.profiles.map(({ name, accountId, roleName, gone }) => ({
                name,
                detail: t(`profiles.prune.gone.${gone}`, { account: accountId, role: roleName }),
              }))}
              end={left > 0 ? t('profiles.generate.moreNames', { count: left }) : undefined}
            />
          )}
        </section>
      )}
    </ChangeDialog>
  );
}
