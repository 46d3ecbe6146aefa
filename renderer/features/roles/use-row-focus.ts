import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { IndexedAccount } from '../../../shared/search/catalog-index.ts';
import { useServices } from '../../state/services.tsx';
import {
  isRow,
  type AccountItem,
  type IdentityItem,
  type ListItem,
  type RoleItem,
  type RowItem,
} from './list-items.ts';

/** Typing goes on being one word until this long after the last letter. */
const TYPE_AHEAD_PAUSE_MS = 700;
const PAGE = 10;

interface RowFocus {
  readonly activeKey: string | null;
  /** Makes a row the active one, and gives it the focus if asked to. */
  readonly activate: (key: string, focus: boolean) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly focusFirst: () => void;
}

interface Actions {
  readonly reveal: (index: number) => void;
  readonly copy: (item: RoleItem | IdentityItem) => void;
  readonly openConsole: (item: RoleItem) => void;
  readonly star: (item: RoleItem) => void;
  readonly fold: (item: AccountItem, expanded: boolean) => void;
  readonly leaveUpwards: () => void;
}

/** The id of the element of a row. */
export function rowId(key: string): string {
  return `row/${key}`;
}

/**
 * One row of the list takes part in the tab order and moves with the arrow keys (roving focus). Right and Left unfold and
 * fold, or step into and out of the buttons of a row; Enter copies, with Ctrl or ⌘ it opens the console; Shift+F puts a star on a role;
 * letters jump to the next row that begins with them.
 */
export function useRowFocus(items: readonly ListItem[]): RowFocus & { bind: (actions: Actions) => void } {
  const { timers } = useServices();
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const wantsFocus = useRef(false);
  const typed = useRef({ text: '', at: -Infinity });
  const actions = useRef<Actions | null>(null);

  useEffect(() => {
    if (wantsFocus.current && activeKey !== null) {
      const row = document.getElementById(rowId(activeKey));
      if (row !== null) {
        wantsFocus.current = false;
        row.focus({ preventScroll: true });
      }
    }
  });

  const activate = (key: string, focus: boolean) => {
    wantsFocus.current = focus;
    setActiveKey(key);
  };
  const goTo = (index: number) => {
    const item = items[index];
    if (item !== undefined) {
      actions.current?.reveal(index);
      activate(item.key, true);
    }
  };
  const goFrom = (start: number, step: 1 | -1, rows = 1) => {
    let target = -1;
    let left = rows;
    for (let index = start + step; left > 0 && index >= 0 && index < items.length; index += step) {
      const item = items[index];
      if (item !== undefined && isRow(item)) {
        target = index;
        left -= 1;
      }
    }
    if (target >= 0) goTo(target);
    else if (step === -1) actions.current?.leaveUpwards();
  };

  const typeAhead = (letter: string, from: number) => {
    const now = timers.now();
    const text = now - typed.current.at < TYPE_AHEAD_PAUSE_MS ? typed.current.text + letter : letter;
    typed.current = { text, at: now };
    // A first letter goes on to the next match; a longer word may keep the row it is on.
    const start = text.length === 1 ? from + 1 : Math.max(0, from);
    for (let step = 0; step < items.length; step += 1) {
      const index = (start + step) % items.length;
      const item = items[index];
      if (item !== undefined && isRow(item) && labelOf(item).startsWith(text)) {
        goTo(index);
        return;
      }
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[role=row][id]');
    const index = row === null ? -1 : items.findIndex((item) => rowId(item.key) === row.id);
    const item = items[index];
    if (row === null || item === undefined || !isRow(item)) return;
    const inside = event.target !== row;
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    const run = (action: () => void) => {
      event.preventDefault();
      action();
    };
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && item.kind === 'role') {
      run(() => actions.current?.openConsole(item));
    }
    if (modified) return;

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
        run(() => {
          if (item.kind === 'account' && !item.expanded) actions.current?.fold(item, true);
          else if (item.kind === 'account') goFrom(index, 1);
          else stepInside(row, 1);
        });
        break;
      case 'ArrowLeft':
        run(() => {
          if (inside) stepInside(row, -1);
          else if (item.kind === 'account') actions.current?.fold(item, false);
          else if (item.kind === 'role' && item.level === 2) goTo(parentOf(items, index));
        });
        break;
      case 'Enter':
      case ' ':
        if (inside) break;
        run(() => {
          if (item.kind !== 'account') actions.current?.copy(item);
          else actions.current?.fold(item, !item.expanded);
        });
        break;
      case 'F':
        run(() => {
          if (item.kind === 'role') actions.current?.star(item);
        });
        break;
      default:
        if (!inside && event.key.length === 1) run(() => typeAhead(event.key.toLowerCase(), index));
    }
  };

  return {
    activeKey,
    activate,
    onKeyDown,
    focusFirst: () => {
      goFrom(-1, 1);
    },
    bind: (next) => {
      actions.current = next;
    },
  };
}

/** Moves among the row itself and its buttons; the star, which has a key of its own, comes last. */
function stepInside(row: HTMLElement, step: 1 | -1): void {
  const stops = [
    row,
    ...row.querySelectorAll<HTMLElement>('[data-row-action=true]'),
    ...row.querySelectorAll<HTMLElement>('[data-row-action=last]'),
  ];
  stops[stops.indexOf(document.activeElement as HTMLElement) + step]?.focus();
}

function parentOf(items: readonly ListItem[], index: number): number {
  let parent = index;
  while (parent >= 0 && items[parent]?.kind !== 'account') parent -= 1;
  return parent;
}

function labelOf(item: RowItem): string {
  if (item.kind === 'account') return nameOf(item.account).toLowerCase();
  if (item.kind === 'identity') return (item.record.identity?.name ?? item.record.name).toLowerCase();
  const { accountName, role, level } = item;
  return (level === 2 ? role.roleName : (accountName ?? role.accountId)).toLowerCase();
}

function nameOf(account: IndexedAccount): string {
  return account.accountName ?? account.accountId;
}
