import { appError } from '../../shared/model/app-error.ts';
import type { AliyunSessionRecord } from '../../shared/model/aliyun-session.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';
import type { AwsSessionRecord, SessionId, SessionPhase, SessionRecord } from '../../shared/model/session.ts';
import type { CatalogView } from '../../shared/model/catalog.ts';
import type { Clock } from './ports.ts';

/** The one place where `AppState` lives. Listeners hear of changes once per turn, with the newest state. */
export interface AppStore {
  current(): AppState;
  /** Replaces parts of the state; version and time are added here. */
  update(change: (state: AppState) => Partial<AppState>): void;
  subscribe(listener: (state: AppState) => void): () => void;
}

export function createAppStore(initial: Omit<AppState, 'version' | 'now'>, clock: Clock): AppStore {
  let state: AppState = { ...initial, version: 1, now: clock.now() };
  const listeners = new Set<(state: AppState) => void>();
  let announced = true;

  function announce(): void {
    if (!announced) {
      return;
    }
    announced = false;
    queueMicrotask(() => {
      announced = true;
      for (const listener of [...listeners]) {
        listener(state);
      }
    });
  }

  return {
    current: () => state,
    update(change) {
      state = { ...state, ...change(state), version: state.version + 1, now: clock.now() };
      announce();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The record of a session, or null where it has been removed meanwhile. */
export function recordOf(state: AppState, sessionId: SessionId): SessionRecord | null {
  return state.sessions.find((session) => session.record.id === sessionId)?.record ?? null;
}

/** The record of a session. Errors: `input.session-unknown`, without a name: nobody knows it by its id. */
export function sessionOf(state: AppState, sessionId: SessionId): Result<SessionRecord> {
  const record = recordOf(state, sessionId);
  return record === null ? err(appError('input.session-unknown')) : ok(record);
}

/** The record of an AWS session, or null where there is none of that id. */
export function awsRecordOf(state: AppState, sessionId: SessionId): AwsSessionRecord | null {
  const record = recordOf(state, sessionId);
  return record?.cloud === 'aws' ? record : null;
}

/** The record of an AWS session. Errors: `input.session-unknown`; those of another cloud are none to who asks. */
export function awsSessionOf(state: AppState, sessionId: SessionId): Result<AwsSessionRecord> {
  const record = awsRecordOf(state, sessionId);
  return record === null ? err(appError('input.session-unknown')) : ok(record);
}

/** The record of a session of Alibaba Cloud, or null where there is none of that id. */
export function aliyunRecordOf(state: AppState, sessionId: SessionId): AliyunSessionRecord | null {
  const record = recordOf(state, sessionId);
  return record?.cloud === 'aliyun' ? record : null;
}

/** The sessions of Alibaba Cloud of a state. */
export function aliyunSessions(state: AppState): readonly AliyunSessionRecord[] {
  return state.sessions.flatMap(({ record }) => (record.cloud === 'aliyun' ? [record] : []));
}

/** The AWS sessions of a state. */
export function awsSessions(state: AppState): readonly AwsSessionRecord[] {
  return state.sessions.flatMap(({ record }) => (record.cloud === 'aws' ? [record] : []));
}

/** Replaces the record of a session; nothing if it is gone. */
export function withRecord(record: SessionRecord): (state: AppState) => Partial<AppState> {
  return (state) => ({
    sessions: state.sessions.map((session) =>
      session.record.id === record.id ? { ...session, record } : session,
    ),
  });
}

/** Puts a session into another phase; nothing if it is gone. */
export function withPhase(sessionId: SessionId, phase: SessionPhase): (state: AppState) => Partial<AppState> {
  return (state) => ({
    sessions: state.sessions.map((session) =>
      session.record.id === sessionId ? { ...session, phase } : session,
    ),
  });
}

/** Sets the catalogue part of a session. */
export function withCatalog(sessionId: SessionId, view: CatalogView): (state: AppState) => Partial<AppState> {
  return (state) => ({ catalogs: { ...state.catalogs, [sessionId]: view } });
}
