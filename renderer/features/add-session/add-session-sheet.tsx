import { useRef, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { Button, joined } from '../../components/button.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { AdministratorSheet } from '../aliyun/administrator-sheet.tsx';
import type { KeysHandle } from '../aliyun/keys-input.tsx';
import { AliyunFields } from './aliyun-fields.tsx';
import { AwsFields } from './aws-fields.tsx';
import { PracticeFields } from './practice-fields.tsx';
import { useAliyunForm } from './use-aliyun-form.ts';
import { useAwsForm } from './use-aws-form.ts';
import { usePracticeForm } from './use-practice-form.ts';
import styles from './add-session.module.css';

type Kind = 'aws' | 'aliyun' | 'practice';
const KINDS: readonly Kind[] = ['aws', 'aliyun', 'practice'];

/** Adds a session: of AWS by its start URL and region, of Alibaba Cloud in one of three ways, or of the practice cloud. */
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
  const keys = useRef<KeysHandle>(null);
  const aliyun = useAliyunForm(names, keys, added);
  const [guide, setGuide] = useState(false);
  const form = { aws, aliyun, practice }[kind];
  return (
    <>
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
              {t(one === 'aliyun' ? 'aliyunWindow.cloud' : `window.addSession.${one}`)}
            </label>
          ))}
        </fieldset>
        {kind === 'aws' && <AwsFields form={aws} />}
        {kind === 'aliyun' && (
          <AliyunFields
            form={aliyun}
            keys={keys}
            onGuide={() => {
              setGuide(true);
            }}
          />
        )}
        {kind === 'practice' && <PracticeFields form={practice} />}
      </Dialog>
      {guide && (
        <AdministratorSheet
          site={aliyun.site}
          onClose={() => {
            setGuide(false);
          }}
        />
      )}
    </>
  );
}
