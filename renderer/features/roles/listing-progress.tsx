import type { CatalogStatus } from '../../../shared/model/catalog.ts';
import { MINUTE, SECOND, type Instant } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import { useAppState, useNow, useServices } from '../../state/services.tsx';
import styles from './roles-view.module.css';

type Listing = Extract<CatalogStatus, { state: 'listing' }>;

/** A thin bar for each session that is being listed: "118 of 214 accounts · about 5 s". */
export function ListingProgress({ only }: { readonly only: SessionId | null }) {
  const listings = useAppState((state) =>
    state.sessions.flatMap(({ record }) => {
      const status = state.catalogs[record.id]?.status;
      const shown = only === null || only === record.id;
      return shown && status?.state === 'listing' ? [{ id: record.id, name: record.name, status }] : [];
    }),
  );
  if (listings.length === 0) return null;
  return (
    <div className={styles['listings']}>
      {listings.map(({ id, name, status }) => (
        <ListingBar key={id} name={name} status={status} />
      ))}
    </div>
  );
}

function ListingBar({ name, status }: { readonly name: string; readonly status: Listing }) {
  const { t } = useServices();
  const now = useNow(() => SECOND);
  const { accountsListed, accountsTotal } = status;
  const share = accountsTotal === null ? null : accountsTotal === 0 ? 1 : accountsListed / accountsTotal;
  const text = listingText(t, status, now);
  return (
    <div className={styles['listing']}>
      <div
        role="progressbar"
        aria-label={t('window.roles.listingOf', { name })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
        aria-valuetext={text}
        className={styles['bar']}
      >
        <div
          className={share === null ? styles['barUnknown'] : styles['barFill']}
          style={share === null ? undefined : { transform: `scaleX(${share})` }}
        />
      </div>
      <p className={styles['listingText']}>
        <span className={styles['listingName']}>{name}</span> {text}
      </p>
    </div>
  );
}

/** Told only once there is something to reckon from. */
const ESTIMATE_AFTER_MS = 1_000;

function listingText(t: Translate, status: Listing, now: Instant): string {
  const { accountsListed, accountsTotal, startedAt } = status;
  if (accountsTotal === null) {
    const finding = t('window.roles.findingAccounts');
    return status.slowed ? t('window.roles.listedSlowed', { progress: finding }) : finding;
  }
  const progress = t('window.roles.listedOf', { done: accountsListed, count: accountsTotal });
  if (status.slowed) {
    return t('window.roles.listedSlowed', { progress });
  }
  const elapsed = now - startedAt;
  if (elapsed < ESTIMATE_AFTER_MS || accountsListed === 0 || accountsListed >= accountsTotal) {
    return progress;
  }
  const left = (elapsed / accountsListed) * (accountsTotal - accountsListed);
  const about =
    left < 90 * SECOND
      ? t('window.clock.aboutSeconds', { seconds: Math.max(1, Math.round(left / SECOND)) })
      : t('window.clock.aboutMinutes', { minutes: Math.round(left / MINUTE) });
  return t('window.roles.listedAbout', { progress, about });
}
