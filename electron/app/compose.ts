import { join } from 'node:path';
import type { AboutView } from '../../shared/model/app-state.ts';
import { createTranslate } from '../../shared/i18n/translate.ts';
import { createClock } from '../adapters/clock.ts';
import { createCrypto } from '../adapters/crypto.ts';
import { createFileStore, sweepLeftovers } from '../adapters/file-store.ts';
import { createHash } from '../adapters/hash.ts';
import { createHttp } from '../adapters/http.ts';
import { createLog } from '../adapters/log.ts';
import { createLoopbackListener } from '../adapters/loopback-listener.ts';
import { createRandom } from '../adapters/random.ts';
import { createScheduler } from '../adapters/scheduler.ts';
import { createSystemSecretStore } from '../adapters/secret-store/system-secret-store.ts';
import { createFileSettings, type SettingsOptions } from '../adapters/settings.ts';
import { emptyAppData, type AppData } from '../core/app-data.ts';
import { appDataSchemas } from '../core/app-data-schemas.ts';
import { createCore } from '../core/create-core.ts';
import { networkOfEnvironment } from '../core/network/network-route.ts';
import { practiceAwsFiles, userAwsFiles, type Places } from '../core/places.ts';
import type { Browser, ClientSource, Clipboard, Log, Notifier, Power, ProxyResolver } from '../core/ports.ts';
import { restrictToLoopback } from '../core/restrict-to-loopback.ts';
import { createAliyunProvider } from '../providers/aliyun/aliyun-provider.ts';
import { createAwsProvider } from '../providers/aws/aws-provider.ts';
import { createPracticeCloudHost } from './practice-cloud-host.ts';

/** What only the Electron side can give. */
export interface Surroundings {
  readonly about: AboutView;
  readonly home: string;
  readonly userData: string;
  /** The app's own environment; of it only the vendors' variables are read. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly openStore: SettingsOptions<AppData>['openStore'];
  readonly browser: (log: Log) => Browser;
  readonly clipboard: (log: Log) => Clipboard;
  readonly client: ClientSource;
  readonly systemProxy: ProxyResolver;
  readonly notifier: Notifier;
  readonly openWindow: (view?: 'roles' | 'profiles' | 'settings') => void;
  readonly quit: () => void;
}

/** The one place where adapters are made and put together with the core (design.md §1). */
export function compose(surroundings: Surroundings) {
  const { about, home, userData } = surroundings;
  const places: Places = {
    home,
    userData,
    environment: definedOnly(surroundings.environment),
    overrides: () => settings.get('preferences').files,
  };
  const clock = createClock();
  const scheduler = createScheduler(clock);
  const random = createRandom();
  const crypto = createCrypto();
  const hash = createHash();
  const files = createFileStore();
  const log = createLog({ directory: join(userData, 'logs'), clock, home });
  const settings = createFileSettings<AppData>({
    directory: userData,
    name: 'settings',
    schemas: appDataSchemas,
    defaults: emptyAppData,
    log,
    openStore: surroundings.openStore,
  });
  const http = createHttp({
    version: about.version,
    scheduler,
    network: {
      settings: () => settings.get('preferences').network,
      environment: networkOfEnvironment(places.environment),
      system: surroundings.systemProxy,
    },
  });
  const practiceCloud = createPracticeCloudHost({ clock, random, scheduler, files, userData, log });
  const t = createTranslate('en');
  const reachable = about.runtime === 'fallback' ? restrictToLoopback(http) : http;
  const core = createCore({
    clock,
    scheduler,
    random,
    crypto,
    hash,
    files,
    listener: createLoopbackListener({ clock, scheduler, crypto, log }),
    browser: surroundings.browser(log),
    clipboard: surroundings.clipboard(log),
    client: surroundings.client,
    secrets: createSystemSecretStore({
      platform: about.platform,
      environment: places.environment,
      scheduler,
      random,
      log,
    }),
    settings,
    practiceCloud,
    provider: createAwsProvider({ http: reachable, clock, crypto }),
    aliyunProvider: createAliyunProvider({ http: reachable, clock, random, crypto }),
    places,
    log,
    about,
    callbackPage: {
      language: 'en',
      title: t('callbackPage.title'),
      body: t('callbackPage.body'),
    },
    notifier: surroundings.notifier,
    translate: t,
    openWindow: surroundings.openWindow,
    quit: surroundings.quit,
  });

  return {
    core,
    log,
    clock,
    scheduler,
    t,

    /** What an earlier run that was cut off may have left beside the files we write. */
    async sweep(): Promise<void> {
      const directories = [userAwsFiles(places), practiceAwsFiles(places)].flatMap((awsFiles) => [
        parentOf(awsFiles.config),
        awsFiles.ssoCache,
      ]);
      await sweepLeftovers([...directories, join(userData, 'catalog'), join(userData, 'practice')]);
    },

    /** After waking up, timers are looked at again: their deadlines may have passed. */
    follow(power: Power): void {
      power.onResume(scheduler.recheck);
    },

    /** Ends what runs and waits until all is on disk. */
    async dispose(): Promise<void> {
      await core.dispose();
      http.close();
      await practiceCloud.stop();
      await settings.flush();
      await log.flush();
    },
  };
}

function definedOnly(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
