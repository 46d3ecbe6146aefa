import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import type { Millis } from '../../../shared/model/instant.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AppData } from '../app-data.ts';
import { aliyunSessions, type AppStore } from '../app-store.ts';
import type { RemovalReport } from '../intents.ts';
import type { Places } from '../places.ts';
import type { Clock, FileStore, Hash, Log, Scheduler, Settings } from '../ports.ts';
import { keyMargin } from '../static-keys/due-loop.ts';
import {
  commonFields,
  languageOf,
  oauthFields,
  type AliyunFields,
  type StaticAliyunKeys,
} from './aliyun-fields.ts';
import { createAliyunFileRepair } from './aliyun-file-repair.ts';
import { createManagedAliyun, fieldsToKeep } from './aliyun-managed.ts';
import { aliyunConfigOf, practiceAliyunConfig, userAliyunConfig } from './aliyun-places.ts';
import {
  createAliyunProfiles,
  type AliyunProfilePorts,
  type AliyunProfileSource,
} from './aliyun-profiles.ts';
import { createAliyunRepair } from './aliyun-repair.ts';
import { createAliyunStaticKeys } from './aliyun-static-keys.ts';
import { aliyunKeysOf } from './cloud-sso-roles.ts';
import type { AliyunConfigFile } from './config-file.ts';

export interface AliyunDeliveryPorts extends Pick<AliyunProfilePorts, 'changeSession'> {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly files: FileStore;
  readonly hash: Hash;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: Log;
  readonly places: Places;
  readonly configFile: AliyunConfigFile;
  /** Of the identity that a session signed in as. */
  readonly credentialsOf: (sessionId: SessionId) => Promise<Result<StaticAliyunKeys>>;
  readonly credentialsOfRole: (role: RoleRef, leastLife: Millis) => Promise<Result<RoleCredentials>>;
  /** What makes a profile one of a role of CloudSSO. */
  readonly cloudSsoFields: (role: RoleRef, keys: RoleCredentials) => Promise<Result<AliyunFields>>;
}

/** What Latchkey delivers by `config.json`: profiles, what keeps them fresh and whole, and the file itself when it breaks. */
export function createAliyunDeliveries(ports: AliyunDeliveryPorts) {
  const { store, places } = ports;
  const managed = createManagedAliyun(ports);
  const language = languageOf(places.environment);

  const source: AliyunProfileSource = {
    async credentialsOf(sessionId, role, leastLife) {
      if (role === null) {
        return ports.credentialsOf(sessionId);
      }
      const keys = await ports.credentialsOfRole({ sessionId, ...role }, leastLife);
      return keys.ok ? ok({ ...aliyunKeysOf(keys.value), expiresAt: keys.value.expiresAt }) : keys;
    },
    async cloudSsoProfile(sessionId, role) {
      const keys = await ports.credentialsOfRole({ sessionId, ...role }, keyMargin);
      return keys.ok ? ports.cloudSsoFields({ sessionId, ...role }, keys.value) : keys;
    },
  };

  const keeper = createAliyunStaticKeys({
    ...ports,
    managed,
    credentialsOf: source.credentialsOf,
    publish: () => {
      profiles.publish();
    },
  });
  const profiles = createAliyunProfiles({ ...ports, managed, source, keeper });
  const repair = createAliyunRepair({
    ...ports,
    managed,
    ownersIn: (file) =>
      aliyunSessions(store.current()).filter((session) => aliyunConfigOf(session, places) === file),
    profileFields: (session) =>
      fieldsToKeep({
        ...(session.kind === 'oauth' ? oauthFields(session) : { mode: 'StsToken' }),
        ...commonFields(session.region, language),
      }),
  });
  const fileRepair = createAliyunFileRepair({ ...ports, managed });
  const fileOf = (practice: boolean) => (practice ? practiceAliyunConfig(places) : userAliyunConfig(places));

  return {
    profiles,

    /** Of the file of one home, the user's own or the practice cloud's. */
    file: {
      previewRepair: (practice: boolean) => fileRepair.preview(fileOf(practice)),
      repair: (practice: boolean, consent: Parameters<typeof fileRepair.repair>[1]) =>
        fileRepair.repair(fileOf(practice), consent),
    },

    /** Names of the native profiles of a session, for whoever keeps their tokens. */
    nativeProfilesOf: (session: AliyunSessionRecord): readonly string[] =>
      managed
        .of(session.id)
        .filter(({ delivery, file }) => delivery === 'native' && file === aliyunConfigOf(session, places))
        .map(({ profile }) => profile),

    /** The file has changed, or is seen for the first time. */
    changed(file: string): void {
      profiles.publish();
      repair.changed(file);
    },

    afterSignOut: <Report extends RemovalReport>(sessionId: SessionId, report: Result<Report>) =>
      keeper.afterSignOut(sessionId, report),
    removeAllOf: profiles.removeAllOf,

    follow(): void {
      [false, true].forEach((practice) => {
        repair.changed(fileOf(practice));
      });
      keeper.follow();
    },

    /** `keysGo`: static profiles do not outlive the app. */
    async dispose(keysGo: boolean): Promise<void> {
      await repair.dispose();
      await keeper.dispose(keysGo);
    },
  };
}

export type AliyunDeliveries = ReturnType<typeof createAliyunDeliveries>;
