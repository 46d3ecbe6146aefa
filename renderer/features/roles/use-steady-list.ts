import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from '@tanstack/react-virtual';
import type { ListItem } from './list-items.ts';

/** Heights in pixels; the style sheet has the same. Fixed, so that any place in the list can be told without measuring. */
export const ROW_HEIGHT = 40;
export const HEADING_HEIGHT = 48;

interface SteadyList {
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  /** Brings a line into view, as little as needed. */
  readonly reveal: (index: number) => void;
  /** The line under the pointer, which is then the one that stays where it is. */
  readonly onPointerOver: (key: string | null) => void;
}

/**
 * Renders only what can be seen of the list, plus the active row, which must exist to have the focus. Lines that come or
 * go above do not move what a person looks at: the line under the pointer stays in its place, else the active one, else
 * the first that can be seen.
 */
export function useSteadyList(
  frame: React.RefObject<HTMLDivElement | null>,
  items: readonly ListItem[],
  activeKey: string | null,
): SteadyList {
  const offsets = useMemo(() => offsetsOf(items), [items]);
  const activeIndex = activeKey === null ? -1 : items.findIndex((item) => item.key === activeKey);
  // eslint-disable-next-line react-hooks/incompatible-library -- its methods are used in handlers and effects only
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: (index) => heightOf(items[index]),
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    overscan: 12,
    rangeExtractor: useCallback(
      (range: Range) => {
        const shown = defaultRangeExtractor(range);
        const missing = activeIndex >= 0 && activeIndex < range.count && !shown.includes(activeIndex);
        return missing ? [...shown, activeIndex].sort((a, b) => a - b) : shown;
      },
      [activeIndex],
    ),
  });

  const pointerKey = useRef<string | null>(null);
  const before = useRef<{ readonly items: readonly ListItem[]; readonly offsets: Float64Array } | null>(null);
  useLayoutEffect(() => {
    const element = frame.current;
    const old = before.current;
    before.current = { items, offsets };
    if (element === null || old === null || old.items === items) {
      return;
    }
    const anchor = anchorOf(old.items, old.offsets, element, [pointerKey.current, activeKey]);
    const index = anchor === null ? -1 : items.findIndex((item) => item.key === anchor.key);
    if (anchor !== null && index >= 0) {
      const wanted = (offsets[index] ?? 0) - anchor.fromTop;
      if (Math.abs(wanted - element.scrollTop) >= 1) element.scrollTop = wanted;
    }
  }, [items, offsets, frame, activeKey]);

  return {
    virtualizer,
    reveal: (index) => {
      virtualizer.scrollToIndex(index, { align: 'auto' });
    },
    onPointerOver: (key) => {
      pointerKey.current = key;
    },
  };
}

function heightOf(item: ListItem | undefined): number {
  return item?.kind === 'heading' || item?.kind === 'session' ? HEADING_HEIGHT : ROW_HEIGHT;
}

function offsetsOf(items: readonly ListItem[]): Float64Array {
  const offsets = new Float64Array(items.length + 1);
  for (const [index, item] of items.entries()) {
    offsets[index + 1] = (offsets[index] ?? 0) + heightOf(item);
  }
  return offsets;
}

/** The line to hold on to, and how far below the upper edge it stands. */
function anchorOf(
  items: readonly ListItem[],
  offsets: Float64Array,
  element: HTMLElement,
  preferred: readonly (string | null)[],
): { readonly key: string; readonly fromTop: number } | null {
  const top = element.scrollTop;
  const at = (index: number) => {
    const item = items[index];
    const fromTop = (offsets[index] ?? 0) - top;
    return item !== undefined && fromTop > -ROW_HEIGHT && fromTop < element.clientHeight
      ? { key: item.key, fromTop }
      : null;
  };
  for (const key of preferred) {
    const found = key === null ? null : at(items.findIndex((item) => item.key === key));
    if (found !== null) return found;
  }
  // At the very top nothing is held: what comes first belongs in sight.
  return top <= 0 ? null : at(offsets.findIndex((offset) => offset >= top));
}
