import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ProfileItem } from './profile-items.ts';

const PAGE = 10;

interface RowStops {
  readonly activeKey: string | null;
  readonly activate: (key: string) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** The id of the element of a row. */
export function rowId(key: string): string {
  return `row/${key}`;
}

/**
 * One row of the list takes part in the tab order and moves with the arrow keys (roving focus). Right and Left step
 * through the buttons of a row; Enter opens its menu; letters jump to the next profile that begins with them.
 */
export function useRowStops(items: readonly ProfileItem[], reveal: (index: number) => void): RowStops {
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const wantsFocus = useRef(false);
  useEffect(() => {
    if (!wantsFocus.current || activeKey === null) return;
    const row = document.getElementById(rowId(activeKey));
    if (row !== null) {
      wantsFocus.current = false;
      row.focus({ preventScroll: true });
    }
  });

  const goTo = (index: number) => {
    const item = items[index];
    if (item?.kind !== 'profile') return;
    reveal(index);
    wantsFocus.current = true;
    setActiveKey(item.key);
  };
  const goFrom = (start: number, step: 1 | -1, rows = 1) => {
    let target = -1;
    let left = rows;
    for (let index = start + step; left > 0 && index >= 0 && index < items.length; index += step) {
      if (items[index]?.kind !== 'profile') continue;
      target = index;
      left -= 1;
    }
    goTo(target);
  };
  const goToLetter = (letter: string, from: number) => {
    for (let step = 1; step <= items.length; step += 1) {
      const index = (from + step) % items.length;
      const item = items[index];
      if (item?.kind === 'profile' && item.row.name.toLowerCase().startsWith(letter)) {
        goTo(index);
        return;
      }
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[role=row][id]');
    const index = row === null ? -1 : items.findIndex(({ key }) => rowId(key) === row.id);
    if (row === null || index < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const inside = event.target !== row;
    const run = (action: () => void) => {
      event.preventDefault();
      action();
    };
    switch (event.key) {
      case 'ArrowDown':
        run(() => goFrom(index, 1));
        break;
      case 'ArrowUp':
        run(() => goFrom(index, -1));
        break;
      case 'PageDown':
        run(() => goFrom(index, 1, PAGE));
        break;
      case 'PageUp':
        run(() => goFrom(index, -1, PAGE));
        break;
      case 'Home':
        run(() => goFrom(-1, 1));
        break;
      case 'End':
        run(() => goFrom(items.length, -1));
        break;
      case 'ArrowRight':
        run(() => stepInside(row, 1));
        break;
      case 'ArrowLeft':
        if (inside) run(() => stepInside(row, -1));
        break;
      case 'Enter':
      case ' ':
        if (!inside) run(() => row.querySelector<HTMLElement>('[data-row-menu]')?.click());
        break;
      default:
        if (!inside && event.key.length === 1) run(() => goToLetter(event.key.toLowerCase(), index));
    }
  };
  return { activeKey, activate: setActiveKey, onKeyDown };
}

/** Moves among the row itself and its buttons. */
function stepInside(row: HTMLElement, step: 1 | -1): void {
  const stops = [row, ...row.querySelectorAll<HTMLElement>('[data-row-action]')];
  stops[stops.indexOf(document.activeElement as HTMLElement) + step]?.focus();
}
