import type { Cloud } from '../../../shared/model/session.ts';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { useChange } from './use-change.ts';

/** Takes a profile of ours out of its file. */
export function RemoveProfile({ name, cloud }: { readonly name: string; readonly cloud: Cloud }) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const change = useChange({
    question: `${cloud} ${name}`,
    preview: () => bridge.profiles.previewRemoval({ name, cloud }),
    changeOf: (preview) => preview,
    carryOut: (consent) => bridge.profiles.remove({ name, cloud, ...consent }),
    onDone: () => {
      showOverlay(null);
      toasts.done(t('window.profiles.removed', { name }));
    },
  });
  return (
    <ChangeDialog
      title={t('window.removal.profileTitle', { name })}
      change={change}
      action={t('window.profiles.remove')}
      danger
    >
      <p>{t('window.removal.profileText')}</p>
    </ChangeDialog>
  );
}
