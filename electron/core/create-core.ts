import type { SessionId, SessionRecord } from '../../shared/model/session.ts';
import { ok, type Result } from '../../shared/model/result.ts';
import { createAccess } from './access/access.ts';
import { createAliyunCore } from './aliyun/aliyun-core.ts';
import { createAppStore, sessionOf, type AppStore } from './app-store.ts';
import { createBrowserChoices } from './browsers/browser-choices.ts';
import { createClientCommand } from './client/client-command.ts';
import { createCatalogCache } from './catalog/catalog-cache.ts';
import { createCatalogService } from './catalog/catalog-service.ts';
import { askCallerIdentity, awsRoleSource, createRoleSources } from './catalog/role-sources.ts';
import { createRoleLists } from './catalog/list-roles.ts';
import { createConsoleService } from './console/console-service.ts';
import type { CorePorts } from './core-ports.ts';
import { createCredentialService } from './credentials/credential-service.ts';
import { createCredentialUse } from './credentials/credential-use.ts';
import { allowExternalUrl } from './external-urls.ts';
import { createFoundService } from './found/found-service.ts';
import { createIdentityService } from './identity/identity-service.ts';
import { initialState } from './initial-state.ts';
import type { CallContext, Intents, RemovalReport } from './intents.ts';
import { createNetworkSettings } from './network/network-settings.ts';
import { createPreferences } from './preferences.ts';
import { createProfilesOfBothClouds } from './profiles/both-clouds.ts';
import { createBatchService } from './profiles/batch-service.ts';
import { createProfileService, type ProfileService } from './profiles/profile-service.ts';
import { createSessionWriter } from './profiles/session-writer.ts';
import { createRecentRoles } from './recent-roles.ts';
import { createRenewalEvents, type RenewalEvents } from './renewal/renewal-events.ts';
import { createSessionEdit } from './sessions/session-edit.ts';
import { createSessionRemoval } from './sessions/session-removal.ts';
import { createSessionRename } from './sessions/session-rename.ts';
import { createSessionService, refusedOnFallback } from './sessions/session-service.ts';
import { createAwsSignIn } from './sign-in/aws-sign-in.ts';
import { renewNow } from './sign-in/renew-now.ts';
import { createRegistrations } from './sign-in/registrations.ts';
import { createSignInService } from './sign-in/sign-in-service.ts';
import { createSignOutService, signOutOfAll, withHandedOut } from './sign-in/sign-out-service.ts';
import { createStaticKeeper } from './static-keys/static-keeper.ts';
import { createTokenFiles } from './tokens/token-file.ts';
import { createTokenService } from './tokens/token-service.ts';

export interface Core {
  readonly intents: Intents;
  readonly store: AppStore;
  readonly renewals: RenewalEvents;
  /** Reads what was there at the last run: sessions, tokens, the practice cloud. The tray is up before this. */
  restore(): Promise<void>;
  /** Ends what runs by itself: sign-ins, listings, timers, the watching of files. */
  dispose(): Promise<void>;
}

/** All use cases over the ports; the whole of main but for Electron. */
export function createCore(ports: CorePorts): Core {
  const { settings, provider, places } = ports;
  const store = createAppStore(initialState(ports), ports.clock);
  const command = createClientCommand({ ...ports, store });
  const tokenFiles = createTokenFiles(ports.files, ports.hash, places);
  const identities = createIdentityService({
    ...ports,
    store,
    callerIdentity: askCallerIdentity(provider, ports.aliyunProvider),
  });
  const { mayBeSomebodyElse } = identities;
  const renewals = createRenewalEvents();
  const registrations = createRegistrations(ports);
  const { forgetClient } = registrations;
  const tokens = createTokenService({
    ...ports,
    store,
    tokenFiles,
    renewals,
    mayBeSomebodyElse,
    forgetClient,
  });
  const aliyun = createAliyunCore({
    ...ports,
    provider: ports.aliyunProvider,
    store,
    page: ports.callbackPage,
    allowUrl,
    renewals,
    mayBeSomebodyElse,
    credentialsOfRole: (role, leastLife) => credentials.ofRole(role, leastLife),
  });
  const sources = createRoleSources({
    ...ports,
    store,
    aws: awsRoleSource(tokens, provider),
    cloudSso: aliyun.cloudSso.roles.source,
  });
  const catalog = createCatalogService({
    ...ports,
    store,
    sources,
    cache: createCatalogCache(ports.files, places, ports.log),
  });
  const credentials = createCredentialService({ ...ports, store, sources, catalog, identities });
  const recents = createRecentRoles({ ...ports, store, catalog });
  const access = createAccess({ ...ports, store, catalog });
  const sessions = createSessionService({ ...ports, store, tokens });
  const found = createFoundService({ ...ports, store, sessions, tokenFiles });
  const signOuts = createSignOutService({ ...ports, store, tokens, tokenFiles, catalog, credentials });
  const profiles: ProfileService = createProfileService({
    ...ports,
    store,
    catalog,
    credentialsOf: (role) => use.ofRole(role),
    onKeys: (saved) => staticKeys.adopt(saved),
  });
  const use = createCredentialUse({
    ...ports,
    store,
    credentials,
    aliyun,
    profiles,
    guard: access.guard,
    remember: recents.remember,
  });
  const staticKeys = createStaticKeeper({
    ...ports,
    store,
    journal: profiles.journal,
    credentialsOf: (role, leastLife) => credentials.ofRole(role, leastLife),
  });
  const batches = createBatchService({ ...ports, store, catalog, profiles, access: access.changes });
  const signIns = createSignInService({
    ...ports,
    store,
    aws: createAwsSignIn({
      ...ports,
      store,
      tokens,
      registrations,
      page: ports.callbackPage,
      learnPortal: (sessionId, portalUrl) => void sessions.change(sessionId, { portalUrl }),
      allowUrl,
    }),
    aliyun: aliyun.signIn,
    refuse: (session) => (ports.about.runtime === 'fallback' ? refusedOnFallback(session) : null),
  });
  const sessionRename = createSessionRename({
    ...ports,
    store,
    catalog,
    sessions,
    profiles,
    signIns,
    tokens,
    tokenFiles,
    registrations,
  });
  const bothClouds = createProfilesOfBothClouds(profiles, aliyun.deliveries);
  const consoles = createConsoleService({
    ...ports,
    store,
    findProfile: profiles.find,
    credentialsOf: use.ofRole,
    allowUrl,
    remember: recents.remember,
    guard: access.guard.check,
  });

  function allowUrl(session: SessionRecord | null, url: string) {
    const origins = (of: SessionRecord) =>
      of.cloud === 'aws' ? provider.origins(of) : ports.aliyunProvider.origins(of);
    return allowExternalUrl(url, {
      practiceOrigin: store.current().practice?.origin ?? null,
      sessionOrigins: session?.endpoints == null ? [] : origins(session),
    });
  }

  async function signOut(session: SessionRecord, context: CallContext): Promise<Result<RemovalReport>> {
    await signIns.stop(session.id);
    if (session.cloud === 'aliyun') {
      const signedOut = await aliyun.signOut(session);
      return signedOut.ok ? ok(withHandedOut(signedOut.value, credentials.forget(session.id))) : signedOut;
    }
    const signedOut = await signOuts.signOut(session, context);
    return staticKeys.afterSignOut(session.id, signedOut);
  }

  /** What goes by the listing of a session that is no more. */
  async function forgetRoles(sessionId: SessionId): Promise<void> {
    await catalog.forget(sessionId);
    recents.forget(sessionId);
    access.forget(sessionId);
  }

  const removals = createSessionRemoval({
    ...ports,
    store,
    sessions,
    catalog,
    signOut,
    removeProfiles: profiles.removeAllOf,
    forgetRegistrations: registrations.forgetAll,
    forgetRecents: (sessionId) => {
      recents.forget(sessionId);
      access.forget(sessionId);
    },
  });

  const intents: Intents = {
    state: { current: store.current, subscribe: store.subscribe },

    sessions: {
      addAws: sessions.addAws,
      addPractice: (input) => sessions.addPractice(input),
      ...sessionRename,
      find(name) {
        const found = sessions.find(name);
        return found.ok ? ok(found.value.id) : found;
      },
      previewRemoval: (sessionId, context) =>
        aliyun.owns(sessionId) ? aliyun.previewRemoval(sessionId) : removals.preview(sessionId, context),
      remove: (sessionId, consent, context) =>
        aliyun.owns(sessionId)
          ? aliyun
              .remove(sessionId, consent, (session) => signOut(session, context))
              .then((removed) => (removed.ok ? forgetRoles(sessionId).then(() => removed) : removed))
          : removals.remove(sessionId, consent, context),
    },

    sessionSettings: createSessionEdit({
      ...ports,
      store,
      sessions,
      tokens,
      registrations,
      catalog,
      writer: createSessionWriter({ ...ports, store }),
      signOut,
    }),

    aliyun: aliyun.intents,

    signIn: {
      async start(request, context, onProgress = () => undefined) {
        const cancel = () => signIns.cancel(request.sessionId);
        context.signal?.addEventListener('abort', cancel, { once: true });
        const outcome = await signIns.start(request, onProgress);
        context.signal?.removeEventListener('abort', cancel);
        if (outcome.ok) {
          // Listing goes on by itself; AppState tells how far it is.
          void catalog.refresh(request.sessionId, { afresh: true });
        }
        return outcome;
      },
      cancel: signIns.cancel,
      pasteCallback: (sessionId, text) => Promise.resolve(signIns.pasteCallback(sessionId, text)),
      renew: (sessionId) => renewNow(sessionId, { store, tokens, aliyun }),
      copyLink: signIns.copyLink,
      openLink: signIns.openLink,
      async signOut(sessionId, context) {
        const session = sessionOf(store.current(), sessionId);
        return session.ok ? signOut(session.value, context) : session;
      },
      async signOutAll(context) {
        const records = store.current().sessions.map(({ record }) => record);
        return ok(await signOutOfAll(records, (session) => signOut(session, context)));
      },
    },

    catalog: {
      read: catalog.read,
      subscribe: catalog.subscribe,
      refresh: (sessionId) => catalog.refresh(sessionId),
      roles: createRoleLists({ store, catalog }),
    },

    credentials: use.intents,

    profiles: {
      ...bothClouds,
      suggest: (role) => profiles.suggest(role),
      preview: profiles.preview,
      async save(input, digest, context) {
        const allowed = identities.refusal(input.sessionId) ?? (await access.guard.checkSave(input, context));
        return allowed.ok ? profiles.save(input, digest, context) : allowed;
      },
      async saveAliyun(input, consent, context) {
        const confirmed = context.confirmed === true || consent.confirmed;
        const allowed =
          identities.refusal(input.sessionId) ??
          (await access.guard.checkSave(input, { ...context, confirmed }));
        return allowed.ok ? bothClouds.saveAliyun(input, consent, context) : allowed;
      },
      details: profiles.details,
      ...batches,
      generate: async (input, consent, context) =>
        identities.refusal(input.sessionId) ?? batches.generate(input, consent, context),
    },

    console: { open: consoles.open },

    found,
    identity: {
      accept: async (sessionId) =>
        aliyun.hasIdentity(sessionId) ? aliyun.acceptIdentity(sessionId) : identities.accept(sessionId),
    },
    browsers: createBrowserChoices({ ...ports, store }),
    network: createNetworkSettings({ ...ports, store }),

    preferences: createPreferences({
      ...ports,
      store,
      onFilesMoved: () => {
        profiles.follow();
        void found.follow();
      },
    }),

    ...access.intents,

    app: { openWindow: ports.openWindow, quit: ports.quit },
  };

  return {
    intents,
    store,
    renewals,
    async restore() {
      await command.refresh();
      await sessions.restore();
      await aliyun.restore();
      profiles.follow();
      staticKeys.follow();
      await found.follow();
      await access.restore();
    },
    async dispose() {
      for (const { record } of store.current().sessions) {
        signIns.cancel(record.id);
      }
      access.dispose();
      await catalog.dispose();
      credentials.dispose();
      identities.dispose();
      profiles.dispose();
      await staticKeys.dispose(settings.get('preferences').staticKeysOnQuit === 'remove');
      found.dispose();
      await tokens.dispose();
      await aliyun.dispose();
    },
  };
}
