import { UserRoundCheck, X } from 'lucide-react';
import { changesText } from '../../../shared/access/changes-text.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import type { AccessChangesView, AccessRole } from '../../../shared/model/access-changes.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import styles from './access.module.css';

/** What has changed among the roles of the shown sessions, each with what can be done about it. */
export function AccessCards({ only }: { readonly only: SessionId | null }) {
  const changed = useAppState((state) =>
    state.sessions.flatMap(({ record }) => {
      const changes = state.accessChanges[record.id];
      const shown = only === null || only === record.id;
      return changes === undefined || !shown ? [] : [{ sessionId: record.id, name: record.name, changes }];
    }),
  );
  return changed.map((one) => <AccessCard key={one.sessionId} {...one} />);
}

function AccessCard(props: {
  readonly sessionId: SessionId;
  readonly name: string;
  readonly changes: AccessChangesView;
}) {
  const { sessionId, name, changes } = props;
  const t = useTranslate();
  const bridge = useBridge();
  const toasts = useToasts();
  const showOverlay = useShowOverlay();
  const title = t('access.card.title', { name, changes: changesText(t, changes) });
  const dismiss = async () => {
    const reply = await bridge.access.dismiss({ sessionId });
    if (!reply.ok) toasts.failed(reply.error);
  };
  return (
    <section aria-label={title} className={styles['card']}>
      <UserRoundCheck size={16} aria-hidden className={styles['icon']} />
      <div className={styles['words']}>
        <p role="status" className={styles['title']}>
          {title}
        </p>
        {changes.addedRoles > 0 && (
          <p className={styles['muted']}>
            {t('access.card.added', { roles: named(t, changes.firstAdded, changes.addedRoles) })}
          </p>
        )}
        {changes.removedRoles > 0 && (
          <p className={styles['muted']}>
            {t('access.card.removed', { roles: named(t, changes.firstRemoved, changes.removedRoles) })}
          </p>
        )}
      </div>
      <div className={styles['actions']}>
        <Button
          look="quiet"
          onClick={() => {
            showOverlay({ type: 'access-changes', sessionId });
          }}
        >
          {t('access.card.showAll')}
        </Button>
        {changes.removedRoles > 0 && (
          <Button
            onClick={() => {
              showOverlay({ type: 'prune-profiles', sessionId });
            }}
          >
            {t('access.card.removeProfiles')}
          </Button>
        )}
        {changes.addedRoles > 0 && (
          <Button
            onClick={() => {
              showOverlay({ type: 'generate-profiles', sessionId, added: true });
            }}
          >
            {t('access.card.addProfiles')}
          </Button>
        )}
        <IconButton
          label={t('window.common.dismiss')}
          icon={<X size={16} />}
          onClick={() => void dismiss()}
        />
      </div>
    </section>
  );
}

function named(t: Translate, first: readonly AccessRole[], count: number): string {
  const roles = first.map((role) => roleText(t, role)).join(', ');
  const left = count - first.length;
  return left === 0 ? roles : t('access.card.andMore', { roles, count: left });
}

/** "Production · ReadOnly" */
export function roleText(t: Translate, { accountName, accountId, roleName }: AccessRole): string {
  return t('access.card.role', { account: accountName ?? accountId, role: roleName });
}
