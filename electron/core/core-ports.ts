import type { Translate } from '../../shared/i18n/translate.ts';
import type { AboutView } from '../../shared/model/app-state.ts';
import type { AliyunProvider } from './aliyun/aliyun-provider.ts';
import type { AppData } from './app-data.ts';
import type { Places } from './places.ts';
import type {
  Browser,
  ClientSource,
  Clipboard,
  Clock,
  Crypto,
  FileStore,
  Hash,
  Log,
  LoopbackListener,
  LoopbackPageText,
  Notifier,
  PracticeCloudHost,
  Random,
  Scheduler,
  SecretStore,
  Settings,
} from './ports.ts';
import type { Provider } from './provider.ts';

/** All that the core needs of the world. */
export interface CorePorts {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly crypto: Crypto;
  readonly hash: Hash;
  readonly files: FileStore;
  readonly listener: LoopbackListener;
  readonly browser: Browser;
  readonly clipboard: Clipboard;
  readonly client: ClientSource;
  readonly secrets: SecretStore;
  readonly settings: Settings<AppData>;
  readonly practiceCloud: PracticeCloudHost;
  readonly provider: Provider;
  readonly aliyunProvider: AliyunProvider;
  readonly places: Places;
  readonly log: Log;
  readonly about: AboutView;
  /** Words of the page that the browser shows when it comes back. */
  readonly callbackPage: LoopbackPageText;
  readonly notifier: Notifier;
  readonly translate: Translate;
  readonly openWindow: (view?: 'roles' | 'profiles' | 'settings') => void;
  readonly quit: () => void;
}
