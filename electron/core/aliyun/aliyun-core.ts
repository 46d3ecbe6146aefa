import { appError } from '../../../shared/model/app-error.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { MINUTE } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { ChangeConsent, ChangePreview } from '../../../shared/model/profile.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { aliyunRecordOf, aliyunSessions, withPhase, type AppStore } from '../app-store.ts';
import type { RemovalReport } from '../intents.ts';
import type { Places } from '../places.ts';
import type { AppData } from '../app-data.ts';
import type { Cancel, FileStore, Hash, PracticeCloudHost, Settings } from '../ports.ts';
import { endedBy, isAborted } from '../sign-in/attempt.ts';
import type { CloudSignIn } from '../sign-in/sign-in-service.ts';
import { aliyunConfigOf, practiceAliyunConfig, userAliyunConfig } from './aliyun-places.ts';
import { createAliyunSessions } from './aliyun-sessions.ts';
import { createAliyunConfigFile } from './config-file.ts';
import { runAliyunOAuthFlow, type AliyunOAuthPorts } from './oauth-flow.ts';
import { createOAuthTokens } from './oauth-tokens.ts';

export interface AliyunCorePorts extends AliyunOAuthPorts {
  readonly store: AppStore;
  readonly files: FileStore;
  readonly hash: Hash;
  readonly places: Places;
  readonly settings: Settings<AppData>;
  readonly practiceCloud: PracticeCloudHost;
}

/** The Alibaba Cloud half of the core: its sign-ins, tokens and files. */
export function createAliyunCore(ports: AliyunCorePorts) {
  const { store, files, places } = ports;
  const configFile = createAliyunConfigFile(ports);
  let watches: readonly Cancel[] = [];

  const tokens = createOAuthTokens({
    ...ports,
    configFile,
    record: (sessionId) => aliyunRecordOf(store.current(), sessionId),
    pathOf: (session) => aliyunConfigOf(session, places),
    profileFields: (session) => ({
      mode: 'OAuth',
      region_id: session.region,
      output_format: 'json',
      language: 'en',
      oauth_site_type: session.site,
    }),
    mayAdopt: (session) => session.endpoints === null || session.practice,
    show(sessionId, phase, isSettled) {
      // A sign-in under way shows its own steps; what is held is shown again once it is over.
      const current = store.current().sessions.find(({ record }) => record.id === sessionId)?.phase;
      if (isSettled || current?.state !== 'signing-in') {
        store.update(withPhase(sessionId, phase));
      }
    },
  });

  const signIn: CloudSignIn<AliyunSessionRecord> = {
    flowOf: ({ kind }) => (kind === 'cloud-sso' ? 'device' : 'pkce'),

    // As the CLI waits (protocol/aliyun.md §1.4; security.md §0.9).
    limitOf: () => 5 * MINUTE,

    async approve(session, attempt) {
      const approved = await runAliyunOAuthFlow(ports, session, attempt);
      if (isAborted(attempt)) {
        return err(endedBy(attempt));
      }
      if (!approved.ok) {
        return approved;
      }
      return ok(async () => {
        const accepted = await tokens.accept(session, approved.value);
        return accepted.ok ? ok(accepted.value.accessTokenExpiresAt) : accepted;
      });
    },

    settle: tokens.settle,
  };

  const sessions = createAliyunSessions({ ...ports, configFile });

  async function reloadAll(): Promise<void> {
    await Promise.all(aliyunSessions(store.current()).map((session) => tokens.reload(session)));
  }

  return {
    sessions,
    owns: (sessionId: SessionId): boolean => aliyunRecordOf(store.current(), sessionId) !== null,

    async previewRemoval(sessionId: SessionId): Promise<Result<ChangePreview>> {
      const session = aliyunRecordOf(store.current(), sessionId);
      return session === null ? err(appError('input.session-unknown')) : sessions.previewRemoval(session);
    },

    /** Sign-out, the session's own profile, and the record. */
    async remove(
      sessionId: SessionId,
      consent: ChangeConsent,
      signOut: (session: AliyunSessionRecord) => Promise<Result<RemovalReport>>,
    ): Promise<Result<RemovalReport>> {
      const session = aliyunRecordOf(store.current(), sessionId);
      if (session === null) {
        return err(appError('input.session-unknown'));
      }
      const planned = await sessions.previewRemoval(session);
      if (planned.ok && consent.digest !== null && consent.digest !== planned.value.digest) {
        return err(appError('config.changed-on-disk', { file: planned.value.file }));
      }
      const signedOut = await signOut(session);
      if (!signedOut.ok) {
        return signedOut;
      }
      const { profileName } = session;
      const removed =
        profileName === null
          ? ok(null)
          : await configFile.change(aliyunConfigOf(session, places), (config) =>
              ok(
                config.profiles.some(({ name }) => name === profileName)
                  ? [{ profile: profileName, remove: true } as const]
                  : [],
              ),
            );
      if (!removed.ok) {
        return removed;
      }
      tokens.detach(sessionId);
      await sessions.forget(sessionId);
      return signedOut;
    },

    signIn,
    tokens,
    configFile,

    async signOut(session: AliyunSessionRecord): Promise<Result<RemovalReport>> {
      const until = await tokens.signOut(session);
      return until.ok
        ? ok({
            removed: [`${aliyunConfigOf(session, places)}: ${session.profileName ?? session.name}`],
            credentialsValidUntil: until.value,
            endsOtherTools: true,
          })
        : until;
    },

    /** Credentials of the identity that a session signed in as. Errors: `input.session-unknown`, those of the exchange. */
    async credentialsOf(sessionId: SessionId) {
      const session = aliyunRecordOf(store.current(), sessionId);
      return session === null ? err(appError('input.session-unknown')) : tokens.credentials(session);
    },

    async restore(): Promise<void> {
      watches = [userAliyunConfig(places), practiceAliyunConfig(places)].map((file) =>
        files.watch(file, () => void reloadAll()),
      );
      await sessions.restore();
      await reloadAll();
    },

    async dispose(): Promise<void> {
      watches.forEach((stop) => {
        stop();
      });
      await tokens.dispose();
    },
  };
}

export type AliyunCore = ReturnType<typeof createAliyunCore>;
