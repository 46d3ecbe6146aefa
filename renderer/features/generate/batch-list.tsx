import { useRef, type ReactNode } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import styles from './generate.module.css';

/** The style sheet has the same. */
const LINE_HEIGHT = 28;

interface BatchListProps {
  readonly label: string;
  readonly items: readonly { readonly name: string; readonly detail: string }[];
  /** Stands below, e.g. how many are left out. */
  readonly end?: ReactNode;
}

/** Names of many profiles; only those in sight are rendered. */
export function BatchList({ label, items, end }: BatchListProps) {
  const frame = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- its methods are used while rendering only
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 8,
  });
  return (
    <div className={styles['list']}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keyboards must reach what is out of sight */}
      <div ref={frame} className={styles['frame']} tabIndex={0} role="group" aria-label={label}>
        <div role="list" style={{ height: `${virtualizer.getTotalSize()}px` }} className={styles['lines']}>
          {virtualizer.getVirtualItems().map(({ index, start, key }) => {
            const item = items[index];
            return (
              item !== undefined && (
                <div
                  key={key}
                  role="listitem"
                  aria-setsize={items.length}
                  aria-posinset={index + 1}
                  className={styles['line']}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <span className={styles['lineName']} title={item.name}>
                    {item.name}
                  </span>{' '}
                  <span className={styles['lineDetail']} title={item.detail}>
                    {item.detail}
                  </span>
                </div>
              )
            );
          })}
        </div>
      </div>
      {end !== undefined && <p className={styles['end']}>{end}</p>}
    </div>
  );
}
