import { useEffect, useState } from 'react';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import { useAppState, useBridge } from '../../state/services.tsx';
import type { FormStart } from './use-profile-form.ts';

interface FormLoading {
  /** Null until main has answered. */
  readonly start: FormStart | null;
  readonly error: AppError | null;
}

const WAITING: FormLoading = { start: null, error: null };

/** A new profile for a role, prefilled by main. */
export function useNewProfile({ sessionId, accountId, roleName }: RoleRef): FormLoading {
  const bridge = useBridge();
  const kind = useAppState(
    (state) => state.sessions.find(({ record }) => record.id === sessionId)?.record.kind ?? 'sso-session',
  );
  const [loading, setLoading] = useState(WAITING);
  useEffect(() => {
    let wanted = true;
    void bridge.profiles.suggest({ sessionId, accountId, roleName }).then((reply) => {
      if (!wanted) return;
      const suggested = reply.ok ? reply.value : { name: '', region: null, output: null };
      setLoading({
        start: {
          isNew: true,
          input: { ...suggested, sessionId, accountId, roleName },
          delivery: kind === 'legacy' ? 'legacy' : 'native',
          extra: {},
        },
        error: reply.ok ? null : reply.error,
      });
    });
    return () => {
      wanted = false;
    };
  }, [accountId, bridge, kind, roleName, sessionId]);
  return loading;
}

/** A profile of ours as it stands in the file. */
export function useExistingProfile(name: string): FormLoading {
  const bridge = useBridge();
  const [loading, setLoading] = useState(WAITING);
  useEffect(() => {
    let wanted = true;
    void bridge.profiles.details({ name }).then((reply) => {
      if (!wanted) return;
      if (!reply.ok) {
        setLoading({ start: null, error: reply.error });
        return;
      }
      const { input, extra, row } = reply.value;
      if (input === null) {
        setLoading({ start: null, error: appError('config.foreign-section', { section: name }) });
        return;
      }
      const { delivery } = row;
      const written = delivery === 'legacy' || delivery === 'static' ? delivery : 'native';
      setLoading({ start: { isNew: false, input, delivery: input.delivery ?? written, extra }, error: null });
    });
    return () => {
      wanted = false;
    };
  }, [bridge, name]);
  return loading;
}
