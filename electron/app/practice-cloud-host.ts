import { join } from 'node:path';
import { appError } from '../../shared/model/app-error.ts';
import { err, ok } from '../../shared/model/result.ts';
import { causeOf } from '../core/cause-of.ts';
import { overwrite, readText } from '../core/own-files.ts';
import type { Clock, FileStore, Log, PracticeCloudHost, Random, Scheduler } from '../core/ports.ts';
import type { PracticeCloud } from '../practice-cloud/practice-cloud.ts';

/**
 * Runs the practice cloud inside the app, loaded when it is first needed. What it knows of sign-ins is kept over a
 * restart in Latchkey's own folder, as a real cloud would keep it; none of it opens anything real.
 */
export function createPracticeCloudHost(ports: {
  readonly clock: Clock;
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly files: FileStore;
  readonly userData: string;
  readonly log: Log;
}): PracticeCloudHost {
  const stateFile = join(ports.userData, 'practice', 'state.json');
  let running: Promise<{ cloud: PracticeCloud; origin: string; port: number }> | null = null;

  async function start(port: number | null) {
    const { createPracticeCloud } = await import('../practice-cloud/practice-cloud.ts');
    const savedState = await readText(ports.files, stateFile);
    const cloud = createPracticeCloud({
      now: () => ports.clock.now(),
      random: (count) => ports.random.bytes(count),
      after: ports.scheduler.after,
      accounts: 0,
      rolesPerAccount: 0,
      ...(savedState === null ? {} : { savedState }),
    });
    return { cloud, ...(await cloud.start(port ?? undefined)) };
  }

  async function save(cloud: PracticeCloud): Promise<void> {
    const written = await overwrite(ports.files, stateFile, cloud.exportState());
    if (!written.ok) {
      ports.log.warn('practice.state-not-kept', { code: written.error.code });
    }
  }

  return {
    async openPortal(id, { region, ...size }, port) {
      const starting = (running ??= start(port));
      try {
        const { cloud, origin, port: bound } = await starting;
        cloud.addPortal(id, size, region === undefined ? {} : { region });
        const { ssoOidc, sso, sts } = cloud.endpointsOf(id);
        return ok({ origin, port: bound, startUrl: cloud.startUrl(id), endpoints: { ssoOidc, sso, sts } });
      } catch (error) {
        // The next portal tries anew, unless another has begun to already.
        if (running === starting) {
          running = null;
        }
        ports.log.error('practice.not-started', { cause: causeOf(error) });
        return err(appError('practice.unavailable'));
      }
    },

    async stop() {
      const started = await running?.catch(() => null);
      running = null;
      if (started != null) {
        await save(started.cloud);
        await started.cloud.stop();
      }
    },
  };
}
