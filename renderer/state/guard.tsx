import { createContext, useContext, useMemo } from 'react';
import type { AppError } from '../../shared/model/app-error.ts';
import type { Envelope } from '../../shared/ipc/types.ts';

/** What a person wanted when guard rails stepped in. */
export type GuardedAction = 'copy' | 'console' | 'save';

/** Asks the person; settles with yes or no. */
export type AskGuard = (error: AppError, action: GuardedAction) => Promise<boolean>;

const GuardContext = createContext<AskGuard | null>(null);

export const GuardContextProvider = GuardContext.Provider;

/** What a call carries once the person has said yes. */
type Confirmation = { readonly confirmed?: true };

/**
 * Runs a call that guard rails may hold back: it is made, main says that the role is production, the person is asked, and
 * with a yes it is made once more. Null: the person said no, and nothing has happened.
 */
export function useGuarded(): <T>(
  action: GuardedAction,
  call: (confirmation: Confirmation) => Promise<Envelope<T>>,
) => Promise<Envelope<T> | null> {
  const ask = useContext(GuardContext);
  if (ask === null) {
    throw new Error('no guard around this component');
  }
  return useMemo(
    () => async (action, call) => {
      const reply = await call({});
      if (reply.ok || reply.error.code !== 'guard.confirmation-needed') return reply;
      return (await ask(reply.error, action)) ? call({ confirmed: true }) : null;
    },
    [ask],
  );
}
