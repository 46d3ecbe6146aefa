import { useEffect, useRef, type KeyboardEvent } from 'react';
import { Search, X } from 'lucide-react';
import { IconButton } from '../../components/button.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import styles from './roles-view.module.css';

interface SearchFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Into the list below. */
  readonly onDown: () => void;
  /** What Enter does: the best match. */
  readonly onEnter: () => void;
}

/** Finds accounts and roles; ⌘K or Ctrl+K comes here from anywhere. */
export function SearchField({ value, onChange, onDown, onEnter }: SearchFieldProps) {
  const t = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  const mac = useAppState((state) => state.about.platform === 'darwin');

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const wanted = (mac ? event.metaKey : event.ctrlKey) && event.key.toLowerCase() === 'k';
      // A dialog keeps the keyboard to itself.
      if (wanted && document.querySelector('dialog[open]') === null) {
        event.preventDefault();
        input.current?.focus();
        input.current?.select();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, [mac]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      onDown();
    } else if (event.key === 'Enter' && value.trim() !== '') {
      event.preventDefault();
      onEnter();
    } else if (event.key === 'Escape' && value !== '') {
      event.preventDefault();
      onChange('');
    }
  };

  return (
    <div role="search" className={styles['search']}>
      <Search size={16} aria-hidden className={styles['searchIcon']} />
      <input
        ref={input}
        type="text"
        className={styles['searchInput']}
        aria-label={t('window.roles.search')}
        aria-keyshortcuts={mac ? 'Meta+K' : 'Control+K'}
        placeholder={t('window.roles.searchHint')}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      {value === '' ? (
        <kbd aria-hidden className={styles['shortcut']}>
          {mac ? '⌘K' : 'Ctrl K'}
        </kbd>
      ) : (
        <IconButton
          label={t('window.roles.clearSearch')}
          icon={<X size={14} />}
          className={styles['clear']}
          onClick={() => {
            onChange('');
            input.current?.focus();
          }}
        />
      )}
    </div>
  );
}
