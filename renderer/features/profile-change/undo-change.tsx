import { useState } from 'react';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { changeSentence } from './change-sentence.ts';
import { useChange } from './use-change.ts';

/** Takes the newest change back, shown before: somebody else may have written the file since. */
export function UndoChange() {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const undoNow = useAppState((state) => state.undo);
  // What is taken back is what was newest when it was asked for.
  const [undo] = useState(undoNow);
  const change = useChange({
    question: JSON.stringify(undoNow),
    preview: () => bridge.profiles.previewUndo({}),
    changeOf: (preview) => preview,
    carryOut: (consent) => bridge.profiles.undo(consent),
    onDone: ({ file }) => {
      showOverlay(null);
      toasts.done(t('window.profiles.undone', { file }));
    },
  });
  return (
    <ChangeDialog title={t('profiles.undoTitle')} change={change} action={t('window.common.undo')}>
      {undo !== null && <p>{changeSentence(t, undo)}</p>}
      <p>{t('profiles.undoText')}</p>
    </ChangeDialog>
  );
}
