import { useEffect, useState } from 'react';
import type { Envelope } from '../../../shared/ipc/types.ts';
import type { AccessChanges, AccessRole } from '../../../shared/model/access-changes.ts';
import { MINUTE } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { agoText } from '../../../shared/time/clock-text.ts';
import { Button } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useBridge, useNow, useTranslate } from '../../state/services.tsx';
import { BatchList } from '../generate/batch-list.tsx';
import styles from './access.module.css';

/** Every role that has come or gone, with what can be done about it. */
export function AccessSheet({ sessionId }: { readonly sessionId: SessionId }) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const now = useNow(() => MINUTE / 2);
  const [reply, setReply] = useState<Envelope<{ readonly changes: AccessChanges | null }> | null>(null);
  const name = useAppState(
    (state) => state.sessions.find(({ record }) => record.id === sessionId)?.record.name ?? '',
  );
  const foundAt = useAppState((state) => state.accessChanges[sessionId]?.foundAt ?? null);
  useEffect(() => {
    let current = true;
    void bridge.access.changes({ sessionId }).then((answer) => {
      if (current) setReply(answer);
    });
    return () => {
      current = false;
    };
  }, [bridge, sessionId, foundAt]);
  const changes = reply?.ok === true ? reply.value.changes : null;
  const added = changes?.addedRoles ?? [];
  const removed = changes?.removedRoles ?? [];
  return (
    <Dialog
      shape="sheet"
      title={t('access.card.allTitle', { name })}
      onClose={() => {
        showOverlay(null);
      }}
      footer={
        <>
          {removed.length > 0 && (
            <Button
              onClick={() => {
                showOverlay({ type: 'prune-profiles', sessionId });
              }}
            >
              {t('access.card.removeProfiles')}
            </Button>
          )}
          {added.length > 0 && (
            <Button
              look="primary"
              onClick={() => {
                showOverlay({ type: 'generate-profiles', sessionId, added: true });
              }}
            >
              {t('access.card.addProfiles')}
            </Button>
          )}
        </>
      }
    >
      {reply?.ok === false && <ErrorCallout error={reply.error} />}
      {foundAt !== null && (
        <p className={styles['muted']}>{t('access.card.found', { ago: agoText(t, foundAt, now) })}</p>
      )}
      <RoleList heading={t('access.card.addedHeading', { count: added.length })} roles={added} />
      <RoleList heading={t('access.card.removedHeading', { count: removed.length })} roles={removed} />
    </Dialog>
  );
}

function RoleList({ heading, roles }: { readonly heading: string; readonly roles: readonly AccessRole[] }) {
  if (roles.length === 0) return null;
  return (
    <section aria-label={heading} className={styles['part']}>
      <h3>{heading}</h3>
      <BatchList
        label={heading}
        items={roles.map(({ accountId, accountName, roleName }) => ({
          name: roleName,
          detail: accountName === null ? accountId : `${accountName} · ${accountId}`,
        }))}
      />
    </section>
  );
}
