import { createCrypto } from '../../electron/adapters/crypto.ts';
import { createHash } from '../../electron/adapters/hash.ts';
import type { AppData } from '../../electron/core/app-data.ts';
import { createCore, type Core } from '../../electron/core/create-core.ts';
import type { CallContext } from '../../electron/core/intents.ts';
import type { ClientSource, Notifier, PracticeCloudHost, Settings } from '../../electron/core/ports.ts';
import { appError } from '../../shared/model/app-error.ts';
import type { AboutView } from '../../shared/model/app-state.ts';
import { createTranslate } from '../../shared/i18n/translate.ts';
import { tokenFileName } from '../../shared/config-files/sso-cache.ts';
import type { ChangeConsent } from '../../shared/model/profile.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';
import type { AwsSessionRecord, SessionId, SessionView } from '../../shared/model/session.ts';
import { createFakeAliyunProvider } from './fake-aliyun-provider.ts';
import { createFakeBrowser } from './fake-browser.ts';
import { createFakeClientSource } from './fake-client-source.ts';
import { createFakeLog } from './fake-log.ts';
import { createFakeLoopbackListener } from './fake-loopback-listener.ts';
import { createFakeProvider } from './fake-provider.ts';
import { createFakeRandom } from './fake-random.ts';
import { createFakeScheduler } from './fake-scheduler.ts';
import { createFakeSecretStore, type FakeSecretStore } from './fake-secret-store.ts';
import { createFakeSettings } from './fake-settings.ts';
import { MemoryFileStore } from './memory-file-store.ts';

export const window: CallContext = { origin: 'window' };

/** Of a person who has been shown nothing and agreed to nothing. */
export const unasked: ChangeConsent = { digest: null, confirmed: false };

/** The whole core over fakes: nothing but its own logic and the time that a test lets pass. */
export function createCoreHarness(
  options: {
    readonly settings?: Settings<AppData>;
    readonly files?: MemoryFileStore;
    /** The keychain of an earlier run. */
    readonly secrets?: FakeSecretStore;
    readonly runtime?: AboutView['runtime'];
    readonly environment?: Readonly<Record<string, string>>;
    readonly client?: ClientSource;
  } = {},
) {
  const scheduler = createFakeScheduler();
  const clock = scheduler.clock;
  const files = options.files ?? new MemoryFileStore();
  const settings = options.settings ?? createFakeSettings();
  const provider = createFakeProvider(clock);
  const aliyunProvider = createFakeAliyunProvider(clock);
  const listener = createFakeLoopbackListener(scheduler);
  const log = createFakeLog();
  const browser = createFakeBrowser();
  const secrets = options.secrets ?? createFakeSecretStore();
  const notices: Parameters<Notifier['show']>[0][] = [];
  /** Whether a person looks at the window. */
  const inFront = { value: false };
  const shownViews: (string | null)[] = [];
  /** What a person has copied elsewhere. */
  const onClipboard = { text: '' };
  const copied: { text: string; sensitive: boolean }[] = [];
  /** `blocked` is a cloud that cannot start; `opening` is waited for by each opening. */
  const practice = { running: 0, blocked: false, opening: Promise.resolve() };
  const practiceCloud: PracticeCloudHost = {
    openPortal: async (id, { region }) => {
      await practice.opening;
      if (practice.blocked) {
        return err(appError('practice.unavailable'));
      }
      practice.running += 1;
      const origin = 'http://127.0.0.1:4711';
      const base = region === undefined ? origin : `${origin}/${region}`;
      return ok({
        origin,
        port: 4711,
        startUrl: `${base}/portal/${id}/start`,
        endpoints: { ssoOidc: `${base}/oidc`, sso: `${base}/portal-api`, sts: `${base}/sts` },
      });
    },
    openAliyun: async () => {
      await practice.opening;
      if (practice.blocked) {
        return err(appError('practice.unavailable'));
      }
      practice.running += 1;
      const origin = 'http://127.0.0.1:4711';
      const base = { cloudSso: `${origin}/aliyun/cloud-sso`, sts: `${origin}/aliyun/sts` };
      const site = (name: string) => {
        const url = `${origin}/aliyun/${name}`;
        return { ...base, signIn: url, oauth: url };
      };
      return ok({
        origin,
        port: 4711,
        sites: { CN: site('cn'), INTL: site('intl') },
        cloudSsoSignInUrl: `${base.cloudSso}/start/login`,
      });
    },
    stop: () => {
      practice.running = 0;
      return Promise.resolve();
    },
  };
  const hash = createHash();
  const core: Core = createCore({
    clock,
    scheduler,
    random: createFakeRandom(),
    crypto: createCrypto(),
    hash,
    files,
    listener,
    browser,
    clipboard: {
      read: () => Promise.resolve(ok(onClipboard.text)),
      write: (text, { sensitive }) => {
        copied.push({ text, sensitive });
        return Promise.resolve(ok(undefined));
      },
    },
    client: options.client ?? createFakeClientSource(),
    secrets,
    settings,
    practiceCloud,
    provider,
    aliyunProvider,
    places: {
      home: '/home/user',
      userData: '/home/user/.config/latchkey',
      environment: options.environment ?? {},
      overrides: () => settings.get('preferences').files,
    },
    log,
    about: {
      version: '0.0.0',
      electron: '0',
      platform: 'linux',
      sandboxed: true,
      runtime: options.runtime ?? 'official',
      socket: null,
      command: null,
    },
    callbackPage: { language: 'en', title: 'Signed in', body: 'You can close this page.' },
    notifier: {
      show: (notification) => void notices.push(notification),
      windowInFront: () => inFront.value,
    },
    translate: createTranslate('en'),
    openWindow: (view) => void shownViews.push(view ?? null),
    quit: () => undefined,
  });
  const { intents } = core;

  const harness = {
    core,
    intents,
    clock,
    scheduler,
    files,
    settings,
    provider,
    aliyunProvider,
    listener,
    log,
    browser,
    secrets,
    /** The links opened so far, in whatever browser. */
    opened: browser.urls,
    copied,
    onClipboard,
    notices,
    inFront,
    shownViews,
    practice,
    hash,
    configFile: '/home/user/.aws/config',
    tokenFile: (name: string) => `/home/user/.aws/sso/cache/${tokenFileName(hash, name)}`,

    async addSession(name = 'my-sso'): Promise<SessionId> {
      return valueOf(
        await intents.sessions.addAws(
          { name, startUrl: 'https://my-sso-portal.awsapps.com/start', region: 'us-east-1', scopes: null },
          window,
        ),
      );
    },

    session(sessionId: SessionId): SessionView & { readonly record: AwsSessionRecord } {
      const view = core.store.current().sessions.find((session) => session.record.id === sessionId);
      if (view?.record.cloud !== 'aws') {
        throw new Error('no such AWS session');
      }
      return { record: view.record, phase: view.phase };
    },

    /** Starts a sign-in and waits until it stands at the browser. */
    async startSignIn(sessionId: SessionId) {
      const before = listener.sessions.length;
      const outcome = intents.signIn.start({ sessionId, openBrowser: true }, window);
      while (listener.sessions.length === before) {
        await scheduler.advance(1);
      }
      await scheduler.advance(1);
      return { outcome, loopback: listener.latest() };
    },

    /** A whole sign-in, browser included. */
    async signIn(sessionId: SessionId) {
      const { outcome, loopback } = await harness.startSignIn(sessionId);
      loopback.callback({ code: 'the-code', state: loopback.options.state });
      return outcome;
    },
  };
  return harness;
}

/** The value of a success; a failure ends the test with its code. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) {
    throw new Error(`failed with ${result.error.code}`);
  }
  return result.value;
}
