import { useState } from 'react';
import { Check, Copy } from 'lucide-react';
import type { Envelope } from '../../../shared/ipc/types.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import { translateError } from '../../../shared/i18n/error-text.ts';
import { Button } from '../../components/button.tsx';
import { useTranslate } from '../../state/services.tsx';
import styles from './sign-in.module.css';

interface CopyButtonProps {
  readonly label: string;
  readonly copy: () => Promise<Envelope<unknown>>;
}

/** A button that has something copied, and says whether it worked beside it: a dialog covers the notes at the edge. */
export function CopyButton({ label, copy }: CopyButtonProps) {
  const t = useTranslate();
  const [outcome, setOutcome] = useState<'copied' | AppError | null>(null);
  const run = async () => {
    const reply = await copy();
    setOutcome(reply.ok ? 'copied' : reply.error);
  };
  const copied = outcome === 'copied';
  return (
    <>
      <Button
        icon={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        onClick={() => void run()}
      >
        {label}
      </Button>
      <span role="status" className={copied ? 'visually-hidden' : styles['copyProblem']}>
        {copied && t('window.common.copied')}
        {outcome !== null && outcome !== 'copied' && translateError(t, outcome).message}
      </span>
    </>
  );
}
