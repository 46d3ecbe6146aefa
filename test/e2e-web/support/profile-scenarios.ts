import { appError } from '../../../shared/model/app-error.ts';
import { instant } from '../../../shared/model/instant.ts';
import type { CatalogEntry } from '../../../shared/model/catalog.ts';
import { createFakeWorld, type FakeWorld } from '../../fakes/fake-world.ts';
import {
  aProfile,
  aSession,
  aSessionId,
  accountIdOf,
  activeSince,
  catalogView,
  largePortal,
  signedOut,
  smallPortal,
} from '../../fakes/window-fixtures.ts';

const one = aSessionId(1);

function withListing(world: FakeWorld, entries: readonly CatalogEntry[]): FakeWorld {
  world.append(one, entries, catalogView(entries, world.now()).status);
  return world;
}

const sessions = () => [
  aSession(activeSince(instant(Date.now()))),
  aSession(signedOut, { id: aSessionId(2), name: 'acme-eu' }),
];

/** States of the Profiles view. */
export const profileScenarios = {
  profiles: () => {
    const shadowed = appError('config.shadowed-by-credentials', { name: 'prod-2' });
    const missing = appError('config.session-section-missing', { session: 'gone' });
    return withListing(
      createFakeWorld({
        state: {
          sessions: sessions(),
          undo: { file: '~/.aws/config', profileName: 'my-sso', change: 'generate', count: 12 },
        },
        profiles: [
          aProfile('default', { current: true }),
          aProfile('prod'),
          aProfile('prod-2', { valid: false, problem: shadowed, problems: [shadowed] }),
          aProfile('staging.PowerUserAccess', {
            accountId: accountIdOf(12),
            roleName: 'PowerUserAccess',
            sessionName: 'acme-eu',
            sessionId: aSessionId(2),
          }),
          aProfile('deploy', {
            accountId: null,
            roleName: null,
            sessionName: null,
            sessionId: null,
            delivery: null,
            chain: { roleArn: 'arn:aws:iam::444455556666:role/team/Deploy', sourceProfile: 'prod' },
          }),
          aProfile('tokens-only', { accountId: null, roleName: null, region: null }),
          aProfile('gone-role', { roleName: 'Gone' }),
          aProfile('gone-account', { accountId: '999999999999' }),
          aProfile('keys', { delivery: 'static', file: '~/.aws/credentials' }),
          aProfile('old-tool', {
            managed: false,
            sessionName: null,
            sessionId: null,
            accountId: null,
            roleName: null,
            region: 'us-east-1',
            delivery: 'static',
            file: '~/.aws/credentials',
          }),
          aProfile('theirs', {
            managed: false,
            sessionName: 'gone',
            sessionId: null,
            valid: false,
            problem: missing,
            problems: [missing],
          }),
        ],
      }),
      smallPortal(),
    );
  },

  manyProfiles: () =>
    withListing(
      createFakeWorld({
        state: { sessions: sessions() },
        profiles: Array.from({ length: 2_500 }, (_, place) =>
          aProfile(`team-${String(place).padStart(4, '0')}`, { managed: place % 5 !== 0 }),
        ),
      }),
      largePortal(100, 20),
    ),
} as const;
