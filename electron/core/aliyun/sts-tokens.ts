import type { AliyunConfig } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import type { PastedCredentials } from '../../../shared/credentials/pasted-credentials.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { AliyunLanguage } from '../../../shared/model/aliyun-profile.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { Instant } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, SessionPhase } from '../../../shared/model/session.ts';
import type { Cancel, Clock, Log, Scheduler } from '../ports.ts';
import { commonFields, staticFields, type StaticAliyunKeys } from './aliyun-fields.ts';
import type { AliyunConfigFile } from './config-file.ts';

/** Pasted keys; nothing renews them, and perhaps nobody knows when they end. */
export type StsKeys = StaticAliyunKeys;

export interface StsTokenPorts {
  readonly configFile: AliyunConfigFile;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: Log;
  readonly record: (sessionId: SessionId) => AliyunSessionRecord | null;
  readonly pathOf: (session: AliyunSessionRecord) => string;
  readonly show: (sessionId: SessionId, phase: SessionPhase, isSettled?: boolean) => void;
  readonly language: AliyunLanguage;
}

interface Held {
  readonly keys: StsKeys;
  readonly releases: readonly Cancel[];
  readonly timer: Cancel | null;
  /** What the server said of these keys, if it refused them; true for as long as they are held. */
  readonly refusal: AppError | null;
}

/**
 * Sessions over keys that somebody was given (protocol/aliyun.md §3): they live in the one profile of the session, as
 * `aliyun configure set --mode StsToken` writes it, and are followed there. They end, and are pasted anew.
 */
export function createStsTokens(ports: StsTokenPorts) {
  const { configFile, clock, scheduler, log } = ports;
  const held = new Map<SessionId, Held>();

  function letGo(sessionId: SessionId): void {
    const entry = held.get(sessionId);
    entry?.timer?.();
    entry?.releases.forEach((release) => release());
    held.delete(sessionId);
  }

  function hold(session: AliyunSessionRecord, keys: StsKeys): void {
    letGo(session.id);
    const { expiresAt } = keys;
    held.set(session.id, {
      keys,
      releases: [log.protect(keys.accessKeySecret), log.protect(keys.securityToken)],
      timer:
        expiresAt !== null && expiresAt > clock.now()
          ? scheduler.at(expiresAt, () => {
              show(session.id, null);
            })
          : null,
      refusal: null,
    });
    show(session.id, null);
  }

  function show(sessionId: SessionId, error: AppError | null, isSettled = false): void {
    const session = ports.record(sessionId);
    if (session !== null) {
      const entry = held.get(sessionId);
      const known = error ?? entry?.refusal ?? null;
      ports.show(sessionId, phaseOfKeys(session, entry?.keys ?? null, clock.now(), known), isSettled);
    }
  }

  return {
    /** Brings what is held in step with the profile. */
    async reload(session: AliyunSessionRecord): Promise<void> {
      const config = await configFile.read(ports.pathOf(session));
      const record = ports.record(session.id);
      if (record === null) {
        return;
      }
      if (!config.ok) {
        show(session.id, config.error);
        return;
      }
      const keys = keysOfProfile(config.value, record);
      const current = held.get(session.id)?.keys;
      if (keys === null) {
        letGo(session.id);
        show(session.id, null);
      } else if (current === undefined || !isSame(current, keys)) {
        hold(record, keys);
      } else {
        show(session.id, null);
      }
    },

    /** Writes keys into the session's profile, over what is there, and makes it the current one. Errors: those of the write. */
    async write(session: AliyunSessionRecord, pasted: PastedCredentials): Promise<Result<void>> {
      const name = session.profileName ?? session.name;
      const written = await configFile.change(ports.pathOf(session), () =>
        ok([
          {
            profile: name,
            set: {
              ...commonFields(session.region, ports.language),
              ...staticFields(pasted),
              site: 'china',
              process_command: null,
              credentials_uri: null,
            },
          },
          ...(session.makesCurrent === false ? [] : [{ current: name }]),
        ]),
      );
      return written.ok ? ok(undefined) : written;
    },

    /** Holds what was written. */
    hold,

    /** Shows what is held, after an attempt to sign in, which pasting is the only way to do. */
    settle(session: AliyunSessionRecord, error: AppError | null): void {
      show(session.id, error, true);
    },

    /** Shows that the server refused the keys. */
    refused(session: AliyunSessionRecord, error: AppError): void {
      const entry = held.get(session.id);
      if (entry !== undefined) {
        held.set(session.id, { ...entry, refusal: error });
      }
      show(session.id, null);
    },

    /** Errors: `sign-in.keys-needed`, `credentials.keys-ended`. */
    credentials(session: AliyunSessionRecord): Result<StsKeys> {
      const keys = held.get(session.id)?.keys ?? null;
      if (keys === null) {
        return err(appError('sign-in.keys-needed', { session: session.name }));
      }
      return keys.expiresAt !== null && keys.expiresAt <= clock.now()
        ? err(appError('credentials.keys-ended', { session: session.name }))
        : ok(keys);
    },

    /**
     * Takes the profile away; the session is remembered, and new keys bring it back (product.md §4). Gives until when the
     * keys stay good, as far as it is known. Errors: those of the write.
     */
    async signOut(
      session: AliyunSessionRecord,
    ): Promise<Result<{ removed: boolean; until: Instant | null }>> {
      const name = session.profileName;
      const until = held.get(session.id)?.keys.expiresAt ?? null;
      let removed = false;
      const changed = await configFile.change(ports.pathOf(session), (config) => {
        removed = config.profiles.some((profile) => profile.name === name && profile.node !== null);
        return ok(removed && name !== null ? [{ profile: name, remove: true } as const] : []);
      });
      if (!changed.ok) {
        return changed;
      }
      letGo(session.id);
      show(session.id, null);
      return ok({ removed, until });
    },

    detach: letGo,

    dispose(): void {
      [...held.keys()].forEach(letGo);
    },
  };
}

export type StsTokens = ReturnType<typeof createStsTokens>;

function isSame(one: StsKeys, other: StsKeys): boolean {
  return (
    one.securityToken === other.securityToken &&
    one.accessKeySecret === other.accessKeySecret &&
    one.expiresAt === other.expiresAt
  );
}

/** The end is told by whoever pasted the keys; `sts_expiration` may be of older ones, as the CLI never clears it. */
function keysOfProfile(config: AliyunConfig, session: AliyunSessionRecord): StsKeys | null {
  const values = config.profiles.find(({ name }) => name === session.profileName)?.values;
  const text = (key: string): string => {
    const value = values?.get(key);
    return typeof value === 'string' ? value : '';
  };
  const [accessKeyId, accessKeySecret, securityToken] = [
    text('access_key_id'),
    text('access_key_secret'),
    text('sts_token'),
  ];
  if (text('mode') !== 'StsToken' || accessKeyId === '' || accessKeySecret === '' || securityToken === '') {
    return null;
  }
  const { keysEnd } = session;
  const expiresAt = keysEnd?.keyId === accessKeyId ? keysEnd.at : null;
  return { accessKeyId, accessKeySecret, securityToken, expiresAt };
}

function phaseOfKeys(
  session: AliyunSessionRecord,
  keys: StsKeys | null,
  now: Instant,
  error: AppError | null,
): SessionPhase {
  if (keys === null) {
    return { state: 'signed-out', error };
  }
  const { expiresAt } = keys;
  const ended = appError('credentials.keys-ended', { session: session.name });
  if (expiresAt !== null && expiresAt <= now) {
    return { state: 'expired', expiredAt: expiresAt, error: ended };
  }
  if (error?.code === 'credentials.expired') {
    // Nobody told when; the server says that it is over.
    return { state: 'expired', expiredAt: now, error: ended };
  }
  return {
    state: 'active',
    accessTokenExpiresAt: expiresAt,
    renewable: false,
    nextRenewalAt: null,
    sessionEndsEstimate: null,
    error,
  };
}
