import type { SessionId } from '../../../shared/model/session.ts';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { ChangeDialog } from '../profile-change/change-dialog.tsx';
import { useChange } from '../profile-change/use-change.ts';

/** Writes the section of a session without any profile, shown before. */
export function WriteSection({ sessionId }: { readonly sessionId: SessionId }) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const name = useAppState(
    (state) => state.sessions.find(({ record }) => record.id === sessionId)?.record.name ?? '',
  );
  const change = useChange({
    question: sessionId,
    preview: () => bridge.sessionSettings.previewSection({ sessionId }),
    changeOf: (preview) => preview,
    carryOut: (consent) => bridge.sessionSettings.writeSection({ sessionId, ...consent }),
    onDone: () => {
      showOverlay(null);
      toasts.done(t('sessions.section.done', { name }));
    },
  });
  return (
    <ChangeDialog
      title={t('sessions.section.title', { name })}
      change={change}
      action={t('sessions.section.action')}
    >
      <p>{t('sessions.section.text')}</p>
    </ChangeDialog>
  );
}
