import { expect, test } from 'vitest';
import type { CallContext } from '../../../electron/core/intents.ts';
import type { Operation } from '../../../electron/practice-cloud/practice-cloud.ts';
import type { AppErrorCode } from '../../../shared/model/app-error.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { valueOf } from '../../fakes/core-harness.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';
import { startRealCore, type RealCore } from '../../fixtures/real-core.ts';

const window: CallContext = { origin: 'window' };

async function stage(): Promise<
  AsyncDisposable & { practice: TestCloud; real: RealCore; sessionId: SessionId }
> {
  const stack = new AsyncDisposableStack();
  const practice = stack.use(await startTestCloud({ now: () => Date.now() }));
  const real = stack.use(await startRealCore());
  const sessionId = await real.addSession('corp', practice.cloud);
  return { practice, real, sessionId, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

test.each<[Operation, number, string, AppErrorCode]>([
  ['RegisterClient', 400, 'invalid_scope', 'input.scopes-invalid'],
  ['RegisterClient', 400, 'invalid_request', 'sign-in.wrong-region'],
  ['RegisterClient', 500, 'server_error', 'server.failed'],
  ['CreateToken', 400, 'expired_token', 'sign-in.code-expired'],
  ['CreateToken', 400, 'access_denied', 'sign-in.denied'],
  ['CreateToken', 400, 'invalid_grant', 'sign-in.rejected'],
  ['CreateToken', 401, 'invalid_client', 'sign-in.registration-rejected'],
  ['CreateToken', 400, 'unauthorized_client', 'sign-in.registration-rejected'],
])('a sign-in in which %s answers %d %s ends with %s', async (operation, status, error, code) => {
  await using on = await stage();
  on.practice.cloud.faults.fail(operation, { status, error });
  const outcome = await on.real.core.intents.signIn.start(
    { sessionId: on.sessionId, openBrowser: true },
    window,
  );
  expect(outcome).toMatchObject({ ok: false, error: { code } });
});

test.each<[number, string, AppErrorCode]>([
  [400, 'InvalidRequestException', 'portal.invalid-request'],
  [403, 'ForbiddenException', 'portal.forbidden'],
  [404, 'ResourceNotFoundException', 'portal.not-found'],
  [500, 'InternalServerException', 'server.failed'],
])(
  'role credentials that the portal answers with %d %s fail with %s and keep the token',
  async (status, error, code) => {
    await using on = await stage();
    const { intents } = on.real.core;
    valueOf(await intents.signIn.start({ sessionId: on.sessionId, openBrowser: true }, window));
    on.practice.cloud.faults.fail('GetRoleCredentials', { status, error });
    const [account] = on.practice.cloud.world.default.accounts();
    const role = { sessionId: on.sessionId, accountId: account?.accountId ?? '', roleName: 'ReadOnly' };
    const found = await intents.credentials.ofRole(role, window);
    expect([found, intents.state.current().sessions[0]?.phase.state]).toMatchObject([
      { ok: false, error: { code } },
      'active',
    ]);
  },
);

test('a throttled portal is waited for, and the caller hears nothing of it', async () => {
  await using on = await stage();
  const { intents } = on.real.core;
  valueOf(await intents.signIn.start({ sessionId: on.sessionId, openBrowser: true }, window));
  on.practice.cloud.faults.fail('GetRoleCredentials', {
    status: 429,
    error: 'TooManyRequestsException',
    times: 2,
  });
  const [account] = on.practice.cloud.world.default.accounts();
  const role = { sessionId: on.sessionId, accountId: account?.accountId ?? '', roleName: 'ReadOnly' };
  expect((await intents.credentials.ofRole(role, window)).ok).toBe(true);
});

test.each(['malformed-json', 'wrong-content-type', 'truncated'] as const)(
  'an answer that is %s is told as such, and nothing is lost',
  async (answer) => {
    await using on = await stage();
    const { intents } = on.real.core;
    valueOf(await intents.signIn.start({ sessionId: on.sessionId, openBrowser: true }, window));
    on.practice.cloud.faults.fail('GetRoleCredentials', { answer });
    const [account] = on.practice.cloud.world.default.accounts();
    const role = { sessionId: on.sessionId, accountId: account?.accountId ?? '', roleName: 'ReadOnly' };
    const found = await intents.credentials.ofRole(role, window);
    const again = await intents.credentials.ofRole(role, window);
    expect([found.ok ? null : found.error.code, again.ok]).toEqual([
      expect.stringMatching(/^(server\.malformed|network\.unreachable)$/) as string,
      true,
    ]);
  },
);

test('a portal session that ended behind our back asks for a sign-in after one refresh', async () => {
  await using on = await stage();
  const { intents } = on.real.core;
  valueOf(await intents.signIn.start({ sessionId: on.sessionId, openBrowser: true }, window));
  valueOf(await intents.catalog.roles(on.sessionId, null, window));
  on.practice.cloud.faults.endPortalSession();
  on.practice.cloud.log.clear();
  const [account] = on.practice.cloud.world.default.accounts();
  const role = { sessionId: on.sessionId, accountId: account?.accountId ?? '', roleName: 'ReadOnly' };
  const found = await intents.credentials.ofRole(role, window);
  expect([found, on.practice.cloud.log.count('CreateToken')]).toMatchObject([
    { ok: false, error: { code: 'sign-in.required' } },
    1,
  ]);
});

test('a server that keeps its refresh token leaves us ours', async () => {
  await using on = await stage();
  const { intents } = on.real.core;
  on.practice.cloud.faults.rotateRefresh = false;
  valueOf(await intents.signIn.start({ sessionId: on.sessionId, openBrowser: true }, window));
  valueOf(await intents.catalog.roles(on.sessionId, null, window));
  const [account] = on.practice.cloud.world.default.accounts();
  const accountId = account?.accountId ?? '';
  for (const roleName of account?.roles ?? []) {
    on.practice.cloud.faults.revokeAccessTokens();
    valueOf(await intents.credentials.ofRole({ sessionId: on.sessionId, accountId, roleName }, window));
  }
  expect(on.practice.cloud.log.of('CreateToken').length).toBe(1 + (account?.roles.length ?? 0));
});
