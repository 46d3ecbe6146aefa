import { appError } from '../../../shared/model/app-error.ts';
import { HOUR, MINUTE, addMillis, instant, type Instant } from '../../../shared/model/instant.ts';
import type { SessionPhase } from '../../../shared/model/session.ts';
import { anAliyunSession } from '../../fakes/fake-aliyun-calls.ts';
import { anAliyunProfile } from '../../fakes/fake-aliyun-profiles.ts';
import { createFakeWorld } from '../../fakes/fake-world.ts';
import {
  aProfile,
  aSession,
  aSessionId,
  activeSince,
  catalogView,
  signedOut,
  signingIn,
} from '../../fakes/window-fixtures.ts';

const oauth = aSessionId(0xa1);
const pasted = aSessionId(0xa2);
const cloudSso = aSessionId(0xa3);
const now = () => instant(Date.now());

const alice = {
  accountId: '1234567890123456',
  arn: 'acs:ram::1234567890123456:user/alice',
  name: 'alice',
};
const operator = {
  accountId: '1234567890123456',
  arn: 'acs:ram::1234567890123456:assumed-role/operator/alice',
  name: 'operator/alice',
};

/** An OAuth sign-in under way, at its page. */
function atThePage(at: Instant): SessionPhase {
  return signingIn(at, {
    step: 'approval',
    linkPreview: 'signin.aliyun.com/oauth2/v1/auth?response_type=code&client_id=40…008&state=Zx…91',
    deadline: addMillis(at, 5 * MINUTE),
  });
}

function keysUntil(expiresAt: Instant | null): SessionPhase {
  return {
    state: 'active',
    accessTokenExpiresAt: expiresAt,
    renewable: false,
    nextRenewalAt: null,
    sessionEndsEstimate: null,
    error: null,
  };
}

function renewing(at: Instant): SessionPhase {
  return {
    state: 'active',
    accessTokenExpiresAt: addMillis(at, HOUR),
    renewable: true,
    nextRenewalAt: addMillis(at, 40 * MINUTE),
    sessionEndsEstimate: null,
    error: null,
  };
}

/** A directory with two accounts, as CloudSSO lists them. */
const directory = [
  {
    type: 'account' as const,
    accountId: '1098765432101234',
    accountName: 'acme-production',
    emailAddress: null,
  },
  { type: 'account' as const, accountId: '1098765432105678', accountName: '测试账号', emailAddress: null },
  {
    type: 'roles' as const,
    accountId: '1098765432101234',
    roleNames: ['AdministratorAccess', 'ReadOnlyAccess'],
  },
  { type: 'roles' as const, accountId: '1098765432105678', roleNames: ['PowerUserAccess'] },
];

/** States of the window with sessions of Alibaba Cloud. */
export const aliyunScenarios = {
  aliyunSignedOut: () =>
    createFakeWorld({ state: { sessions: [anAliyunSession(signedOut, { id: oauth })] } }),

  aliyunSigningIn: () =>
    createFakeWorld({ state: { sessions: [anAliyunSession(atThePage(now()), { id: oauth })] } }),

  /** Of each kind one, one of them near its end, and an AWS session beside them. */
  bothClouds: () => {
    const at = now();
    const world = createFakeWorld({
      state: {
        sessions: [
          aSession(activeSince(at)),
          anAliyunSession(renewing(at), { id: oauth, identity: alice }),
          anAliyunSession(keysUntil(addMillis(at, 8 * MINUTE)), {
            id: pasted,
            name: 'from-ops',
            kind: 'sts-token',
            identity: operator,
          }),
          anAliyunSession(keysUntil(null), { id: aSessionId(0xa4), name: 'by-hand', kind: 'sts-token' }),
          anAliyunSession(keysUntil(addMillis(at, 5 * HOUR)), {
            id: cloudSso,
            name: 'acme-sso',
            kind: 'cloud-sso',
            signInUrl: 'https://signin-cn-shanghai.alibabacloudsso.com/acme/login',
          }),
        ],
        identities: { [oauth]: { state: 'confirmed', name: 'alice (1234567890123456)' } },
      },
      profiles: [
        aProfile('prod', { current: true }),
        aProfile('staging'),
        anAliyunProfile('acme-cn', { sessionId: oauth, current: true }),
        anAliyunProfile('from-ops', { sessionId: pasted, sessionName: 'from-ops', delivery: 'static' }),
        anAliyunProfile('sso-production', {
          sessionId: cloudSso,
          sessionName: 'acme-sso',
          accountId: '1098765432101234',
          roleName: 'ReadOnlyAccess',
        }),
        anAliyunProfile('default', {
          managed: false,
          sessionName: null,
          sessionId: null,
          accountId: null,
          delivery: null,
          region: null,
          valid: false,
          problem: appError('aliyun.region-missing'),
          problems: [appError('aliyun.region-missing')],
        }),
      ],
    });
    world.append(cloudSso, directory, catalogView(directory, at).status);
    return world;
  },

  aliyunSomeoneElse: () => {
    const at = now();
    return createFakeWorld({
      state: {
        sessions: [anAliyunSession(renewing(at), { id: oauth, identity: alice })],
        identities: {
          [oauth]: {
            state: 'changed',
            was: 'alice (1234567890123456)',
            now: 'operator/alice (1234567890123456)',
          },
        },
      },
    });
  },
} as const;
