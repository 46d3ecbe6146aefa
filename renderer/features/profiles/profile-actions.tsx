import { ChevronDown, Copy, Ellipsis, ExternalLink, LoaderCircle } from 'lucide-react';
import { copyFormatsOf } from '../../../shared/credentials/copy-formats.ts';
import type { ProfileRow } from '../../../shared/model/profile.ts';
import { Menu } from '../../components/menu.tsx';
import { useTranslate } from '../../state/services.tsx';
import { useOpenConsoleButton } from '../console/use-open-console.ts';
import type { useCopyProfile } from './use-copy-profile.ts';
import { useProfileMenu } from './use-profile-menu.tsx';
import styles from './profile-list.module.css';

interface ProfileActionsProps {
  readonly row: ProfileRow;
  readonly tabbable: boolean;
  readonly copying: ReturnType<typeof useCopyProfile>;
}

/** The buttons of a profile: copy its credentials, in which format, and everything else. */
export function ProfileActions({ row, tabbable, copying }: ProfileActionsProps) {
  const t = useTranslate();
  const items = useProfileMenu(row);
  const openConsole = useOpenConsoleButton();
  const tabIndex = tabbable ? 0 : -1;
  const { name } = row;
  const aws = row.cloud === 'aws';
  const canCopy = row.sessionId !== null && (row.roleName !== null || !aws);
  return (
    <div className={styles['buttons']}>
      {canCopy && (
        <span className={styles['split']}>
          <button
            type="button"
            data-row-action
            tabIndex={tabIndex}
            aria-label={t('profiles.copy', { name })}
            title={t('window.roles.copyAs', { format: t(`window.formats.${copying.formats[row.cloud]}`) })}
            className={styles['copy']}
            onClick={() => {
              copying.copy(row);
            }}
          >
            {copying.busy === name ? (
              <LoaderCircle size={14} aria-hidden className={styles['turning']} />
            ) : (
              <Copy size={14} aria-hidden />
            )}
          </button>
          <Menu
            label={t('window.roles.formats')}
            align="end"
            items={copyFormatsOf(row.cloud).map((format) => ({
              id: format,
              label: t(`window.formats.${format}`),
              checked: format === copying.formats[row.cloud],
              onSelect: () => {
                copying.copy(row, format);
              },
            }))}
            trigger={(menu) => (
              <button
                {...menu}
                type="button"
                data-row-action
                tabIndex={tabIndex}
                aria-label={t('profiles.copyAs', { name })}
                title={t('window.roles.chooseFormat')}
                className={styles['chevron']}
              >
                <ChevronDown size={14} />
              </button>
            )}
          />
        </span>
      )}
      {canCopy && aws && (
        <button
          type="button"
          data-row-action
          tabIndex={tabIndex}
          aria-label={t('console.openOf', { name })}
          title={t('console.open')}
          className={styles['menu']}
          onClick={() => {
            openConsole({ type: 'profile', name }, name);
          }}
        >
          <ExternalLink size={14} />
        </button>
      )}
      <Menu
        label={t('profiles.menu', { name })}
        align="end"
        items={items}
        trigger={(menu) => (
          <button
            {...menu}
            type="button"
            data-row-action
            data-row-menu
            tabIndex={tabIndex}
            aria-label={t('profiles.more', { name })}
            title={t('profiles.more', { name })}
            className={styles['menu']}
          >
            <Ellipsis size={16} />
          </button>
        )}
      />
    </div>
  );
}
