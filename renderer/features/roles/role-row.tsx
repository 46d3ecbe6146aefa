import { memo, useId } from 'react';
import { Check, ChevronDown, ExternalLink, FilePlus2, LoaderCircle, Star as StarIcon } from 'lucide-react';
import { copyFormatsOf, type CopyFormat } from '../../../shared/credentials/copy-formats.ts';
import type { Cloud } from '../../../shared/model/session.ts';
import type { ConsolePlace } from '../../../shared/aws/console-urls.ts';
import type { Tag } from '../../../shared/model/tag.ts';
import type { Instant } from '../../../shared/model/instant.ts';
import { joined } from '../../components/button.tsx';
import { Clock } from '../../components/clock.tsx';
import { Menu } from '../../components/menu.tsx';
import { consoleMenuItems } from '../console/console-menu-items.tsx';
import { TagBar, TagChips } from '../tags/tag-chip.tsx';
import { useTranslate } from '../../state/services.tsx';
import type { RoleItem } from './list-items.ts';
import type { CopyStatus } from './use-copy-credentials.ts';
import { rowId } from './use-row-focus.ts';
import styles from './roles-list.module.css';

interface RoleRowProps {
  readonly item: RoleItem;
  readonly index: number;
  readonly top: number;
  readonly active: boolean;
  readonly tabbable: boolean;
  /** Told where rows of several sessions stand together. */
  readonly sessionName: string | null;
  readonly expiresAt: Instant | null;
  readonly tags: readonly Tag[];
  readonly starred: boolean;
  readonly copyStatus: CopyStatus | null;
  readonly cloud: Cloud;
  readonly format: CopyFormat;
  readonly onStar: (item: RoleItem) => void;
  readonly onCopy: (item: RoleItem, format?: CopyFormat) => void;
  readonly onSave: (item: RoleItem) => void;
  readonly onConsole: (item: RoleItem, place?: ConsolePlace) => void;
  /** Asks where in the console. */
  readonly onConsoleAt: (item: RoleItem) => void;
}

/** One account+role: who, until when, and what to do with it. */
export const RoleRow = memo(function RoleRow(props: RoleRowProps) {
  const { item, index, top, active, tabbable, sessionName, expiresAt, tags } = props;
  const t = useTranslate();
  const labelId = useId();
  const { role, accountName, level } = item;
  return (
    <div
      id={rowId(item.key)}
      role="row"
      aria-rowindex={index + 1}
      aria-level={level}
      aria-selected={active}
      aria-labelledby={`${labelId}-account ${labelId}-role ${labelId}-clock`}
      tabIndex={tabbable ? 0 : -1}
      data-key={item.key}
      className={joined(styles['row'], level === 2 && styles['nested'], active && styles['active'])}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className={joined(styles['account'], styles['marked'])}>
        <TagBar tags={tags} />
        <Star {...props} describedBy={`${labelId}-account ${labelId}-role`} />
        <span id={`${labelId}-account`} className={styles['who']}>
          {level === 1 ? (
            <AccountLabel accountId={role.accountId} accountName={accountName} sessionName={sessionName} />
          ) : (
            <span className="visually-hidden">{accountName ?? role.accountId}</span>
          )}
          <TagChips tags={tags} />
        </span>
      </div>
      <div role="gridcell" id={`${labelId}-role`} className={styles['role']} title={role.roleName}>
        {role.roleName}
      </div>
      <div role="gridcell" id={`${labelId}-clock`} className={styles['clock']}>
        {expiresAt === null ? (
          <>
            <span aria-hidden className={styles['noClock']}>
              –
            </span>
            <span className="visually-hidden">{t('window.roles.noCredentials')}</span>
          </>
        ) : (
          <Clock end={expiresAt} name={t('window.clock.credentialsUntil')} glyph />
        )}
      </div>
      <div role="gridcell" className={styles['actions']}>
        <RoleActions {...props} describedBy={`${labelId}-account ${labelId}-role`} />
      </div>
    </div>
  );
});

function Star({ item, starred, onStar, describedBy }: RoleRowProps & { readonly describedBy: string }) {
  const t = useTranslate();
  return (
    <button
      type="button"
      data-row-action="last"
      tabIndex={-1}
      aria-label={t('access.star')}
      aria-pressed={starred}
      aria-keyshortcuts="Shift+F"
      aria-describedby={describedBy}
      title={t('access.starHint')}
      className={joined(styles['star'], starred && styles['starred'])}
      onClick={() => {
        onStar(item);
      }}
    >
      <StarIcon size={14} aria-hidden />
    </button>
  );
}

/** Name and id of an account. */
export function AccountLabel(props: {
  readonly accountId: string;
  readonly accountName: string | null;
  readonly sessionName: string | null;
}) {
  const { accountId, accountName, sessionName } = props;
  return (
    <>
      {accountName !== null && (
        <span className={styles['accountName']} title={accountName}>
          {accountName}
        </span>
      )}
      <span className={accountName === null ? styles['accountName'] : styles['accountId']}>{accountId}</span>
      {sessionName !== null && <span className={styles['sessionName']}>{sessionName}</span>}
    </>
  );
}

function RoleActions(props: RoleRowProps & { readonly describedBy: string }) {
  const { item, tabbable, copyStatus, cloud, format, onCopy, onSave, onConsole, onConsoleAt, describedBy } =
    props;
  const t = useTranslate();
  const tabIndex = tabbable ? 0 : -1;
  return (
    <>
      <span className={styles['split']}>
        <button
          type="button"
          data-row-action
          tabIndex={tabIndex}
          aria-label={t('window.roles.copy')}
          aria-describedby={describedBy}
          title={t('window.roles.copyAs', { format: t(`window.formats.${format}`) })}
          className={styles['copy']}
          onClick={() => {
            onCopy(item);
          }}
        >
          <CopyMark status={copyStatus} />
          {copyStatus === 'done' ? t('window.common.copied') : t('window.common.copy')}
        </button>
        <Menu
          label={t('window.roles.formats')}
          align="end"
          items={copyFormatsOf(cloud).map((one) => ({
            id: one,
            label: t(`window.formats.${one}`),
            checked: one === format,
            onSelect: () => {
              onCopy(item, one);
            },
          }))}
          trigger={(menu) => (
            <button
              {...menu}
              type="button"
              data-row-action
              tabIndex={tabIndex}
              aria-label={t('window.roles.chooseFormat')}
              aria-describedby={describedBy}
              title={t('window.roles.chooseFormat')}
              className={styles['more']}
            >
              <ChevronDown size={14} />
            </button>
          )}
        />
      </span>
      {cloud === 'aws' && (
        <span className={styles['split']}>
          <button
            type="button"
            data-row-action
            tabIndex={tabIndex}
            aria-label={t('console.open')}
            aria-describedby={describedBy}
            title={t('console.open')}
            className={styles['console']}
            onClick={() => {
              onConsole(item);
            }}
          >
            <ExternalLink size={14} />
          </button>
          <Menu
            label={t('console.menu')}
            align="end"
            items={consoleMenuItems(
              t,
              (place) => {
                onConsole(item, place);
              },
              () => {
                onConsoleAt(item);
              },
            )}
            trigger={(menu) => (
              <button
                {...menu}
                type="button"
                data-row-action
                tabIndex={tabIndex}
                aria-label={t('console.choose')}
                aria-describedby={describedBy}
                title={t('console.choose')}
                className={styles['more']}
              >
                <ChevronDown size={14} />
              </button>
            )}
          />
        </span>
      )}
      <button
        type="button"
        data-row-action
        tabIndex={tabIndex}
        aria-label={t('window.roles.save')}
        aria-describedby={describedBy}
        title={t('window.roles.save')}
        className={styles['save']}
        onClick={() => {
          onSave(item);
        }}
      >
        <FilePlus2 size={16} />
      </button>
    </>
  );
}

function CopyMark({ status }: { readonly status: CopyStatus | null }) {
  if (status === 'busy') return <LoaderCircle size={14} aria-hidden className={styles['turning']} />;
  return status === 'done' ? <Check size={14} aria-hidden /> : null;
}
