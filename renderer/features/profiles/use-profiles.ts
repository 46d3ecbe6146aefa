import { useEffect, useState } from 'react';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { ProfileRow } from '../../../shared/model/profile.ts';
import { useAppState, useBridge } from '../../state/services.tsx';

interface Profiles {
  /** Null until the first answer; the last good one while a newer is awaited. */
  readonly rows: readonly ProfileRow[] | null;
  /** What is wrong with a file as a whole; what the others say is in `rows` all the same. */
  readonly problems: readonly AppError[];
  readonly error: AppError | null;
  readonly again: () => void;
}

/** All profiles, read anew when AppState says that the files changed. */
export function useProfiles(): Profiles {
  const bridge = useBridge();
  const revision = useAppState((state) => state.profilesRevision);
  const [attempt, setAttempt] = useState(0);
  const [rows, setRows] = useState<readonly ProfileRow[] | null>(null);
  const [problems, setProblems] = useState<readonly AppError[]>([]);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    let wanted = true;
    void bridge.profiles.list({}).then((reply) => {
      if (!wanted) return;
      if (reply.ok) {
        setRows(reply.value.rows);
        setProblems(reply.value.problems);
      }
      setError(reply.ok ? null : reply.error);
    });
    return () => {
      wanted = false;
    };
  }, [attempt, bridge, revision]);
  return {
    rows,
    problems,
    error,
    again: () => {
      setAttempt(attempt + 1);
    },
  };
}
