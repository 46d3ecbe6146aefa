import { useCallback, useState, type ReactNode } from 'react';
import { translateError } from '../../../shared/i18n/error-text.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { GuardContextProvider, type GuardedAction } from '../../state/guard.tsx';
import { useTranslate } from '../../state/services.tsx';

interface Question {
  readonly error: AppError;
  readonly action: GuardedAction;
  readonly answer: (yes: boolean) => void;
}

const WORDS = {
  copy: 'access.guardCopy',
  console: 'access.guardConsole',
  save: 'access.guardSave',
} as const;

/** Lets everything inside ask before it goes on with a production role. */
export function Guard({ children }: { readonly children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const ask = useCallback(
    (error: AppError, action: GuardedAction) =>
      new Promise<boolean>((resolve) => {
        setQuestion((before) => {
          // One question at a time; the older one is taken for a no.
          before?.answer(false);
          return { error, action, answer: resolve };
        });
      }),
    [],
  );
  const settle = (yes: boolean) => {
    question?.answer(yes);
    setQuestion(null);
  };
  return (
    <GuardContextProvider value={ask}>
      {children}
      {question !== null && <GuardDialog question={question} onAnswer={settle} />}
    </GuardContextProvider>
  );
}

function GuardDialog(props: { readonly question: Question; readonly onAnswer: (yes: boolean) => void }) {
  const { question, onAnswer } = props;
  const t = useTranslate();
  return (
    <Dialog
      shape="box"
      title={t('access.guardTitle')}
      onClose={() => {
        onAnswer(false);
      }}
      footer={
        <>
          <Button
            onClick={() => {
              onAnswer(false);
            }}
          >
            {t('access.guardCancel')}
          </Button>
          <Button
            look="danger"
            onClick={() => {
              onAnswer(true);
            }}
          >
            {t(WORDS[question.action])}
          </Button>
        </>
      }
    >
      <p>{translateError(t, question.error).message}</p>
      <p>{t('access.guardDetail')}</p>
    </Dialog>
  );
}
