import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { TextInput, type FieldControlProps } from './field.tsx';
import styles from './combobox.module.css';

export interface ComboboxOption {
  readonly value: string;
  readonly detail: string;
}

interface ComboboxProps extends FieldControlProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly ComboboxOption[];
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
}

/** A text field that offers known values; anything else can be typed too. */
export function Combobox({ label, value, options, onChange, onBlur, ...control }: ComboboxProps) {
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  // Opened by hand, the whole list is offered; while typing, what matches.
  const [filtering, setFiltering] = useState(false);
  const shown = filtering ? options.filter((option) => matches(option, value)) : options;
  const expanded = open && shown.length > 0;
  const activeId = expanded && active >= 0 ? `${listId}-${active}` : undefined;

  useEffect(() => {
    const element = list.current;
    if (!expanded || element === null || input.current === null) return undefined;
    element.showPopover({ source: input.current });
    return () => {
      element.hidePopover();
    };
  }, [expanded]);
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const choose = (option: ComboboxOption) => {
    onChange(option.value);
    close();
  };
  const show = (place: number) => {
    setFiltering(false);
    setOpen(true);
    const chosen = options.findIndex((option) => option.value === value);
    setActive(chosen >= 0 ? chosen : place);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = shown.length - 1;
    switch (event.key) {
      case 'ArrowDown':
        event.preventDefault();
        if (expanded) setActive(active >= last ? 0 : active + 1);
        else show(0);
        break;
      case 'ArrowUp':
        event.preventDefault();
        if (expanded) setActive(active <= 0 ? last : active - 1);
        else show(options.length - 1);
        break;
      case 'Enter': {
        const option = shown[active];
        if (expanded && option !== undefined) {
          event.preventDefault();
          choose(option);
        }
        break;
      }
      case 'Escape':
        if (expanded) {
          // The first Escape takes back the list, the next one the dialog.
          event.preventDefault();
          event.stopPropagation();
          close();
        }
        break;
      default:
    }
  };

  return (
    <>
      <TextInput
        {...control}
        ref={input}
        role="combobox"
        aria-expanded={expanded}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={activeId}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
          setFiltering(true);
          setOpen(true);
          setActive(-1);
        }}
        onClick={() => {
          if (!expanded) show(-1);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          close();
          onBlur?.();
        }}
      />
      <div
        ref={list}
        popover="manual"
        id={listId}
        role="listbox"
        aria-label={label}
        className={styles['list']}
      >
        {expanded &&
          shown.map((option, place) => (
            // The keyboard works through the field: aria-activedescendant. Pressing must not take focus from it.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are handled by the field
            <div
              key={option.value}
              id={`${listId}-${place}`}
              role="option"
              tabIndex={-1}
              aria-selected={place === active}
              className={styles['option']}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                choose(option);
              }}
            >
              <span>{option.value}</span>
              <span className={styles['detail']}>{option.detail}</span>
            </div>
          ))}
      </div>
    </>
  );
}

function matches(option: ComboboxOption, typed: string): boolean {
  const text = typed.trim().toLowerCase();
  return option.value.includes(text) || option.detail.toLowerCase().includes(text);
}
