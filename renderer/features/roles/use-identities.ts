import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { useAppState } from '../../state/services.tsx';

/** Sessions that are one identity, as long as they have or had credentials; of one session only if asked to. */
export function useIdentities(only: SessionId | null): readonly AliyunSessionRecord[] {
  return useAppState(({ sessions }) =>
    sessions.flatMap(({ record, phase }) =>
      record.cloud === 'aliyun' &&
      record.kind !== 'cloud-sso' &&
      (only === null || record.id === only) &&
      (phase.state === 'active' || phase.state === 'expired')
        ? [record]
        : [],
    ),
  );
}
