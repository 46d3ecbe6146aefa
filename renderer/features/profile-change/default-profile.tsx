import { useShowOverlay } from '../../state/overlay.tsx';
import { useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { useChange } from './use-change.ts';

/** Makes the default profile a copy of this one. */
export function DefaultProfile({ name }: { readonly name: string }) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const change = useChange({
    question: name,
    preview: () => bridge.profiles.previewDefault({ name }),
    changeOf: (preview) => preview,
    carryOut: (consent) => bridge.profiles.makeDefault({ name, ...consent }),
    onDone: () => {
      showOverlay(null);
      toasts.done(t('profiles.madeDefault', { name }));
    },
  });
  return (
    <ChangeDialog
      title={t('profiles.defaultTitle', { name })}
      change={change}
      action={t('profiles.makeDefault')}
    >
      <p>{t('profiles.defaultText')}</p>
    </ChangeDialog>
  );
}
