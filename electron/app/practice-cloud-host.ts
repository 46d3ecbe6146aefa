import { join } from 'node:path';
import { appError } from '../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';
import { causeOf } from '../core/cause-of.ts';
import { overwrite, readText } from '../core/own-files.ts';
import type { Clock, FileStore, Log, PracticeCloudHost, Random, Scheduler } from '../core/ports.ts';
import type { PracticeCloud } from '../practice-cloud/practice-cloud.ts';

interface Started {
  readonly cloud: PracticeCloud;
  readonly origin: string;
  readonly port: number;
}

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
  let running: Promise<Started> | null = null;

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

  async function whileRunning<T>(port: number | null, use: (started: Started) => T): Promise<Result<T>> {
    const starting = (running ??= start(port));
    try {
      return ok(use(await starting));
    } catch (error) {
      // The next one tries anew, unless another has begun to already.
      if (running === starting) {
        running = null;
      }
      ports.log.error('practice.not-started', { cause: causeOf(error) });
      return err(appError('practice.unavailable'));
    }
  }

  return {
    openPortal: (id, { region, ...size }, keep) =>
      whileRunning(keep, ({ cloud, origin, port }) => {
        cloud.addPortal(id, size, region === undefined ? {} : { region });
        const { ssoOidc, sso, sts } = cloud.endpointsOf(id);
        return { origin, port, startUrl: cloud.startUrl(id), endpoints: { ssoOidc, sso, sts } };
      }),

    openAliyun: (keep) =>
      whileRunning(keep, ({ cloud, origin, port }) => {
        const { cloudSsoSignInUrl, ...cn } = cloud.aliyunEndpoints('CN');
        const { cloudSsoSignInUrl: _same, ...intl } = cloud.aliyunEndpoints('INTL');
        return { origin, port, sites: { CN: cn, INTL: intl }, cloudSsoSignInUrl };
      }),

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
