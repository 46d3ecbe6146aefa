import { memo, useId, type Ref } from 'react';
import { translateError } from '../../../shared/i18n/error-text.ts';
import type { ProfileRow } from '../../../shared/model/profile.ts';
import { joined } from '../../components/button.tsx';
import { PhaseGlyph } from '../../components/phase-glyph.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import { ProfileActions } from './profile-actions.tsx';
import type { ProfileItem } from './profile-items.ts';
import type { useCopyProfile } from './use-copy-profile.ts';
import { rowId } from './use-row-stops.ts';
import styles from './profile-list.module.css';

interface ProfileRowLineProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly item: Extract<ProfileItem, { kind: 'profile' }>;
  readonly index: number;
  readonly top: number;
  readonly active: boolean;
  readonly tabbable: boolean;
  readonly copying: ReturnType<typeof useCopyProfile>;
}

/** One profile: what it is called, what it gives, whether it works, and what can be done with it. */
export const ProfileRowLine = memo(function ProfileRowLine(props: ProfileRowLineProps) {
  const { ref, item, index, top, active, tabbable, copying } = props;
  const { row } = item;
  const t = useTranslate();
  const nameId = useId();
  const delivery =
    row.chain !== null
      ? t('profiles.assumedRole')
      : row.delivery === null
        ? t('profiles.otherDelivery')
        : t(`profiles.deliveries.${row.delivery}`);
  return (
    <div
      ref={ref}
      id={rowId(item.key)}
      role="row"
      data-key={item.key}
      data-index={index}
      aria-rowindex={index + 1}
      aria-selected={active}
      tabIndex={tabbable ? 0 : -1}
      className={joined(styles['row'], active && styles['active'])}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="rowheader" className={styles['name']}>
        <span className={styles['nameLine']}>
          <span id={nameId} className={styles['nameText']} title={row.name}>
            {row.name}
          </span>
          {row.current && (
            <span className={styles['tag']}>
              {t(row.cloud === 'aliyun' ? 'aliyunWindow.profile.currentMark' : 'window.profiles.default')}
            </span>
          )}
        </span>
        {!row.managed && <span className={styles['muted']}>{t('window.profiles.foreign')}</span>}
      </div>
      <div role="gridcell" className={styles['role']}>
        <RoleWords row={row} />
      </div>
      <div role="gridcell" className={styles['where']}>
        <span>{row.region ?? ''}</span>
        <span className={styles['muted']}>{delivery}</span>
      </div>
      <div role="gridcell" className={styles['state']}>
        <ProfileState row={row} />
      </div>
      <div role="gridcell" className={styles['actions']}>
        <ProfileActions row={row} tabbable={tabbable} copying={copying} />
      </div>
      {row.problems.length > 0 && <Problems row={row} />}
    </div>
  );
});

/** Account, role and session; the role that is assumed; or that there is only a token. */
function RoleWords({ row }: { readonly row: ProfileRow }) {
  const t = useTranslate();
  const { chain, roleName, accountId, sessionName } = row;
  if (chain !== null) {
    const role = chain.roleArn.split('/').at(-1) ?? chain.roleArn;
    return (
      <>
        <span title={chain.roleArn}>{role}</span>
        <span className={styles['muted']}>{/::(\d{12,}):/.exec(chain.roleArn)?.[1] ?? ''}</span>
      </>
    );
  }
  if (row.cloud === 'aliyun' && roleName === null) {
    return (
      <>
        <span>{sessionName}</span>
        <span className={styles['muted']}>{accountId}</span>
      </>
    );
  }
  const place = [accountId, sessionName].filter((text) => text !== null).join(' · ');
  const bearerOnly = row.cloud === 'aws' && sessionName !== null && roleName === null && accountId === null;
  return (
    <>
      {roleName !== null && <span title={roleName}>{roleName}</span>}
      {bearerOnly && <span>{t('profiles.bearerOnly')}</span>}
      <span className={styles['muted']} title={place}>
        {place}
      </span>
    </>
  );
}

function ProfileState({ row }: { readonly row: ProfileRow }) {
  const t = useTranslate();
  const session = useAppState(
    (state) => state.sessions.find(({ record }) => record.id === row.sessionId)?.phase.state ?? null,
  );
  if (!row.valid) {
    return (
      <span className={styles['stateLine']}>
        <PhaseGlyph state="error" />
        <span className={styles['problem']}>{t('window.profiles.unusable')}</span>
      </span>
    );
  }
  if (row.chain !== null) {
    return (
      <span className={styles['stateLine']}>
        {t('profiles.through', { source: row.chain.sourceProfile })}
      </span>
    );
  }
  if (session === null) {
    return <span className={styles['stateLine']}>{t('window.profiles.noSession')}</span>;
  }
  return (
    <span className={styles['stateLine']}>
      <PhaseGlyph state={session === 'active' ? 'fine' : 'none'} />
      {t(session === 'active' ? 'window.profiles.ready' : 'window.profiles.needsSignIn')}
    </span>
  );
}

/** All that is wrong with the profile, over the whole width. */
function Problems({ row: { problems, valid } }: { readonly row: ProfileRow }) {
  const t = useTranslate();
  return (
    <div role="gridcell" aria-colspan={5} className={styles['problems']}>
      {problems.map((problem) => {
        const { message, hint } = translateError(t, problem);
        return (
          <p key={JSON.stringify(problem)}>
            <span className={valid ? styles['warning'] : styles['problem']}>{message}</span> {hint}
          </p>
        );
      })}
    </div>
  );
}
