import { useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';

/** Takes back the newest change of a file, and says what came of it. */
export function useUndo(): () => Promise<void> {
  const t = useTranslate();
  const bridge = useBridge();
  const toasts = useToasts();
  return async () => {
    const reply = await bridge.profiles.undo({});
    if (reply.ok) toasts.done(t('window.profiles.undone', { file: reply.value.file }));
    else toasts.failed(reply.error);
  };
}
