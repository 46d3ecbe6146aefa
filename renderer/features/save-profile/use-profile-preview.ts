import { useEffect, useState } from 'react';
import type { Envelope } from '../../../shared/ipc/types.ts';
import type { ChangePreview, ProfileInput } from '../../../shared/model/profile.ts';
import { useAppState, useServices } from '../../state/services.tsx';

/** Typing settles for this long before main is asked. */
const DEBOUNCE_MS = 150;

interface ProfilePreview {
  /** The newest answer, maybe still to an earlier input. */
  readonly answer: Envelope<ChangePreview> | null;
  /** Whether the answer is to what stands in the form now. */
  readonly current: boolean;
}

/**
 * What saving `input` would do to the file, asked anew whenever it or the files change. Answers to anything but the
 * newest question are dropped. A new `attempt` asks again.
 */
export function useProfilePreview(input: ProfileInput | null, attempt: number): ProfilePreview {
  const { bridge, timers } = useServices();
  const revision = useAppState((state) => state.profilesRevision);
  const question = input === null ? null : JSON.stringify({ input, attempt, revision });
  const [answered, setAnswered] = useState<{
    readonly question: string;
    readonly reply: Envelope<ChangePreview>;
  } | null>(null);

  useEffect(() => {
    if (question === null) return undefined;
    let wanted = true;
    const { input: asked } = JSON.parse(question) as { readonly input: ProfileInput };
    const cancel = timers.after(DEBOUNCE_MS, () => {
      void bridge.profiles.preview(asked).then((reply) => {
        if (wanted) setAnswered({ question, reply });
      });
    });
    return () => {
      wanted = false;
      cancel();
    };
  }, [bridge, question, timers]);

  return {
    answer: answered?.reply ?? null,
    current: question !== null && answered?.question === question,
  };
}
