import { useEffect, useState } from 'react';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { SessionIdentity } from '../../../shared/model/session.ts';
import { useAppState, useServices } from '../../state/services.tsx';

/** The answer comes with the sign-in or a moment after it, and not at all where STS could not be asked. */
const ANSWERS_WITHIN_MS = 1_500;

/** Who a session that has just signed in turned out to be; null where there is nobody to tell of. */
export function useSignedIn(session: AliyunSessionRecord | null): SessionIdentity | 'asking' | null {
  const { timers } = useServices();
  const [waited, setWaited] = useState(false);
  const isConfirmed = useAppState(
    ({ identities }) => session !== null && identities[session.id]?.state === 'confirmed',
  );
  const waits = session !== null && !isConfirmed;
  useEffect(
    () =>
      waits
        ? timers.after(ANSWERS_WITHIN_MS, () => {
            setWaited(true);
          })
        : undefined,
    [timers, waits],
  );
  if (session === null || (waits && waited)) return null;
  return isConfirmed && session.identity !== null ? session.identity : waits ? 'asking' : null;
}
