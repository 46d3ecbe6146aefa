import type { SessionId } from '../../../shared/model/session.ts';
import { Button } from '../../components/button.tsx';
import { Callout } from '../../components/callout.tsx';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useToasts } from '../../state/toasts.tsx';
import styles from './identity.module.css';

/** A card for each session that somebody else than last time is signed in to. */
export function IdentityQuestions() {
  const asked = useAppState(({ sessions, identities }) =>
    sessions.flatMap(({ record }) => {
      const who = identities[record.id];
      return who?.state === 'changed' ? [{ sessionId: record.id, session: record.name, ...who }] : [];
    }),
  );
  if (asked.length === 0) return null;
  return (
    <div className={styles['questions']}>
      {asked.map((question) => (
        <IdentityQuestion key={question.sessionId} {...question} />
      ))}
    </div>
  );
}

interface IdentityQuestionProps {
  readonly sessionId: SessionId;
  readonly session: string;
  readonly was: string;
  readonly now: string;
}

function IdentityQuestion({ sessionId, session, was, now }: IdentityQuestionProps) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const accept = async () => {
    const reply = await bridge.identity.accept({ sessionId });
    if (reply.ok) toasts.done(t('surroundings.identity.accepted', { session, now }));
    else toasts.failed(reply.error);
  };
  return (
    <div role="alert">
      <Callout
        tone="warning"
        title={t('surroundings.identity.title', { session, now })}
        action={
          <div className={styles['answers']}>
            <Button
              onClick={() => {
                showOverlay({ type: 'sign-out', sessionId });
              }}
            >
              {t('surroundings.identity.signOut')}
            </Button>
            <Button onClick={() => void accept()}>{t('surroundings.identity.yes')}</Button>
          </div>
        }
      >
        {t('surroundings.identity.detail', { was })}
      </Callout>
    </div>
  );
}
