import { useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { useBridge, useTranslate } from '../state/services.tsx';
import { useToasts } from '../state/toasts.tsx';
import { IconButton } from './button.tsx';
import styles from './copy-line.module.css';

/** A command or a name to take away, with a button that copies it. */
export function CopyLine({ text, label }: { readonly text: string; readonly label: string }) {
  const bridge = useBridge();
  const t = useTranslate();
  const toasts = useToasts();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const reply = await bridge.app.copyText({ text });
    if (reply.ok) setCopied(true);
    else toasts.failed(reply.error);
  };
  return (
    <div className={styles['line']}>
      <code className={styles['text']}>{text}</code>
      <span role="status" className="visually-hidden">
        {copied ? t('window.common.copied') : ''}
      </span>
      <IconButton
        label={label}
        icon={copied ? <Check size={16} /> : <Copy size={16} />}
        onClick={() => void copy()}
      />
    </div>
  );
}
