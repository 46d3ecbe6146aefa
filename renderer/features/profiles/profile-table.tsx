import { memo } from 'react';
import { Copy, Trash2 } from 'lucide-react';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { ProfileRow } from '../../../shared/model/profile.ts';
import { translateError } from '../../../shared/i18n/error-text.ts';
import { IconButton } from '../../components/button.tsx';
import { PhaseGlyph } from '../../components/phase-glyph.tsx';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useToasts } from '../../state/toasts.tsx';
import styles from './profiles.module.css';

/** The profiles of one file. */
export const ProfileTable = memo(function ProfileTable({ rows }: { readonly rows: readonly ProfileRow[] }) {
  const t = useTranslate();
  return (
    <table className={styles['table']}>
      <colgroup>
        <col className={styles['nameColumn']} />
        <col className={styles['roleColumn']} />
        <col className={styles['regionColumn']} />
        <col />
        <col className={styles['actionsColumn']} />
      </colgroup>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t('window.profiles.name')}</th>
          <th scope="col">{t('window.profiles.role')}</th>
          <th scope="col">{t('window.profiles.region')}</th>
          <th scope="col">{t('window.profiles.state')}</th>
          <th scope="col">{t('window.profiles.actions')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ProfileLine key={row.name} row={row} />
        ))}
      </tbody>
    </table>
  );
});

function ProfileLine({ row }: { readonly row: ProfileRow }) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const copyName = async () => {
    const reply = await bridge.app.copyText({ text: row.name });
    if (reply.ok) toasts.done(t('window.profiles.nameCopied', { name: row.name }));
    else toasts.failed(reply.error);
  };
  return (
    <>
      <tr className={styles['row']}>
        <th scope="row" className={styles['name']}>
          <span className={styles['nameLine']}>
            <span className={styles['nameText']} title={row.name}>
              {row.name}
            </span>
            {row.current && <span className={styles['tag']}>{t('window.profiles.default')}</span>}
          </span>
          {!row.managed && <span className={styles['foreign']}>{t('window.profiles.foreign')}</span>}
        </th>
        <td className={styles['role']}>
          {row.roleName !== null && <span>{row.roleName}</span>}
          <span className={styles['muted']}>
            {[row.accountId, row.sessionName].filter((text) => text !== null).join(' · ')}
          </span>
        </td>
        <td className={styles['region']}>{row.region}</td>
        <td className={styles['state']}>
          <ProfileState row={row} />
        </td>
        <td className={styles['actions']}>
          <div className={styles['buttons']}>
            <IconButton
              label={t('window.profiles.copyName', { name: row.name })}
              icon={<Copy size={14} />}
              onClick={() => void copyName()}
            />
            {row.managed && (
              <IconButton
                label={t('window.profiles.removeOf', { name: row.name })}
                icon={<Trash2 size={14} />}
                onClick={() => {
                  showOverlay({ type: 'remove-profile', name: row.name });
                }}
              />
            )}
          </div>
        </td>
      </tr>
      {row.problem !== null && <ProblemLine problem={row.problem} />}
    </>
  );
}

/** What is wrong with the profile above, over the whole width. */
function ProblemLine({ problem }: { readonly problem: AppError }) {
  const t = useTranslate();
  const { message, hint } = translateError(t, problem);
  return (
    <tr className={styles['problemRow']}>
      <td colSpan={5}>
        <span className={styles['problem']}>{message}</span> {hint}
      </td>
    </tr>
  );
}

function ProfileState({ row }: { readonly row: ProfileRow }) {
  const t = useTranslate();
  const session = useAppState(
    (state) => state.sessions.find(({ record }) => record.id === row.sessionId)?.phase.state ?? null,
  );
  if (row.problem !== null) {
    return (
      <span className={styles['stateLine']}>
        <PhaseGlyph state="error" />
        <span className={styles['problem']}>{t('window.profiles.unusable')}</span>
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
