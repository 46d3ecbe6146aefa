import { useState } from 'react';
import type { AppErrorCode } from '../../../shared/model/app-error.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { Field, TextInput } from '../../components/field.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { problemText, useChange } from './use-change.ts';

const NAME_CODES: readonly AppErrorCode[] = ['input.session-name-invalid', 'input.session-name-taken'];

/** Gives a session another name: its section, our profiles and its token move along. */
export function RenameSession({ sessionId }: { readonly sessionId: SessionId }) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const nameNow = useAppState(
    (state) => state.sessions.find(({ record }) => record.id === sessionId)?.record.name ?? '',
  );
  // The snapshot has the new name before the sheet is closed.
  const [name] = useState(nameNow);
  const [typed, setTyped] = useState(name);
  const newName = typed.trim();
  const change = useChange({
    question: newName === '' || newName === name ? null : newName,
    preview: () => bridge.sessions.previewRename({ sessionId, newName }),
    changeOf: (preview) => preview,
    carryOut: (consent) => bridge.sessions.rename({ sessionId, newName, ...consent }),
    onDone: () => {
      showOverlay(null);
      toasts.done(t('profiles.sessionRenamed', { name, newName }));
    },
  });
  const { error } = change;
  const aboutName = error !== null && NAME_CODES.includes(error.code);
  return (
    <ChangeDialog
      title={t('profiles.renameSessionTitle', { name })}
      change={change}
      action={t('profiles.renameSession')}
      hideError={aboutName}
    >
      <p>{t('profiles.renameSessionText')}</p>
      <Field
        label={t('profiles.newName')}
        hint={t('window.addSession.nameHint')}
        problem={newName === '' ? t('profiles.sessionNameMissing') : problemText(t, aboutName ? error : null)}
      >
        {(control) => (
          <TextInput {...control} value={typed} onChange={(event) => setTyped(event.target.value)} />
        )}
      </Field>
    </ChangeDialog>
  );
}
