import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createScheduler } from '../../electron/adapters/scheduler.ts';
import { createClock } from '../../electron/adapters/clock.ts';
import { startTestCloud } from '../fixtures/practice-cloud.ts';
import { startRealCore } from '../fixtures/real-core.ts';

const rolesPerAccount = 6;
const pageSize = 100;

export interface Discovery {
  readonly accounts: number;
  /** From the answer of the sign-in, in milliseconds. */
  readonly firstRow: number;
  readonly complete: number;
  /** How long the calls take at 20 a second, times 1.2. */
  readonly completeAim: number;
  /** Calls that the portal refused for their pace. */
  readonly refused: number;
  /** In kilobytes, with everything that is listed still held. */
  readonly heapGrowth: number;
}

/** Lists a portal that answers after 60 ms and allows 20 requests a second (protocol/aws.md §3), over real sockets. */
export async function measureDiscovery(accounts: number): Promise<Discovery> {
  const clock = createClock();
  await using practice = await startTestCloud({
    now: () => clock.now(),
    after: createScheduler(clock).after,
    accounts,
    rolesPerAccount,
  });
  const { cloud } = practice;
  await using real = await startRealCore();
  const { intents } = real.core;
  const sessionId = await real.addSession('bench', cloud);
  cloud.faults.latencyMs = 60;
  cloud.faults.throttle = { perSecond: 20 };
  const before = heap();
  let started = 0;
  let firstRow = 0;
  intents.catalog.subscribe(({ entries }) => {
    if (firstRow === 0 && entries.some(({ type }) => type === 'roles')) firstRow = performance.now();
  });
  const complete = new Promise<number>((resolve, reject) => {
    const unsubscribe = intents.state.subscribe(({ catalogs }) => {
      const status = catalogs[sessionId]?.status;
      if (status?.state === 'listing' && started === 0) started = performance.now();
      if (status?.state === 'ready' || status?.state === 'failed') {
        unsubscribe();
        if (status.state === 'ready') resolve(performance.now());
        else reject(new Error(`the bench could not list: ${status.error.code}`));
      }
    });
  });
  const signedIn = await intents.signIn.start({ sessionId, openBrowser: true }, { origin: 'window' });
  if (!signedIn.ok) throw new Error(`the bench could not sign in: ${signedIn.error.code}`);
  const finished = await complete;
  const calls = accounts + Math.ceil(accounts / pageSize);
  return {
    accounts,
    firstRow: firstRow - started,
    complete: finished - started,
    completeAim: 1.2 * (calls / 20) * 1000,
    refused: cloud.log.entries.filter(({ status }) => status === 429).length,
    heapGrowth: (heap() - before) / 1024,
  };
}

/** In bytes, after everything that is let go of has been collected. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}
