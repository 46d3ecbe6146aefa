import type { SessionId, SessionRecord } from '../../../shared/model/session.ts';
import { signInHelps } from '../../../shared/model/sign-in-errors.ts';
import { translateError } from '../../../shared/i18n/error-text.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useToasts } from '../../state/toasts.tsx';

/** What stands where the list would be: one sentence, one button. Null is: several sessions, none with roles. */
export function SessionWithoutRoles({ sessionId }: { readonly sessionId: SessionId | null }) {
  const t = useTranslate();
  const bridge = useBridge();
  const toasts = useToasts();
  const showOverlay = useShowOverlay();
  const view = useAppState((state) => {
    const session = state.sessions.find(({ record }) => record.id === sessionId);
    return session === undefined
      ? null
      : { session, status: state.catalogs[session.record.id]?.status ?? { state: 'idle' as const } };
  });
  if (view === null || sessionId === null) {
    return <EmptyState>{t('window.roles.chooseSession')}</EmptyState>;
  }
  const { session, status } = view;
  const { name } = session.record;
  const pasted = session.record.cloud === 'aliyun' && session.record.kind === 'sts-token';
  const openSignIn = (start: boolean) => {
    showOverlay({ type: 'sign-in', sessionId, start });
  };
  const signInButton = (
    <Button
      look="primary"
      onClick={() => {
        openSignIn(true);
      }}
    >
      {t(pasted ? 'aliyunWindow.keys.pasteNew' : 'window.session.signIn')}
    </Button>
  );
  const refreshButton = (
    <Button
      look="primary"
      onClick={() => {
        void bridge.catalog.refresh({ sessionId }).then((reply) => {
          if (!reply.ok) toasts.failed(reply.error);
        });
      }}
    >
      {t('window.common.tryAgain')}
    </Button>
  );

  if (session.phase.state === 'signing-in') {
    const show = (
      <Button
        onClick={() => {
          openSignIn(false);
        }}
      >
        {t('window.session.show')}
      </Button>
    );
    return <EmptyState action={show}>{t('window.roles.waitingForBrowser', { name })}</EmptyState>;
  }
  if (session.phase.state === 'signed-out' || session.phase.state === 'expired') {
    const { error } = session.phase;
    const state = emptyWords(session.record, session.phase.state);
    return (
      <EmptyState action={signInButton}>
        {error === null ? t(state, { name }) : <ErrorWords error={error} />}
      </EmptyState>
    );
  }
  switch (status.state) {
    case 'failed':
      return (
        <EmptyState action={signInHelps(status.error.code) ? signInButton : refreshButton}>
          <ErrorWords error={status.error} />
        </EmptyState>
      );
    case 'ready':
      return <EmptyState action={refreshButton}>{t('window.roles.noAccounts', { name })}</EmptyState>;
    case 'idle':
    case 'listing':
      return <EmptyState>{t('window.roles.firstRows')}</EmptyState>;
  }
}

function emptyWords(record: SessionRecord, state: 'expired' | 'signed-out') {
  if (record.cloud === 'aws' || record.kind === 'cloud-sso') {
    return state === 'expired' ? 'window.roles.ended' : 'window.roles.signedOut';
  }
  return record.kind === 'oauth' ? 'aliyunWindow.identity.signedOut' : 'aliyunWindow.identity.noKeys';
}

/** Nothing matches the search. */
export function NoMatch({ onClear }: { readonly onClear: () => void }) {
  const t = useTranslate();
  return (
    <EmptyState action={<Button onClick={onClear}>{t('window.roles.clearSearch')}</Button>}>
      {t('window.roles.noMatch')}
    </EmptyState>
  );
}

function ErrorWords({ error }: { readonly error: Parameters<typeof translateError>[1] }) {
  const t = useTranslate();
  const { message, hint } = translateError(t, error);
  return (
    <>
      <p>{message}</p>
      <p>{hint}</p>
    </>
  );
}
