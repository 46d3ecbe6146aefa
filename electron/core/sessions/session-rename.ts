import type { TokenFile } from '../../../shared/config-files/sso-cache.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { ChangeConsent, ChangePreview } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, AwsSessionRecord } from '../../../shared/model/session.ts';
import { validateSessionName } from '../../../shared/start-url/index.ts';
import type { RenamedSession } from '../app-data.ts';
import { awsSessionOf } from '../app-store.ts';
import type { CallContext } from '../intents.ts';
import { awsFilesOf } from '../places.ts';
import type { ChangePlan, FilePlan } from '../profiles/change-plan.ts';
import { planSessionRename } from '../profiles/plans/plan-rename.ts';
import type { ProfileService } from '../profiles/profile-service.ts';
import { createCliCache, type CliCachePorts } from '../sign-in/cli-cache.ts';
import type { Registrations } from '../sign-in/registrations.ts';
import type { SignInService } from '../sign-in/sign-in-service.ts';
import type { TokenFiles } from '../tokens/token-file.ts';
import type { TokenService } from '../tokens/token-service.ts';
import type { SessionService } from './session-service.ts';

export interface SessionRenamePorts extends CliCachePorts {
  readonly sessions: SessionService;
  readonly profiles: ProfileService;
  readonly signIns: SignInService;
  readonly tokens: TokenService;
  readonly tokenFiles: TokenFiles;
  readonly registrations: Registrations;
}

/**
 * Gives a session another name everywhere: its section and our profiles in one transaction, then its token, which lies
 * under the name (protocol/aws.md §4.1), its registrations and the CLI's cached role credentials.
 */
export function createSessionRename(ports: SessionRenamePorts) {
  const { store, places, sessions, profiles, signIns, tokens, tokenFiles, registrations } = ports;
  const cliCache = createCliCache(ports);

  /** Errors: `input.session-unknown`, `input.session-name-invalid`, `input.session-name-taken`. */
  function check(
    sessionId: SessionId,
    newName: string,
  ): Result<{ from: AwsSessionRecord; to: AwsSessionRecord }> {
    const found = awsSessionOf(store.current(), sessionId);
    if (!found.ok) {
      return found;
    }
    const name = validateSessionName(newName);
    if (!name.ok) {
      return name;
    }
    return store.current().sessions.some(({ record }) => record.name === name.value)
      ? err(appError('input.session-name-taken', { name: name.value }))
      : ok({ from: found.value, to: { ...found.value, name: name.value } });
  }

  function planOf(from: AwsSessionRecord, to: AwsSessionRecord, context: CallContext): ChangePlan {
    const { config } = awsFilesOf(from, places, context.environment);
    const others = profiles.journal.managedOf(from.id).map((entry) => entry.file);
    const plans = [...new Set([config, ...others])].map((file): FilePlan => ({
      file,
      kind: 'config',
      plan: (text) =>
        planSessionRename(text, from, to.name, (section) => profiles.journal.isManaged(file, section)),
    }));
    const [first, ...more] = plans;
    return {
      change: 'rename-session',
      profileName: to.name,
      sessionId: from.id,
      claims: [],
      files:
        first === undefined
          ? [{ file: config, kind: 'config', plan: () => ok({ edits: [] }) }]
          : [first, ...more],
      warnings: [],
      renamed: { sessionId: from.id, from: from.name, to: to.name },
    };
  }

  /**
   * The token under the new name; the old one is still there. Null where the session has none to move. What another tool
   * keeps under either name stays (protocol/aws.md §4.1). Errors: `input.session-name-taken`.
   */
  async function copyToken(from: AwsSessionRecord, to: AwsSessionRecord): Promise<Result<TokenFile | null>> {
    const held = tokens.held(from.id);
    if (held === null || tokenFiles.pathOf(from) === tokenFiles.pathOf(to)) {
      return ok(null);
    }
    const there = await tokenFiles.read(to);
    if (!there.ok) {
      return there;
    }
    // A copy of our own is what a renaming left that did not come to its end.
    if (there.value.fingerprint !== null && there.value.token?.clientId !== held.clientId) {
      return err(appError('input.session-name-taken', { name: to.name }));
    }
    const stored = await tokenFiles.read(from);
    if (!stored.ok) {
      return stored;
    }
    const { token } = stored.value;
    return token === null ? ok(null) : tokenFiles.write(to, token, () => false);
  }

  /** Record, registrations and caches follow; the old token goes last, so that there is one at every moment. */
  async function moveOver(from: AwsSessionRecord, to: AwsSessionRecord): Promise<void> {
    const hasToken = tokens.held(from.id) !== null;
    sessions.change(from.id, { name: to.name });
    await registrations.move(from, to);
    if (hasToken && tokenFiles.pathOf(from) !== tokenFiles.pathOf(to)) {
      await tokenFiles.remove(from);
    }
    await cliCache.removeOf(from);
    tokens.resume(from.id);
    await tokens.lookAgain(from.id);
  }

  profiles.onSessionRenamed((renamed: RenamedSession) => {
    const session = awsSessionOf(store.current(), renamed.sessionId);
    if (session.ok && session.value.name === renamed.from) {
      // The renaming ended with the files: the session never got its new name.
      return ok(() => Promise.resolve());
    }
    const checked = check(renamed.sessionId, renamed.from);
    if (!checked.ok) {
      return checked;
    }
    const { from, to } = checked.value;
    return ok(async () => {
      await signIns.stop(from.id);
      await tokens.stopRenewing(from.id);
      await copyToken(from, to);
      await moveOver(from, to);
    });
  });

  return {
    async previewRename(
      sessionId: SessionId,
      newName: string,
      context: CallContext,
    ): Promise<Result<ChangePreview>> {
      const checked = check(sessionId, newName);
      return checked.ok
        ? profiles.writer.preview(planOf(checked.value.from, checked.value.to, context))
        : checked;
    },

    async rename(
      sessionId: SessionId,
      newName: string,
      consent: ChangeConsent,
      context: CallContext,
    ): Promise<Result<ChangePreview>> {
      const checked = check(sessionId, newName);
      if (!checked.ok) {
        return checked;
      }
      const { from, to } = checked.value;
      // Nothing is stopped or moved for a change that must be asked about first.
      const previewed = await profiles.writer.preview(planOf(from, to, context));
      const [question] = previewed.ok ? previewed.value.asks : [];
      if (!previewed.ok || (question !== undefined && !consent.confirmed)) {
        return previewed.ok ? err(question ?? appError('app.internal')) : previewed;
      }
      await signIns.stop(sessionId);
      await tokens.stopRenewing(sessionId);
      const copied = await copyToken(from, to);
      const changed = copied.ok ? await profiles.apply(planOf(from, to, context), consent) : copied;
      if (!changed.ok) {
        if (copied.ok && copied.value !== null) {
          await tokenFiles.remove(to);
        }
        tokens.resume(sessionId);
        return changed;
      }
      await moveOver(from, to);
      return changed;
    },
  };
}
