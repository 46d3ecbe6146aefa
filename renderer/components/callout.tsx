import type { ReactNode } from 'react';
import { CircleAlert, Info } from 'lucide-react';
import { translateError } from '../../shared/i18n/error-text.ts';
import type { AppError } from '../../shared/model/app-error.ts';
import { useTranslate } from '../state/services.tsx';
import { joined } from './button.tsx';
import styles from './callout.module.css';

interface CalloutProps {
  readonly tone: 'error' | 'warning' | 'info';
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** A note that stands where it matters. */
export function Callout({ tone, title, children, action }: CalloutProps) {
  const Icon = tone === 'info' ? Info : CircleAlert;
  return (
    <div className={joined(styles['callout'], styles[tone])}>
      <Icon size={16} aria-hidden />
      <div className={styles['words']}>
        <p className={styles['title']}>{title}</p>
        {children !== undefined && <div className={styles['detail']}>{children}</div>}
      </div>
      {action}
    </div>
  );
}

interface ErrorCalloutProps {
  readonly error: AppError;
  readonly tone?: 'error' | 'warning';
  readonly action?: ReactNode;
}

/** What happened, and below it what was left untouched and the next step. Told to screen readers when it appears. */
export function ErrorCallout({ error, tone = 'error', action }: ErrorCalloutProps) {
  const t = useTranslate();
  const { message, hint } = translateError(t, error);
  return (
    <div role="alert">
      <Callout tone={tone} title={message} action={action}>
        {hint}
      </Callout>
    </div>
  );
}
