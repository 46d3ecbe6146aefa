import { useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { Button, joined } from '../../components/button.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { AwsFields } from './aws-fields.tsx';
import { PracticeFields } from './practice-fields.tsx';
import { useAwsForm } from './use-aws-form.ts';
import { usePracticeForm } from './use-practice-form.ts';
import styles from './add-session.module.css';

type Kind = 'aws' | 'practice';
const KINDS: readonly Kind[] = ['aws', 'practice'];

/** Adds a session: an AWS one by its start URL and region, or one of the practice cloud. */
export function AddSessionSheet({ cloud }: { readonly cloud: Kind | null }) {
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const [kind, setKind] = useState<Kind>(cloud ?? 'aws');
  const names = useAppState((state) => state.sessions.map(({ record }) => record.name));
  const added = (name: string) => {
    showOverlay(null);
    toasts.done(t('window.addSession.added', { name }));
  };
  const aws = useAwsForm(names, added);
  const practice = usePracticeForm(names, added);
  const form = kind === 'aws' ? aws : practice;
  return (
    <Dialog
      shape="sheet"
      title={t('window.addSession.title')}
      onClose={() => {
        showOverlay(null);
      }}
      onSubmit={form.submit}
      footer={
        <>
          <Button
            onClick={() => {
              showOverlay(null);
            }}
          >
            {t('window.common.cancel')}
          </Button>
          <Button look="primary" type="submit" disabled={form.busy}>
            {t('window.session.add')}
          </Button>
        </>
      }
    >
      <fieldset className={styles['kinds']}>
        <legend className="visually-hidden">{t('window.addSession.kind')}</legend>
        {KINDS.map((one) => (
          <label key={one} className={joined(styles['kind'], kind === one && styles['chosen'])}>
            <input
              type="radio"
              name="kind"
              className="visually-hidden"
              checked={kind === one}
              onChange={() => {
                setKind(one);
              }}
            />
            {t(`window.addSession.${one}`)}
          </label>
        ))}
      </fieldset>
      {kind === 'aws' ? <AwsFields form={aws} /> : <PracticeFields form={practice} />}
    </Dialog>
  );
}
