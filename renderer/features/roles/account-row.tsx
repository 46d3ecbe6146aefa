import { memo, useId } from 'react';
import { ChevronRight } from 'lucide-react';
import { joined } from '../../components/button.tsx';
import type { Tag } from '../../../shared/model/tag.ts';
import { TagBar, TagChips } from '../tags/tag-chip.tsx';
import { useTranslate } from '../../state/services.tsx';
import type { AccountItem } from './list-items.ts';
import { AccountLabel } from './role-row.tsx';
import { rowId } from './use-row-focus.ts';
import styles from './roles-list.module.css';

interface AccountRowProps {
  readonly item: AccountItem;
  readonly index: number;
  readonly top: number;
  readonly active: boolean;
  /** Those that all of its roles have. */
  readonly tags: readonly Tag[];
  readonly tabbable: boolean;
  readonly onFold: (item: AccountItem, expanded: boolean) => void;
}

/** An account whose roles fold away below it. */
export const AccountRow = memo(function AccountRow(props: AccountRowProps) {
  const { item, index, top, active, tabbable, tags, onFold } = props;
  const t = useTranslate();
  const labelId = useId();
  const { account, expanded } = item;
  const count = account.roleNames?.length ?? null;
  return (
    // The keys of a row are handled by the grid around it, so that one place knows them all.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are handled by the grid
    <div
      id={rowId(item.key)}
      role="row"
      aria-rowindex={index + 1}
      aria-level={1}
      aria-selected={active}
      aria-expanded={count === null || count === 0 ? undefined : expanded}
      aria-labelledby={`${labelId}-account ${labelId}-roles`}
      tabIndex={tabbable ? 0 : -1}
      data-key={item.key}
      className={joined(styles['row'], styles['fold'], active && styles['active'])}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => {
        onFold(item, !expanded);
      }}
    >
      <div role="gridcell" id={`${labelId}-account`} className={styles['account']}>
        <TagBar tags={tags} />
        <ChevronRight
          size={14}
          aria-hidden
          className={joined(
            styles['caret'],
            expanded && styles['open'],
            (count ?? 0) === 0 && styles['unknown'],
          )}
        />
        <AccountLabel accountId={account.accountId} accountName={account.accountName} sessionName={null} />
        <TagChips tags={tags} />
      </div>
      <div role="gridcell" id={`${labelId}-roles`} className={styles['roleCount']}>
        {count === null ? t('window.roles.notListed') : t('window.roles.roleCount', { count })}
      </div>
    </div>
  );
});
