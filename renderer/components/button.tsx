import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly icon?: ReactNode;
  readonly type?: 'button' | 'submit';
}

/** A button with words. One primary button a view at most. */
export function Button({ look = 'plain', icon, type = 'button', className, children, ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} className={joined(styles['button'], styles[look], className)}>
      {icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'children'> {
  /** The accessible name, also shown on hover. */
  readonly label: string;
  readonly icon: ReactNode;
}

/** A button that shows a picture only. */
export function IconButton({ label, icon, className, ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      aria-label={label}
      title={label}
      className={joined(styles['button'], styles['icon'], className)}
    >
      {icon}
    </button>
  );
}

/** Class names, the missing ones left out. */
export function joined(...names: readonly (string | undefined | false)[]): string {
  return names.filter(Boolean).join(' ');
}
