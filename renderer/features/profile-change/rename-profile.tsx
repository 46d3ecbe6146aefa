import { useState } from 'react';
import type { AppErrorCode } from '../../../shared/model/app-error.ts';
import type { Cloud } from '../../../shared/model/session.ts';
import { Field, TextInput } from '../../components/field.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { problemText, useChange } from './use-change.ts';

const NAME_CODES: readonly AppErrorCode[] = ['input.profile-name-invalid', 'input.profile-name-taken'];

/** Gives a profile of ours another name, and what of ours refers to it with it. */
export function RenameProfile({ name, cloud }: { readonly name: string; readonly cloud: Cloud }) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const [typed, setTyped] = useState(name);
  const newName = typed.trim();
  const change = useChange({
    question: newName === '' || newName === name ? null : newName,
    preview: () => bridge.profiles.previewRename({ name, cloud, newName }),
    changeOf: (preview) => preview,
    carryOut: (consent) => bridge.profiles.rename({ name, cloud, newName, ...consent }),
    onDone: () => {
      showOverlay(null);
      toasts.done(t('profiles.renamed', { name, newName }));
    },
  });
  const { error } = change;
  const aboutName = error !== null && NAME_CODES.includes(error.code);
  return (
    <ChangeDialog
      title={t('profiles.renameTitle', { name })}
      change={change}
      action={t('profiles.rename')}
      hideError={aboutName}
    >
      <p>{t(cloud === 'aliyun' ? 'aliyunWindow.profile.renameText' : 'profiles.renameText')}</p>
      <Field
        label={t('profiles.newName')}
        hint={t(cloud === 'aliyun' ? 'aliyunWindow.profile.nameHint' : 'window.saveProfile.nameHint')}
        problem={
          newName === '' ? t('window.saveProfile.nameMissing') : problemText(t, aboutName ? error : null)
        }
      >
        {(control) => (
          <TextInput {...control} value={typed} onChange={(event) => setTyped(event.target.value)} />
        )}
      </Field>
    </ChangeDialog>
  );
}
