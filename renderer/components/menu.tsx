import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Check } from 'lucide-react';
import { joined } from './button.tsx';
import styles from './menu.module.css';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly detail?: string;
  /** Given: the item is one of a choice, and this one is or is not the chosen. */
  readonly checked?: boolean;
  readonly danger?: boolean;
  readonly onSelect: () => void;
}

/** What a menu button must carry; spread it on the button. The platform opens and closes the menu by `popoverTarget`. */
export interface MenuTriggerProps {
  readonly popoverTarget: string;
  readonly 'aria-haspopup': 'menu';
  readonly 'aria-expanded': boolean;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Shown above the items; not part of the choice. */
  readonly header?: ReactNode;
  readonly align?: 'start' | 'end';
  readonly trigger: (props: MenuTriggerProps) => ReactNode;
}

/**
 * A button with a menu, on the platform's own popover: light dismiss, Escape and the return of focus come with it, and no
 * style is injected, so the strict content policy holds.
 */
export function Menu({ label, items, header, align = 'start', trigger }: MenuProps) {
  const id = useId();
  const headerId = useId();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (open) {
      const menu = document.getElementById(id);
      (menu?.querySelector<HTMLElement>('[aria-checked=true]') ?? itemsIn(menu)[0])?.focus();
    }
  }, [id, open]);

  const onMenuKey = (event: KeyboardEvent<HTMLElement>) => {
    const all = itemsIn(event.currentTarget);
    const at = all.indexOf(document.activeElement as HTMLElement);
    const target = nextItem(event.key, all, at);
    if (target !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      target.focus();
    } else if (event.key === 'Tab') {
      event.currentTarget.hidePopover();
    } else if (event.key === 'Enter' || event.key === ' ' || event.key === 'Escape') {
      // The list below must not take these keys as its own.
      event.stopPropagation();
    }
  };

  return (
    <>
      {trigger({
        popoverTarget: id,
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        onKeyDown: (event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            event.stopPropagation();
            document.getElementById(id)?.showPopover({ source: event.currentTarget });
          }
        },
      })}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the menu inside bubble to here */}
      <div
        id={id}
        popover="auto"
        className={joined(styles['popover'], align === 'end' && styles['end'])}
        onToggle={(event) => {
          setOpen(event.newState === 'open');
        }}
        onKeyDown={onMenuKey}
      >
        {open && (
          <>
            {header !== undefined && (
              <div id={headerId} className={styles['header']}>
                {header}
              </div>
            )}
            <div
              role="menu"
              aria-label={label}
              aria-describedby={header === undefined ? undefined : headerId}
            >
              {items.map((item) => (
                <button
                  key={item.id}
                  type="button"
                  tabIndex={-1}
                  role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
                  aria-checked={item.checked}
                  className={joined(styles['item'], item.danger === true && styles['danger'])}
                  onClick={(event) => {
                    event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
                    item.onSelect();
                  }}
                >
                  <span className={styles['mark']}>
                    {item.checked === true ? <Check size={16} /> : item.icon}
                  </span>
                  <span className={styles['words']}>{item.label}</span>
                  {item.detail !== undefined && <span className={styles['detail']}>{item.detail}</span>}
                </button>
              ))}
            </div>
          </>
        )}
      </div>
    </>
  );
}

function itemsIn(menu: HTMLElement | null): readonly HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
}

function nextItem(key: string, all: readonly HTMLElement[], at: number): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return all[(at + 1) % all.length];
    case 'ArrowUp':
      return all.at(at <= 0 ? -1 : at - 1);
    case 'Home':
      return all[0];
    case 'End':
      return all.at(-1);
    default: {
      if (key.length !== 1 || key === ' ') return undefined;
      const letter = key.toLowerCase();
      const startsWithIt = (item: HTMLElement) =>
        item
          .querySelector(`.${styles['words'] ?? ''}`)
          ?.textContent.toLowerCase()
          .startsWith(letter) === true;
      return [...all.slice(at + 1), ...all.slice(0, at + 1)].find(startsWithIt);
    }
  }
}
