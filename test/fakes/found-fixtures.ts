import { appError } from '../../shared/model/app-error.ts';
import type { FoundOnMachine, FoundSession, SessionSection } from '../../shared/model/found.ts';
import { HOUR, addMillis, type Instant } from '../../shared/model/instant.ts';

export function aFoundSession(name: string, over: Partial<FoundSession> = {}): FoundSession {
  return {
    name,
    kind: 'sso-session',
    startUrl: `https://${name}.awsapps.com/start`,
    region: 'eu-west-1',
    profiles: [`${name}-admin`, `${name}-read`],
    sessionId: null,
    managed: false,
    signedInUntil: null,
    problem: null,
    ...over,
  };
}

/** A config file of somebody who has been using the AWS CLI for a while. */
export function aFound(now: Instant): FoundOnMachine {
  const many = Array.from({ length: 7 }, (_, place) => `corp-team-${String(place + 1)}`);
  return {
    file: '~/.aws/config',
    sessions: [
      aFoundSession('corp', { profiles: many, signedInUntil: addMillis(now, 3 * HOUR) }),
      aFoundSession('old-company', { kind: 'legacy' }),
      aFoundSession('half', {
        startUrl: '',
        region: '',
        profiles: [],
        problem: appError('config.session-section-incomplete', { session: 'half' }),
      }),
    ],
    profiles: { native: 7, legacy: 2, others: 3 },
  };
}

export function aSection(over: Partial<SessionSection> = {}): SessionSection {
  return { file: '~/.aws/config', owner: 'foreign', problem: null, foreignProfiles: [], ...over };
}
