import type { Millis } from '../../../shared/model/instant.ts';
import type { Scheduler } from '../../core/ports.ts';

/** A call did not end in time, or could not begin because one that did not end stands before it. */
export class KeychainBusy extends Error {}

export interface OneAtATime {
  /** Rejects with `KeychainBusy` after the limit; the call itself cannot be taken back. */
  run<Value>(call: () => Promise<Value>): Promise<Value>;
}

/**
 * One native call at a time, each with a limit: a call that waits for a person holds one of the few threads that files and
 * names are looked up on. While one is overdue no other is made; `onLateEnd` tells when it has ended after all, which is
 * when the person has answered.
 */
export function createOneAtATime(ports: {
  readonly scheduler: Scheduler;
  readonly limit: Millis;
  readonly onLateEnd: () => void;
}): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  let overdue = false;

  function limited<Value>(call: () => Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      let late = false;
      const cancel = ports.scheduler.after(ports.limit, () => {
        late = true;
        overdue = true;
        reject(new KeychainBusy());
      });
      void call()
        .then(resolve, reject)
        .finally(() => {
          cancel();
          if (late) {
            overdue = false;
            ports.onLateEnd();
          }
        });
    });
  }

  return {
    run(call) {
      const turn = last.then(() => {
        if (overdue) {
          throw new KeychainBusy();
        }
        return limited(call);
      });
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
