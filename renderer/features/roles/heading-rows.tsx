import { memo } from 'react';
import { RefreshCw } from 'lucide-react';
import { MINUTE } from '../../../shared/model/instant.ts';
import { signInHelps } from '../../../shared/model/sign-in-errors.ts';
import { agoText } from '../../../shared/time/clock-text.ts';
import { translateError } from '../../../shared/i18n/error-text.ts';
import { Button, IconButton, joined } from '../../components/button.tsx';
import { useAppState, useBridge, useNow, useServices, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useToasts } from '../../state/toasts.tsx';
import type { HeadingItem, SessionItem } from './list-items.ts';
import styles from './roles-list.module.css';

const HEADINGS = {
  favourites: 'access.favourites',
  recent: 'window.roles.recent',
  identities: 'aliyunWindow.identity.heading',
} as const;

interface PlaceProps {
  readonly index: number;
  readonly top: number;
}

/** "Favourites", "Recent", "42 matches". */
export const HeadingRow = memo(function HeadingRow({ item, index, top }: PlaceProps & { item: HeadingItem }) {
  const t = useTranslate();
  return (
    <div role="row" aria-rowindex={index + 1} className={styles['heading']} style={placed(top)}>
      <div role="gridcell" aria-colspan={4} className={styles['headingCell']}>
        <h2 className={styles['headingTitle']}>
          {item.of === 'results' ? t('window.roles.results', { count: item.count }) : t(HEADINGS[item.of])}
        </h2>
      </div>
    </div>
  );
});

/** "All  my-sso · 214 accounts, 642 roles · updated 2 min ago ⟳" */
export const SessionRow = memo(function SessionRow({ item, index, top }: PlaceProps & { item: SessionItem }) {
  const { t } = useServices();
  const bridge = useBridge();
  const toasts = useToasts();
  const { sessionId } = item;
  const view = useAppState((state) => ({
    session: state.sessions.find((session) => session.record.id === sessionId) ?? null,
    status: state.catalogs[sessionId]?.status ?? null,
  }));
  if (view.session === null) return null;
  const { record, phase } = view.session;
  const refresh = async () => {
    const reply = await bridge.catalog.refresh({ sessionId });
    if (!reply.ok) toasts.failed(reply.error);
  };
  const canRefresh = phase.state === 'active' && view.status?.state !== 'listing';
  return (
    <div role="row" aria-rowindex={index + 1} className={styles['heading']} style={placed(top)}>
      <div role="gridcell" aria-colspan={4} className={styles['headingCell']}>
        <h2 className={styles['headingTitle']}>{t('window.roles.all')}</h2>
        <span className={styles['headingName']}>{record.name}</span>
        <CatalogFacts sessionId={sessionId} />
        {canRefresh && view.status?.state !== 'failed' && (
          <IconButton
            label={t('window.session.refresh')}
            icon={<RefreshCw size={14} />}
            onClick={() => void refresh()}
          />
        )}
        {canRefresh && view.status?.state === 'failed' && (
          <Button look="quiet" onClick={() => void refresh()}>
            {t('window.common.tryAgain')}
          </Button>
        )}
      </div>
    </div>
  );
});

function CatalogFacts({ sessionId }: { readonly sessionId: SessionItem['sessionId'] }) {
  const { t } = useServices();
  const showOverlay = useShowOverlay();
  const now = useNow(() => MINUTE / 2);
  const status = useAppState((state) => state.catalogs[sessionId]?.status ?? null);
  if (status === null || status.state === 'idle') return null;
  if (status.state === 'listing') {
    return <span className={styles['facts']}>{t('window.roles.listing')}</span>;
  }
  const counts = t('window.roles.counts', {
    accounts: t('window.roles.accountCount', { count: status.accounts }),
    roles: t('window.roles.roleCount', { count: status.roles }),
  });
  if (status.state === 'ready') {
    const updated = t('window.roles.updated', { ago: agoText(t, status.fetchedAt, now) });
    return (
      <span className={styles['facts']}>
        {counts} · {updated}
      </span>
    );
  }
  const { message } = translateError(t, status.error);
  const canSignIn = signInHelps(status.error.code);
  return (
    <>
      <span
        className={joined(styles['facts'], styles['failed'])}
        title={translateError(t, status.error).hint}
      >
        {status.accounts === 0 ? message : t('window.roles.stopped', { counts, message })}
      </span>
      {canSignIn && (
        <Button
          look="quiet"
          onClick={() => {
            showOverlay({ type: 'sign-in', sessionId, start: true });
          }}
        >
          {t('window.session.signIn')}
        </Button>
      )}
    </>
  );
}

function placed(top: number) {
  return { transform: `translateY(${top}px)` };
}
