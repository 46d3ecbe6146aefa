import type { AppError } from '../../../shared/model/app-error.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { AwsSessionRecord, SessionRecord } from '../../../shared/model/session.ts';
import type { CredentialService } from '../credentials/credential-service.ts';
import type { CallContext, RemovalReport, SignOutAllReport } from '../intents.ts';
import type { Log } from '../ports.ts';
import type { Provider } from '../provider.ts';
import type { TokenFiles } from '../tokens/token-file.ts';
import type { TokenService } from '../tokens/token-service.ts';
import { createCliCache, later, type CliCachePorts } from './cli-cache.ts';

export interface SignOutPorts extends CliCachePorts {
  readonly tokens: TokenService;
  readonly tokenFiles: TokenFiles;
  readonly credentials: CredentialService;
  readonly provider: Provider;
  readonly log: Log;
}

/**
 * Ends one session as `aws sso logout` ends all (protocol/aws.md §1.6): portal Logout, its token file, and the CLI's
 * cached role credentials of its roles. Nothing of another session is touched.
 */
export function createSignOutService(ports: SignOutPorts) {
  const cliCache = createCliCache(ports);

  async function signOut(session: AwsSessionRecord, context: CallContext): Promise<Result<RemovalReport>> {
    // A renewal that ended after the removal would put a token back.
    await ports.tokens.stopRenewing(session.id);
    const token = ports.tokens.held(session.id);
    if (token !== null) {
      const ended = await ports.provider.endSession(session, token.accessToken, new AbortController().signal);
      if (!ended.ok) {
        // Best effort, as the CLI does it: a session the server has forgotten is as good as ended.
        ports.log.info('sign-out.portal-failed', { code: ended.error.code });
      }
    }
    const removedToken = await ports.tokenFiles.remove(session);
    if (!removedToken.ok) {
      ports.tokens.resume(session.id);
      return removedToken;
    }
    // First the token: credentials that are being fetched with it are then not kept.
    ports.tokens.drop(session.id, null);
    const handedOutUntil = ports.credentials.forget(session.id);
    const kept = await cliCache.removeOf(session, context.environment);
    return ok({
      removed: [...(removedToken.value ? [ports.tokenFiles.pathOf(session)] : []), ...kept.removed],
      credentialsValidUntil: later(handedOutUntil, kept.validUntil),
      endsOtherTools: removedToken.value,
    });
  }

  return { signOut };
}

/** The report of a sign-out, with the end of the credentials that Latchkey has handed out itself. */
export function withHandedOut(
  report: RemovalReport,
  until: RemovalReport['credentialsValidUntil'],
): RemovalReport {
  return { ...report, credentialsValidUntil: later(report.credentialsValidUntil, until) };
}

/** Signs out of each session in turn; one that cannot be is told of, and the others are signed out all the same. */
export async function signOutOfAll(
  sessions: readonly SessionRecord[],
  signOut: (session: SessionRecord) => Promise<Result<RemovalReport>>,
): Promise<SignOutAllReport> {
  const reports: RemovalReport[] = [];
  const failed: { session: string; error: AppError }[] = [];
  for (const session of sessions) {
    const report = await signOut(session);
    if (report.ok) {
      reports.push(report.value);
    } else {
      failed.push({ session: session.name, error: report.error });
    }
  }
  return {
    removed: reports.flatMap((report) => report.removed),
    credentialsValidUntil: reports.reduce<RemovalReport['credentialsValidUntil']>(
      (latest, report) => later(latest, report.credentialsValidUntil),
      null,
    ),
    endsOtherTools: reports.some((report) => report.endsOtherTools),
    failed,
  };
}
