import type { AwsFiles } from '../../../shared/config-files/aws-config.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { SessionSection } from '../../../shared/model/found.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, AwsSessionRecord } from '../../../shared/model/session.ts';
import { validateRegion } from '../../../shared/start-url/index.ts';
import type { AppData, SeenSection } from '../app-data.ts';
import { awsRecordOf, awsSessions, type AppStore } from '../app-store.ts';
import type { Settings } from '../ports.ts';

import { profileSection, sessionSection } from '../profiles/plans/sections.ts';
import type { SessionService } from '../sessions/session-service.ts';
import { isSamePortal } from '../tokens/token-origin.ts';
import { describedSessions } from './found-config.ts';

/** Where a sign-in is, as a file or a record says it. */
type Place = Pick<AwsSessionRecord, 'startUrl' | 'region'>;

/**
 * Compares what the user's config file says of each session with what Latchkey remembers. The `aws` command corrects the
 * region of a section by itself (protocol/aws.md §1.4), so a new region of the same portal is followed; another portal
 * would take the session's name, and its token, to somebody else's sign-in, so the user is asked.
 */
export function createSessionSections({
  store,
  settings,
  sessions,
  isManaged,
}: {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly sessions: SessionService;
  readonly isManaged: (file: string, section: string) => boolean;
}) {
  function seenOf(sessionId: SessionId): SeenSection | null {
    return settings.get('sectionsSeen')[sessionId] ?? null;
  }

  /** What file and record last agreed on; what differs later has changed since, on one side or the other. */
  function remember(sessionId: SessionId, seen: SeenSection | null): void {
    const before = seenOf(sessionId);
    if (JSON.stringify(before) === JSON.stringify(seen)) {
      return;
    }
    const others = Object.entries(settings.get('sectionsSeen')).filter(([id]) => id !== sessionId);
    settings.set('sectionsSeen', Object.fromEntries(seen === null ? others : [...others, [sessionId, seen]]));
  }

  /** What is wrong between record and file; null where nothing is. */
  async function compare(
    session: AwsSessionRecord,
    place: (Place & { readonly problem: AppError | null }) | null,
    managed: boolean,
  ): Promise<AppError | null> {
    const seen = seenOf(session.id);
    const { id, name } = session;
    if (place === null) {
      // Legacy profiles are no section that anything hangs on. A section of ours that an undo took away was not taken away by somebody else.
      if (seen === null || session.kind === 'legacy' || (seen.managed && !managed)) {
        remember(id, null);
        return null;
      }
      return appError('config.session-gone', { session: name });
    }
    if (place.problem !== null) {
      return place.problem;
    }
    const samePortal = isSamePortal(place.startUrl, session.startUrl);
    if (samePortal && place.region === session.region) {
      remember(id, { startUrl: place.startUrl, region: place.region, managed });
      return null;
    }
    const changedInFileAlone =
      seen !== null && seen.region === session.region && seen.region !== place.region;
    const isSigningIn =
      store.current().sessions.find(({ record }) => record.id === id)?.phase.state === 'signing-in';
    if (samePortal && changedInFileAlone && !isSigningIn && validateRegion(place.region).ok) {
      await sessions.moveTo(id, { startUrl: session.startUrl, region: place.region });
      remember(id, { startUrl: place.startUrl, region: place.region, managed });
      return null;
    }
    return appError('config.session-differs', {
      session: name,
      startUrl: place.startUrl,
      region: place.region,
    });
  }

  return {
    /** Follows what may be followed, and publishes the rest for each session. */
    async follow(file: string, parsed: AwsFiles): Promise<void> {
      const sections: Record<string, SessionSection> = {};
      for (const record of awsSessions(store.current())) {
        if (record.practice) {
          continue;
        }
        const described = describedIn(parsed, record);
        const hasSection = record.kind === 'sso-session' && parsed.ssoSessions.has(record.name);
        const managed = isManaged(file, sessionSection(record));
        sections[record.id] = {
          file,
          owner: managed && hasSection ? 'managed' : hasSection ? 'foreign' : 'none',
          problem: await compare(record, described, managed),
          foreignProfiles: (described?.profiles ?? []).filter(
            (name) => !isManaged(file, profileSection(name)),
          ),
        };
      }
      store.update(() => ({ sections }));
    },

    /** Makes the record say what the file says. Errors: `config.session-not-there`, and what is wrong with it. */
    async takeOver(sessionId: SessionId, parsed: AwsFiles): Promise<Result<void>> {
      const record = awsRecordOf(store.current(), sessionId);
      if (record === null) {
        return err(appError('input.session-unknown'));
      }
      const described = describedIn(parsed, record);
      if (described === null) {
        return err(appError('config.session-not-there', { name: record.name }));
      }
      if (described.problem !== null) {
        return err(described.problem);
      }
      await sessions.moveTo(sessionId, described);
      return ok(undefined);
    },
  };
}

/** What the file says of the sign-in that a session is; null where it says nothing of it. */
function describedIn(parsed: AwsFiles, session: AwsSessionRecord) {
  const found = describedSessions(parsed, {
    records: [session],
    allowLoopbackHttp: session.endpoints !== null,
  }).find((one) => one.sessionId === session.id);
  return found ?? null;
}
