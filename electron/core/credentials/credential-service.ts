import { appError } from '../../../shared/model/app-error.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { CredentialsView, RoleCredentials } from '../../../shared/model/credentials.ts';
import { addMillis, MINUTE, type Instant, type Millis } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AppStore } from '../app-store.ts';
import type { CatalogService } from '../catalog/catalog-service.ts';
import { listedRecordOf } from '../catalog/listed-sessions.ts';
import type { RoleSource } from '../catalog/role-source.ts';
import type { Cancel, Clock, Log, Scheduler } from '../ports.ts';
import type { IdentityService } from '../identity/identity-service.ts';
import { SingleFlight } from '../single-flight.ts';

/** Less than this is fetched anew, so that readers with a window of 15 min do not ask on every request (protocol/aws.md §7.1). */
const leastLife = 15 * MINUTE;

export interface CredentialPorts {
  readonly store: AppStore;
  readonly sources: RoleSource;
  readonly catalog: CatalogService;
  readonly identities: IdentityService;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: Log;
}

interface Held {
  readonly role: RoleRef;
  readonly credentials: RoleCredentials;
  /** Of the session's identity, when they were fetched. */
  readonly generation: number;
  /** Lets the log write them again, once they are worth nothing. */
  readonly releases: readonly Cancel[];
}

/**
 * Role credentials: asked for on demand, one call however many ask, in memory until they end (security.md §3.2.6). None
 * are handed out or kept while it is open whose they are: `identity.changed`.
 */
export interface CredentialService {
  /** With at least 15 minutes of life, or as much as is asked for, where the server gives as much. */
  ofRole(role: RoleRef, atLeast?: Millis): Promise<Result<RoleCredentials>>;
  /** Drops what is held for a session; gives the latest instant until which something handed out stays valid. */
  forget(sessionId: SessionId): Instant | null;
  /** Ends the timer that drops what has expired. */
  dispose(): void;
}

export function createCredentialService(ports: CredentialPorts): CredentialService {
  const { store, sources, catalog, identities, clock, scheduler, log } = ports;
  const held = new Map<string, Held>();
  const fetching = new SingleFlight<string, Result<RoleCredentials>>();
  let sweep: Cancel | null = null;

  function publish(): void {
    const credentials: CredentialsView[] = [...held.values()].map((entry) => ({
      sessionId: entry.role.sessionId,
      accountId: entry.role.accountId,
      roleName: entry.role.roleName,
      expiresAt: entry.credentials.expiresAt,
    }));
    store.update(() => ({ credentials }));
    sweep?.();
    sweep = null;
    const ends = credentials.map((entry) => entry.expiresAt);
    if (ends.length > 0) {
      const next = ends.reduce((earliest, end) => (end < earliest ? end : earliest));
      sweep = scheduler.at(next, dropExpired);
    }
  }

  function dropExpired(): void {
    const now = clock.now();
    for (const [key, entry] of held) {
      if (entry.credentials.expiresAt <= now) {
        letGo(key, entry);
      }
    }
    publish();
  }

  function letGo(key: string, entry: Held): void {
    held.delete(key);
    entry.releases.forEach((release) => release());
  }

  async function fetchOnce(key: string, role: RoleRef): Promise<Result<RoleCredentials>> {
    const controller = new AbortController();
    const { signal } = controller;
    let generation = identities.generation(role.sessionId);
    const isOver = (): boolean =>
      listedRecordOf(store.current(), role.sessionId) === null ||
      !sources.isSignedIn(role.sessionId) ||
      // Somebody has signed in meanwhile.
      identities.generation(role.sessionId) !== generation;
    const fetched = await sources.credentials(role, {
      signal,
      paced(request) {
        generation = identities.generation(role.sessionId);
        return catalog.paced(role.sessionId, 'user', signal, request);
      },
    });
    if (!fetched.ok) {
      return fetched;
    }
    const session = listedRecordOf(store.current(), role.sessionId);
    if (session === null || isOver()) {
      return err(appError('app.cancelled'));
    }
    const checked = await identities.check(session, fetched.value);
    if (!checked.ok) {
      return checked;
    }
    if (isOver()) {
      return err(appError('app.cancelled'));
    }
    const { secretAccessKey, sessionToken } = fetched.value;
    held.get(key)?.releases.forEach((release) => release());
    held.set(key, {
      role,
      credentials: fetched.value,
      generation,
      releases: [log.protect(secretAccessKey), log.protect(sessionToken)],
    });
    publish();
    return fetched;
  }

  return {
    ofRole(role, atLeast = leastLife) {
      const key = `${role.sessionId} ${role.accountId} ${role.roleName}`;
      const refusal = identities.refusal(role.sessionId);
      if (refusal !== null) {
        return Promise.resolve(refusal);
      }
      const known = held.get(key);
      const isGood =
        known?.generation === identities.generation(role.sessionId) &&
        known.credentials.expiresAt >= addMillis(clock.now(), atLeast);
      if (isGood) {
        return Promise.resolve(ok(known.credentials));
      }
      // A call under way for the person before must not answer this one.
      const flight = `${key} ${identities.generation(role.sessionId)}`;
      return fetching.run(flight, () => fetchOnce(key, role));
    },

    forget(sessionId) {
      let latest: Instant | null = null;
      for (const [key, entry] of held) {
        if (entry.role.sessionId === sessionId) {
          letGo(key, entry);
          latest =
            latest === null || entry.credentials.expiresAt > latest ? entry.credentials.expiresAt : latest;
        }
      }
      publish();
      return latest;
    },

    dispose() {
      sweep?.();
    },
  };
}
