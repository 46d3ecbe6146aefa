import { aliyunAdministratorPages } from '../../../shared/aliyun/sites.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { MINUTE } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { ChangeConsent, ChangePreview } from '../../../shared/model/profile.ts';
import type { SessionId, SessionPhase } from '../../../shared/model/session.ts';
import { aliyunRecordOf, aliyunSessions, withPhase, type AppStore } from '../app-store.ts';
import type { Intents, RemovalReport, SignedIn } from '../intents.ts';
import type { Places } from '../places.ts';
import type { AppData } from '../app-data.ts';
import type { Cancel, Clipboard, FileStore, Hash, PracticeCloudHost, Settings } from '../ports.ts';
import type { RenewalAnnouncer } from '../renewal/renewal-events.ts';
import { endedBy, isAborted } from '../sign-in/attempt.ts';
import type { CloudSignIn } from '../sign-in/sign-in-service.ts';
import { commonFields, languageOf, oauthFields } from './aliyun-fields.ts';
import { aliyunConfigOf, practiceAliyunConfig, userAliyunConfig } from './aliyun-places.ts';
import {
  createAliyunDeliveries,
  type AliyunDeliveries,
  type AliyunDeliveryPorts,
} from './aliyun-deliveries.ts';
import { createAliyunSessions } from './aliyun-sessions.ts';
import { createCloudSso } from './cloud-sso.ts';
import { createAliyunConfigFile } from './config-file.ts';
import { createIdentityQuestions } from './identity-questions.ts';
import { createOAuthCompletion } from './oauth-completion.ts';
import { runAliyunOAuthFlow, type AliyunOAuthPorts } from './oauth-flow.ts';
import { createOAuthTokens } from './oauth-tokens.ts';
import { createPastedKeys } from './pasted-keys.ts';
import { createStsSessions } from './sts-session-service.ts';
import { createStsTokens, type StsKeys } from './sts-tokens.ts';

export interface AliyunCorePorts extends AliyunOAuthPorts {
  readonly store: AppStore;
  readonly files: FileStore;
  readonly hash: Hash;
  readonly places: Places;
  readonly settings: Settings<AppData>;
  readonly practiceCloud: PracticeCloudHost;
  readonly clipboard: Clipboard;
  readonly renewals: RenewalAnnouncer;
  /** Told whenever the token of a CloudSSO session goes, or another one comes. */
  readonly mayBeSomebodyElse: (sessionId: SessionId) => void;
  readonly credentialsOfRole: AliyunDeliveryPorts['credentialsOfRole'];
}

/** The Alibaba Cloud half of the core: its sign-ins, tokens and files. */
export function createAliyunCore(ports: AliyunCorePorts) {
  const { store, files, places } = ports;
  const configFile = createAliyunConfigFile(ports);
  const sessions = createAliyunSessions({ ...ports, configFile });
  const record = (sessionId: SessionId) => aliyunRecordOf(store.current(), sessionId);
  const pathOf = (session: AliyunSessionRecord) => aliyunConfigOf(session, places);
  const questions = createIdentityQuestions({ ...ports, change: sessions.change });
  const language = languageOf(places.environment);
  let watches: readonly Cancel[] = [];

  const following = {
    configFile,
    record,
    pathOf,
    // Tokens go only where they came from: what stands in the profile of a session with endpoints of its own counts once
    // that session has signed in, since its sign-in then wrote over whatever was there (security.md §0.5).
    mayAdopt: (session: AliyunSessionRecord) =>
      session.endpoints === null || session.practice || session.identity !== null,
    show(sessionId: SessionId, phase: SessionPhase, isSettled = false) {
      // A sign-in under way shows its own steps; what is held is shown again once it is over.
      const current = store.current().sessions.find((session) => session.record.id === sessionId)?.phase;
      if (isSettled || current?.state !== 'signing-in') {
        store.update(withPhase(sessionId, phase));
      }
    },
  };

  const tokens = createOAuthTokens({
    ...ports,
    ...following,
    profileFields: (session) => ({
      ...commonFields(session.region, language),
      ...oauthFields(session),
      site: 'china',
    }),
    onKeys: (session, keys) => void completion.check(session, keys),
  });
  const completion = createOAuthCompletion({
    ...ports,
    questions,
    accept: tokens.accept,
    record: ({ id }) => record(id),
  });
  const stsTokens = createStsTokens({ ...ports, ...following, language });
  const paste = createPastedKeys(ports.clipboard);
  const stsSessions = createStsSessions({ ...ports, paste, sessions, tokens: stsTokens, record });

  const cloudSso = createCloudSso({
    ...ports,
    ...following,
    ownProfiles: (session) => deliveries.nativeProfilesOf(session),
  });

  const deliveries: AliyunDeliveries = createAliyunDeliveries({
    ...ports,
    configFile,
    credentialsOf,
    cloudSsoFields: cloudSso.profileFields,
    changeSession(sessionId, changes) {
      sessions.change(sessionId, changes);
      const session = record(sessionId);
      if (session !== null) {
        // Under its new name the profile is found again, should it have been missed meanwhile.
        void reload(session);
      }
    },
  });

  const signIn: CloudSignIn<AliyunSessionRecord> = {
    flowOf: ({ kind }) => (kind === 'cloud-sso' ? 'device' : 'pkce'),

    // As the CLI waits (protocol/aliyun.md §1.4; security.md §0.9).
    limitOf: (session) => (session.kind === 'cloud-sso' ? cloudSso.signIn.limitOf(session) : 5 * MINUTE),

    async approve(session, attempt) {
      switch (session.kind) {
        case 'cloud-sso':
          return cloudSso.signIn.approve(session, attempt);
        case 'sts-token':
          return err(appError('sign-in.keys-needed', { session: session.name }));
        case 'oauth': {
          // A newer sign-in answers the question that an older one has left open.
          await questions.drop(session.id);
          const approved = await runAliyunOAuthFlow(ports, session, attempt);
          if (isAborted(attempt)) {
            return err(endedBy(attempt));
          }
          const { signal } = attempt.controller;
          return approved.ok
            ? ok(() => completion.complete(record(session.id) ?? session, approved.value, signal))
            : approved;
        }
      }
    },

    settle(sessionId, error) {
      const session = record(sessionId);
      if (session?.kind === 'sts-token') {
        stsTokens.settle(session, error);
      } else {
        (session?.kind === 'cloud-sso' ? cloudSso.signIn : tokens).settle(sessionId, error);
      }
    },
  };

  function reload(session: AliyunSessionRecord): Promise<void> {
    switch (session.kind) {
      case 'oauth':
        return tokens.reload(session);
      case 'cloud-sso':
        return cloudSso.tokens.reload(session);
      case 'sts-token':
        return stsTokens.reload(session);
    }
  }

  async function reloadAll(): Promise<void> {
    await Promise.all(aliyunSessions(store.current()).map(reload));
  }

  /**
   * Keys of the identity that a session signed in as. Errors: `input.session-unknown`, `identity.changed`, those of the
   * exchange.
   */
  async function credentialsOf(sessionId: SessionId): Promise<Result<StsKeys>> {
    const session = record(sessionId);
    if (session === null) {
      return err(appError('input.session-unknown'));
    }
    const refusal = questions.refusal(session);
    if (refusal !== null) {
      return refusal;
    }
    const keys =
      session.kind === 'sts-token' ? stsTokens.credentials(session) : await tokens.credentials(session);
    // It may have turned out meanwhile that they are somebody else's.
    return questions.refusal(session) ?? keys;
  }

  async function signOut(session: AliyunSessionRecord): Promise<Result<RemovalReport>> {
    if (session.kind === 'cloud-sso') {
      return cloudSso.signOut(session);
    }
    await questions.drop(session.id);
    const ended =
      session.kind === 'sts-token' ? await stsTokens.signOut(session) : await tokens.signOut(session);
    return ended.ok
      ? ok({
          removed: ended.value.removed ? [`${pathOf(session)}: ${session.profileName ?? session.name}`] : [],
          credentialsValidUntil: ended.value.until,
          endsOtherTools: ended.value.removed,
        })
      : ended;
  }

  const intents: Intents['aliyun'] = {
    async addOAuth(input, context) {
      const added = sessions.addOAuth(input, context);
      const session = added.ok ? record(added.value) : null;
      if (session !== null) {
        // What the CLI has signed in to already is taken over.
        await tokens.reload(session);
      }
      return added;
    },
    addCloudSso: (input, context) => Promise.resolve(sessions.addCloudSso(input, context)),
    addStsToken: stsSessions.add,
    replaceStsToken: (sessionId, input) => stsSessions.replace(sessionId, input),
    previewPaste: paste.preview,
    async openAdministratorPage({ site, page }) {
      const url = ports.allowUrl(null, aliyunAdministratorPages(site)[page]);
      return url.ok ? ports.browser.open(url.value) : url;
    },
    addPractice: (input) => sessions.addPractice(input),
  };

  return {
    sessions,
    intents,
    signIn,
    tokens,
    configFile,
    cloudSso,
    deliveries,
    owns: (sessionId: SessionId): boolean => record(sessionId) !== null,

    /** Whether the session has one identity and no roles to choose from. */
    hasIdentity(sessionId: SessionId): boolean {
      const kind = record(sessionId)?.kind;
      return kind === 'oauth' || kind === 'sts-token';
    },

    acceptIdentity: questions.accept,

    async previewRemoval(sessionId: SessionId): Promise<Result<ChangePreview>> {
      const session = record(sessionId);
      return session === null ? err(appError('input.session-unknown')) : sessions.previewRemoval(session);
    },

    /** Sign-out, the session's own profile, and the record. */
    async remove(
      sessionId: SessionId,
      consent: ChangeConsent,
      signOut: (session: AliyunSessionRecord) => Promise<Result<RemovalReport>>,
    ): Promise<Result<RemovalReport>> {
      const session = record(sessionId);
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
      const others = await deliveries.removeAllOf(session);
      if (!others.ok) {
        return others;
      }
      const { profileName } = session;
      const removed =
        profileName === null
          ? ok(null)
          : await configFile.change(pathOf(session), (config) =>
              ok(
                config.profiles.some(({ name, node }) => name === profileName && node !== null)
                  ? [{ profile: profileName, remove: true } as const]
                  : [],
              ),
            );
      if (!removed.ok) {
        return removed;
      }
      tokens.detach(sessionId);
      stsTokens.detach(sessionId);
      cloudSso.detach(sessionId);
      await sessions.forget(sessionId);
      const line = `${pathOf(session)}: ${profileName ?? ''}`;
      const own = removed.value?.plan.changed === true ? [line] : [];
      return ok({
        ...signedOut.value,
        removed: [...new Set([...signedOut.value.removed, ...others.value, ...own])],
      });
    },

    signOut: async (session: AliyunSessionRecord): Promise<Result<RemovalReport>> =>
      deliveries.afterSignOut(session.id, await signOut(session)),

    /** Renews tokens and keys now. Errors: `sign-in.required`, `sign-in.not-renewable`, those of the renewal. */
    async renew(session: AliyunSessionRecord): Promise<Result<SignedIn>> {
      if (session.kind !== 'oauth') {
        return err(appError('sign-in.not-renewable', { session: session.name }));
      }
      const renewed = await tokens.renew(session.id);
      return renewed.ok
        ? ok({ sessionName: session.name, accessTokenExpiresAt: renewed.value.accessTokenExpiresAt })
        : renewed;
    },

    credentialsOf,

    async restore(): Promise<void> {
      watches = [userAliyunConfig(places), practiceAliyunConfig(places)].map((file) =>
        files.watch(file, () => {
          void reloadAll();
          deliveries.changed(file);
        }),
      );
      await sessions.restore();
      await reloadAll();
      deliveries.follow();
    },

    async dispose(): Promise<void> {
      await deliveries.dispose(ports.settings.get('preferences').staticKeysOnQuit === 'remove');
      watches.forEach((stop) => {
        stop();
      });
      completion.dispose();
      stsSessions.dispose();
      stsTokens.dispose();
      cloudSso.tokens.dispose();
      await tokens.dispose();
    },
  };
}

export type AliyunCore = ReturnType<typeof createAliyunCore>;
