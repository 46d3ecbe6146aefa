import { appError } from '../../../shared/model/app-error.ts';
import { HOUR, MINUTE, SECOND, addMillis, instant } from '../../../shared/model/instant.ts';
import { createFakeWorld, foundView, type FakeWorld } from '../../fakes/fake-world.ts';
import { aFound, aSection } from '../../fakes/found-fixtures.ts';
import {
  aProfile,
  aSession,
  aSessionId,
  accountIdOf,
  activeSince,
  catalogView,
  largePortal,
  signedOut,
  signingIn,
  smallPortal,
} from '../../fakes/window-fixtures.ts';
import { aliyunScenarios } from './aliyun-scenarios.ts';
import { profileScenarios } from './profile-scenarios.ts';

const one = aSessionId(1);
const two = aSessionId(2);
const three = aSessionId(3);

function withPortal(world: FakeWorld, entries = smallPortal()): FakeWorld {
  world.append(one, entries, catalogView(entries, world.now()).status);
  return world;
}

const now = () => instant(Date.now());

/** States of the window by name, for tests and pictures. */
export const scenarios = {
  ...profileScenarios,
  ...aliyunScenarios,
  firstStart: () => createFakeWorld(),

  found: () => {
    const found = aFound(now());
    return createFakeWorld({ found, state: { found: foundView(found, ['corp', 'old-company']) } });
  },

  newOnMachine: () => {
    const at = now();
    const found = aFound(at);
    return withPortal(
      createFakeWorld({
        found,
        state: { sessions: [aSession(activeSince(at))], found: foundView(found, ['corp', 'old-company']) },
      }),
    );
  },

  sectionDiffers: () => {
    const at = now();
    const problem = appError('config.session-differs', {
      session: 'my-sso',
      startUrl: 'https://other-company.awsapps.com/start',
      region: 'us-east-1',
    });
    return withPortal(
      createFakeWorld({
        state: {
          sessions: [aSession(activeSince(at)), aSession(activeSince(at), { id: two, name: 'acme-eu' })],
          sections: {
            [one]: aSection({ problem, foreignProfiles: ['theirs', 'terraform'] }),
            [two]: aSection({ owner: 'managed' }),
          },
        },
        profiles: [aProfile('mine')],
      }),
    );
  },

  signedOut: () => {
    const world = createFakeWorld({ state: { sessions: [aSession(signedOut)] } });
    world.setPortal(one, smallPortal());
    return world;
  },

  failedBefore: () =>
    createFakeWorld({
      state: { sessions: [aSession({ state: 'signed-out', error: appError('sign-in.timed-out') })] },
    }),

  ready: () => {
    const at = now();
    const recent = (place: number, roleName: string, accountName: string) => ({
      sessionId: one,
      accountId: accountIdOf(place),
      roleName,
      accountName,
      usedAt: at,
      weight: 1,
    });
    return withPortal(
      createFakeWorld({
        state: {
          sessions: [
            aSession(activeSince(at), {
              identity: {
                accountId: accountIdOf(10),
                arn: 'arn:aws:sts::1:assumed-role/x/jane',
                name: 'jane@example.com',
              },
            }),
          ],
          identities: { [one]: { state: 'confirmed', name: 'jane@example.com' } },
          recents: [
            recent(10, 'ReadOnly', 'Production'),
            recent(12, 'PowerUserAccess', 'Staging'),
            recent(9, 'Support', 'Payments Production'),
          ],
          credentials: [
            {
              sessionId: one,
              accountId: accountIdOf(10),
              roleName: 'ReadOnly',
              expiresAt: addMillis(at, 52 * MINUTE + 30 * SECOND),
            },
            {
              sessionId: one,
              accountId: accountIdOf(12),
              roleName: 'PowerUserAccess',
              expiresAt: addMillis(at, 9 * MINUTE + 41 * SECOND),
            },
          ],
        },
        profiles: [
          aProfile('111122223333_ReadOnly'),
          aProfile('prod', { roleName: 'AdministratorAccess', current: true }),
          aProfile('staging', { accountId: accountIdOf(12), roleName: 'PowerUserAccess', valid: false }),
          aProfile('old-tool', {
            managed: false,
            sessionName: null,
            sessionId: null,
            accountId: null,
            roleName: null,
            region: 'us-east-1',
            delivery: 'static',
          }),
          aProfile('broken', {
            managed: false,
            sessionName: 'gone',
            sessionId: null,
            valid: false,
            problem: appError('config.session-section-missing', { session: 'gone' }),
          }),
        ],
      }),
    );
  },

  someoneElse: () => {
    const at = now();
    const identity = { accountId: accountIdOf(10), arn: 'arn', name: 'jane@example.com' };
    return withPortal(
      createFakeWorld({
        state: {
          sessions: [aSession(activeSince(at), { identity })],
          identities: {
            [one]: { state: 'changed', was: 'jane@example.com', now: 'build-robot@example.com' },
          },
        },
      }),
    );
  },

  browserGone: () => {
    const at = now();
    const browserProblem = appError('browser.missing', { browser: 'vivaldi' });
    return createFakeWorld({
      state: {
        sessions: [
          aSession(signingIn(at, { step: 'approval', browserProblem }), {
            browser: { type: 'installed', id: 'vivaldi', privateWindow: true, profile: null },
          }),
        ],
      },
    });
  },

  linkOnly: () => {
    const at = now();
    return createFakeWorld({
      state: {
        sessions: [aSession(signingIn(at, { step: 'approval' }), { browser: { type: 'link-only' } })],
      },
    });
  },

  several: () => {
    const at = now();
    return withPortal(
      createFakeWorld({
        state: {
          sessions: [
            aSession(activeSince(at, 25 * MINUTE)),
            aSession({ ...activeSince(at), sessionEndsEstimate: null } as ReturnType<typeof activeSince>, {
              id: two,
              name: 'acme-eu',
            }),
            aSession(signedOut, {
              id: three,
              name: 'lab',
              practice: true,
              startUrl: 'http://127.0.0.1:8123/start',
              region: 'us-east-1',
            }),
          ],
        },
      }),
    );
  },

  listing: () => {
    const at = now();
    const world = createFakeWorld({ state: { sessions: [aSession(activeSince(at, 8 * HOUR))] } });
    const entries = smallPortal();
    world.append(one, entries.slice(0, 20), {
      state: 'listing',
      accountsListed: 118,
      accountsTotal: 214,
      roles: 352,
      startedAt: addMillis(at, -6 * SECOND),
      slowed: false,
    });
    return world;
  },

  expired: () => {
    const at = now();
    return withPortal(
      createFakeWorld({
        state: {
          sessions: [aSession({ state: 'expired', expiredAt: addMillis(at, -12 * MINUTE), error: null })],
        },
      }),
    );
  },

  offline: () => {
    const at = now();
    const world = createFakeWorld({ state: { sessions: [aSession(activeSince(at))] } });
    world.append(one, [], { state: 'failed', error: appError('network.unreachable'), accounts: 0, roles: 0 });
    return world;
  },

  device: () => {
    const at = now();
    return createFakeWorld({
      state: {
        sessions: [
          aSession(
            signingIn(at, {
              flow: 'device',
              userCode: 'QCFK-NXPD',
              linkPreview: 'device.sso.eu-central-1.amazonaws.com/?user_code=…',
            }),
          ),
        ],
      },
    });
  },

  practice: () => {
    const at = now();
    return withPortal(
      createFakeWorld({
        state: {
          sessions: [
            aSession(activeSince(at), {
              name: 'practice',
              practice: true,
              startUrl: 'http://127.0.0.1:8123/start',
              endpoints: {},
            }),
          ],
          practice: {
            origin: 'http://127.0.0.1:8123',
            home: '/home/jane/.config/Latchkey/practice/home',
          },
          about: {
            version: '0.1.0',
            electron: '42.0.0',
            platform: 'linux',
            sandboxed: true,
            runtime: 'fallback',
            socket: null,
            command: null,
          },
        },
        profiles: [
          aProfile('practice-admin', {
            practice: true,
            file: '/home/jane/.config/Latchkey/practice/home/.aws/config',
          }),
        ],
      }),
    );
  },

  /** Stars, tags, production, and a portal that has changed. */
  marked: (): FakeWorld => {
    const world = scenarios.ready();
    const role = (place: number, roleName: string, accountName: string) => ({
      accountId: accountIdOf(place),
      accountName,
      roleName,
    });
    world.update(({ preferences, recents }) => ({
      favourites: [
        { sessionId: one, ...role(10, 'ReadOnly', 'Production') },
        { sessionId: one, ...role(0, 'DataEngineer', 'Analytics') },
      ],
      recents: recents.slice(1),
      preferences: {
        ...preferences,
        tagRules: [
          { name: 'prod', colour: 'red', production: true, field: 'accountName', pattern: 'production' },
          { name: 'staging', colour: 'yellow', production: false, field: 'accountName', pattern: 'Staging' },
          { name: 'data', colour: 'teal', production: false, field: 'any', pattern: 'data*' },
          { name: 'admin', colour: 'violet', production: false, field: 'role', pattern: 'Administrator*' },
        ],
      },
    }));
    world.setAccessChanges({
      sessionId: one,
      foundAt: addMillis(world.now(), -12 * MINUTE),
      addedRoles: [
        role(9, 'Support', 'Payments Production'),
        role(12, 'PowerUserAccess', 'Staging'),
        role(13, 'ReadOnly', 'Web Shop'),
        role(5, 'DataEngineer', 'Data Lake'),
      ],
      removedRoles: [role(3, 'BillingAdministrator', 'Billing')],
      addedAccounts: [],
      removedAccounts: [],
    });
    return world;
  },

  slowed: () => {
    const at = now();
    const world = createFakeWorld({ state: { sessions: [aSession(activeSince(at, 8 * HOUR))] } });
    world.append(one, smallPortal().slice(0, 20), {
      state: 'listing',
      accountsListed: 118,
      accountsTotal: 214,
      roles: 352,
      startedAt: addMillis(at, -6 * SECOND),
      slowed: true,
    });
    return world;
  },

  large: () =>
    withPortal(createFakeWorld({ state: { sessions: [aSession(activeSince(now()))] } }), largePortal()),

  hostile: () => createFakeWorld({ state: { sessions: [aSession(activeSince(now()))] } }),
} as const;

export type ScenarioName = keyof typeof scenarios;
