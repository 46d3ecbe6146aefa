import { useShowOverlay } from '../../state/overlay.tsx';
import { useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { useChange } from './use-change.ts';

/** Starts a `config.json` afresh that no tool can read, after a backup of it. */
export function RepairFile({ practice }: { readonly practice: boolean }) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const change = useChange({
    question: String(practice),
    preview: () => bridge.profiles.previewFileRepair({ practice }),
    changeOf: (preview) => preview,
    carryOut: (consent) => bridge.profiles.repairFile({ practice, ...consent }),
    onDone: ({ file }) => {
      showOverlay(null);
      toasts.done(t('aliyunWindow.repair.done', { file }));
    },
  });
  return (
    <ChangeDialog
      title={t('aliyunWindow.repair.title')}
      change={change}
      action={t('aliyunWindow.repair.action')}
    >
      <p>{t('aliyunWindow.repair.text')}</p>
    </ChangeDialog>
  );
}
