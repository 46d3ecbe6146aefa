import { appError } from '../../../shared/model/app-error.ts';
import type { ChangePreview } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, AwsSessionRecord } from '../../../shared/model/session.ts';
import { awsSessionOf, type AppStore } from '../app-store.ts';
import type { CatalogService } from '../catalog/catalog-service.ts';
import type { CallContext, ChangedSession, Intents, RemovalReport, SessionChanges } from '../intents.ts';
import type { SessionWriter } from '../profiles/session-writer.ts';
import type { Provider } from '../provider.ts';
import type { Registrations } from '../sign-in/registrations.ts';
import type { TokenService } from '../tokens/token-service.ts';
import { checkDuration, checkVariant, readAddress, readScopes, type Address } from './session-input.ts';
import type { SessionService } from './session-service.ts';

export interface SessionEditPorts {
  readonly store: AppStore;
  readonly sessions: SessionService;
  readonly tokens: TokenService;
  readonly registrations: Registrations;
  readonly catalog: CatalogService;
  readonly provider: Pick<Provider, 'isOwnDomain' | 'resolvePortal'>;
  readonly writer: SessionWriter;
  /** Ends a sign-in under way, and gives up the token. */
  readonly signOut: (session: AwsSessionRecord, context: CallContext) => Promise<Result<RemovalReport>>;
}

interface PlannedEdit {
  readonly before: AwsSessionRecord;
  readonly after: AwsSessionRecord;
  /** Another portal: token, accounts and identity are of the old one. */
  readonly moved: boolean;
}

/** Changes of a session after it was added: checked as a new one is, with the files and the token brought along. */
export function createSessionEdit(ports: SessionEditPorts): Intents['sessionSettings'] {
  const { store, sessions, tokens, writer } = ports;

  function phaseOf(sessionId: SessionId) {
    return store.current().sessions.find(({ record }) => record.id === sessionId)?.phase;
  }

  async function addressOf(
    record: AwsSessionRecord,
    { startUrl, region }: SessionChanges,
    context: CallContext,
  ): Promise<Result<Address>> {
    if (startUrl === undefined && region === undefined) {
      return ok({ startUrl: record.startUrl, region: record.region });
    }
    const signal = context.signal ?? new AbortController().signal;
    const typed = { kind: record.kind, startUrl: startUrl ?? record.startUrl, endpoints: record.endpoints };
    const read = await readAddress(ports.provider, { ...typed, region: region ?? null }, signal);
    // A new start URL that tells no region stays in the old one.
    return !read.ok && read.error.code === 'input.region-missing' && region === undefined
      ? readAddress(ports.provider, { ...typed, region: record.region }, signal)
      : read;
  }

  async function plan(
    sessionId: SessionId,
    changes: SessionChanges,
    context: CallContext,
  ): Promise<Result<PlannedEdit>> {
    const found = awsSessionOf(store.current(), sessionId);
    if (!found.ok) {
      return found;
    }
    const before = found.value;
    const placed = changes.startUrl !== undefined || changes.region !== undefined;
    if (before.practice && (placed || changes.endpointVariant !== undefined)) {
      return err(appError('input.practice-fixed'));
    }
    const address = await addressOf(before, changes, context);
    if (!address.ok) {
      return address;
    }
    const scopes = changes.scopes === undefined ? ok(before.scopes) : readScopes(before.kind, changes.scopes);
    if (!scopes.ok) {
      return scopes;
    }
    const endpointVariant = { ...before.endpointVariant, ...changes.endpointVariant };
    const sessionDuration =
      changes.sessionDuration === undefined ? before.sessionDuration : changes.sessionDuration;
    const moved = address.value.startUrl !== before.startUrl || address.value.region !== before.region;
    const after: AwsSessionRecord = {
      ...before,
      ...address.value,
      scopes: scopes.value,
      flow: changes.flow ?? before.flow,
      endpointVariant,
      sessionDuration,
      ...(moved ? { portalUrl: null, identity: null } : {}),
    };
    for (const check of [
      checkVariant(before.endpoints, endpointVariant),
      checkDuration(sessionDuration),
      sessions.checkTokenFile(after),
    ]) {
      if (!check.ok) {
        return check;
      }
    }
    return ok({ before, after, moved });
  }

  function changedWith({ before, moved }: PlannedEdit, files: ChangePreview | null): ChangedSession {
    const shown = files !== null && files.diff.length > 0 ? files : null;
    return { files: shown, signsOut: moved && tokens.held(before.id) !== null };
  }

  async function preview(planned: PlannedEdit): Promise<Result<ChangedSession>> {
    const files = await writer.previewChange(planned.before, planned.after);
    return files.ok ? ok(changedWith(planned, files.value)) : files;
  }

  /** Leaves the old portal behind: its token, and whatever hangs on it. Errors: `sign-in.sign-out-first`. */
  async function leave(
    { before }: PlannedEdit,
    signsOut: boolean,
    allowed: boolean,
    context: CallContext,
  ): Promise<Result<void>> {
    if (signsOut && !allowed) {
      return err(appError('sign-in.sign-out-first', { session: before.name }));
    }
    if (signsOut || phaseOf(before.id)?.state === 'signing-in') {
      const left = await ports.signOut(before, context);
      if (!left.ok) {
        return left;
      }
    }
    await ports.catalog.clear(before.id);
    return ok(undefined);
  }

  return {
    async previewEdit(sessionId, changes, context) {
      const planned = await plan(sessionId, changes, context);
      return planned.ok ? preview(planned.value) : planned;
    },

    async edit(sessionId, changes, { signOut, ...consent }, context) {
      const planned = await plan(sessionId, changes, context);
      if (!planned.ok) {
        return planned;
      }
      const { before, after, moved } = planned.value;
      // What the files would refuse is known before anything is given up.
      const previewed = await preview(planned.value);
      if (!previewed.ok) {
        return previewed;
      }
      const { files, signsOut } = previewed.value;
      if (files !== null && consent.digest !== null && consent.digest !== files.digest) {
        return err(appError('config.changed-on-disk', { file: files.file }));
      }
      if (moved) {
        const left = await leave(planned.value, signsOut, signOut, context);
        if (!left.ok) {
          return left;
        }
      }
      const written = await writer.writeChange(before, after, consent);
      if (!written.ok) {
        return written;
      }
      if (moved || JSON.stringify(after.scopes) !== JSON.stringify(before.scopes)) {
        await ports.registrations.forgetAll(before);
      }
      const { id: _, name: __, createdAt: ___, ...values } = after;
      const changed = sessions.change(sessionId, values);
      if (!changed.ok) {
        return changed;
      }
      if (moved) {
        await tokens.lookAgain(sessionId);
      }
      const phase = phaseOf(sessionId);
      if (phase !== undefined && phase.state !== 'signing-in') {
        tokens.settle(sessionId, phase.error);
      }
      return ok({ ...changedWith(planned.value, written.value), signsOut });
    },

    async previewSection(sessionId, context) {
      const session = sectioned(sessionId);
      return session.ok ? writer.previewSection(session.value, context) : session;
    },

    async writeSection(sessionId, consent, context) {
      const session = sectioned(sessionId);
      return session.ok ? writer.writeSection(session.value, consent, context) : session;
    },
  };

  /** Errors: `input.legacy-has-no-section`. */
  function sectioned(sessionId: SessionId): Result<AwsSessionRecord> {
    const session = awsSessionOf(store.current(), sessionId);
    return session.ok && session.value.kind === 'legacy'
      ? err(appError('input.legacy-has-no-section', { session: session.value.name }))
      : session;
  }
}
