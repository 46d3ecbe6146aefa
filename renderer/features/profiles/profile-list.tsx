import { useCallback, useRef } from 'react';
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useTranslate } from '../../state/services.tsx';
import { FileHeading } from './file-heading.tsx';
import type { ProfileItem } from './profile-items.ts';
import { ProfileRowLine } from './profile-row-line.tsx';
import type { useCopyProfile } from './use-copy-profile.ts';
import { useRowStops } from './use-row-stops.ts';
import styles from './profile-list.module.css';

/** What a line is taken to be before it is measured; the style sheet has the same for those without a problem. */
const ROW_HEIGHT = 48;
const HEADING_HEIGHT = 44;
const PROBLEM_HEIGHT = 92;

interface ProfileListProps {
  readonly items: readonly ProfileItem[];
  readonly copying: ReturnType<typeof useCopyProfile>;
}

/** The profiles of all files as a grid that renders only what can be seen. */
export function ProfileList({ items, copying }: ProfileListProps) {
  const t = useTranslate();
  const frame = useRef<HTMLDivElement>(null);
  const reveal = useRef<(index: number) => void>(() => undefined);
  const { activeKey, activate, onKeyDown } = useRowStops(items, (index) => {
    reveal.current(index);
  });
  const activeIndex = activeKey === null ? -1 : items.findIndex(({ key }) => key === activeKey);
  // eslint-disable-next-line react-hooks/incompatible-library -- its methods are used while rendering and in handlers only
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLElement>({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: (index) => heightOf(items[index]),
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    // A line that is not laid out has no height of its own.
    measureElement: (element) =>
      element.offsetHeight > 0 ? element.offsetHeight : heightOf(items[Number(element.dataset['index'])]),
    overscan: 10,
    rangeExtractor: useCallback(
      (range: Range) => {
        const shown = defaultRangeExtractor(range);
        const missing = activeIndex >= 0 && !shown.includes(activeIndex);
        return missing ? [...shown, activeIndex].sort((a, b) => a - b) : shown;
      },
      [activeIndex],
    ),
  });
  const revealRow = (index: number) => {
    virtualizer.scrollToIndex(index, { align: 'auto' });
  };
  const first = items.find((item) => item.kind === 'profile')?.key ?? null;
  const tabbable = activeIndex >= 0 ? activeKey : first;
  return (
    <div ref={frame} role="presentation" className={styles['frame']}>
      {/* eslint-disable-next-line jsx-a11y/interactive-supports-focus -- its rows take the focus */}
      <div
        role="grid"
        aria-label={t('profiles.list')}
        aria-rowcount={items.length}
        aria-colcount={5}
        className={styles['grid']}
        style={{ height: `${virtualizer.getTotalSize()}px` }}
        onKeyDown={(event) => {
          reveal.current = revealRow;
          onKeyDown(event);
        }}
        onFocus={(event) => {
          const row = event.target.closest<HTMLElement>('[data-key]')?.dataset['key'];
          if (row !== undefined && row !== activeKey) activate(row);
        }}
      >
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const item = items[index];
          if (item === undefined) return null;
          const place = { ref: virtualizer.measureElement, index, top: start };
          return item.kind === 'file' ? (
            <FileHeading key={key} item={item} {...place} />
          ) : (
            <ProfileRowLine
              key={key}
              item={item}
              {...place}
              active={item.key === activeKey}
              tabbable={item.key === tabbable}
              copying={copying}
            />
          );
        })}
      </div>
    </div>
  );
}

function heightOf(item: ProfileItem | undefined): number {
  if (item?.kind === 'file') return HEADING_HEIGHT;
  return item === undefined || item.row.problems.length === 0 ? ROW_HEIGHT : PROBLEM_HEIGHT;
}
