import { describe, expect, test } from 'vitest';
import type { CallContext } from '../../../electron/core/intents.ts';
import type { Operation } from '../../../electron/practice-cloud/practice-cloud.ts';
import type { AppErrorCode } from '../../../shared/model/app-error.ts';
import type { Result } from '../../../shared/model/result.ts';
import { valueOf } from '../../fakes/core-harness.ts';
import {
  filesOf,
  getKeys,
  nextSteps,
  phaseOf,
  signIn,
  stage,
  wordsOf,
  type Stage,
} from '../../fixtures/error-stage.ts';

// Every error of protocol/aws.md §3, at every call of the portal.

const window: CallContext = { origin: 'window' };

interface Row {
  readonly status: number;
  readonly error: string;
  readonly message: string;
  readonly code: AppErrorCode;
}

const rows: readonly Row[] = [
  {
    status: 401,
    error: 'UnauthorizedException',
    message: 'Session token not found or invalid',
    code: 'portal.unauthorized',
  },
  { status: 403, error: 'ForbiddenException', message: 'No access', code: 'portal.forbidden' },
  { status: 404, error: 'ResourceNotFoundException', message: 'Not found', code: 'portal.not-found' },
  { status: 400, error: 'InvalidRequestException', message: 'Bad input', code: 'portal.invalid-request' },
  { status: 500, error: 'InternalServerException', message: 'Sorry', code: 'server.failed' },
];

const throttled = {
  status: 429,
  error: 'TooManyRequestsException',
  message: 'HTTP 429 Unknown Code',
};

async function signedIn(): Promise<Stage> {
  const on = await stage();
  valueOf(await signIn(on));
  valueOf(await list(on));
  return on;
}

async function list({ real, sessionId }: Stage): Promise<Result<void>> {
  return real.core.intents.catalog.refresh(sessionId, window);
}

const calls: readonly [Operation, (on: Stage) => Promise<Result<unknown>>][] = [
  ['ListAccounts', list],
  ['ListAccountRoles', list],
  ['GetRoleCredentials', getKeys],
];
/** A role or account that was taken away meanwhile is left out of the list, and the rest is listed. */
const leavesOut = (operation: Operation, { status }: Row) =>
  operation === 'ListAccountRoles' && (status === 403 || status === 404);

describe('the portal', () => {
  const failing = calls.flatMap(([operation, call]) =>
    rows.filter((row) => !leavesOut(operation, row)).map((row) => ({ operation, call, ...row })),
  );

  test.for(failing)('answers $operation with $status: $code, and the sign-in stays', async (row) => {
    await using on = await signedIn();
    const before = await filesOf(on);
    const { status, error, message } = row;
    on.practice.cloud.faults.fail(row.operation, { status, error, message, times: Infinity });
    const outcome = await row.call(on);
    const after = await filesOf(on);
    expect(outcome).toMatchObject({ ok: false, error: { code: row.code } });
    expect(outcome.ok ? '' : wordsOf(outcome.error)).toMatch(nextSteps[row.code] ?? /^$/);
    expect(phaseOf(on)?.state).toBe('active');
    // A token that is refused is renewed once; any other refusal has nothing to do with it.
    expect([after.token === before.token, after.registered]).toEqual([status !== 401, true]);
    expect(on.practice.cloud.log.count('CreateToken')).toBe(status === 401 ? 2 : 1);
  });

  test.for(rows.filter((row) => leavesOut('ListAccountRoles', row)))(
    'answers the roles of one account with $status: what was known of it stays, the others are listed',
    async ({ status, error, message }) => {
      await using on = await signedIn();
      on.practice.cloud.faults.fail('ListAccountRoles', { status, error, message });
      valueOf(await list(on));
      const listed = valueOf(await on.real.core.intents.catalog.roles(on.sessionId, null, window));
      expect([listed.length, on.practice.cloud.log.count('ListAccountRoles', status)]).toEqual([6, 1]);
    },
  );

  test.for(calls)('throttles %s: it is asked again and nobody hears of it', async ([operation, call]) => {
    await using on = await signedIn();
    const before = await filesOf(on);
    on.practice.cloud.log.clear();
    on.practice.cloud.faults.fail(operation, { ...throttled, times: 2 });
    valueOf(await call(on));
    expect(on.practice.cloud.log.count(operation, 429)).toBe(2);
    expect(await filesOf(on)).toEqual(before);
  });

  test.for(calls)(
    'no longer knows the token at %s: it is renewed once and the call repeated',
    async ([, call]) => {
      await using on = await signedIn();
      on.practice.cloud.faults.revokeAccessTokens();
      on.practice.cloud.log.clear();
      valueOf(await call(on));
      expect(on.practice.cloud.log.count('CreateToken')).toBe(1);
      expect(phaseOf(on)).toMatchObject({ state: 'active', error: null });
    },
  );

  test.for(calls)(
    'has ended the session behind our back: %s asks for a sign-in after one renewal',
    async ([, call]) => {
      await using on = await signedIn();
      const before = await filesOf(on);
      on.practice.cloud.faults.endPortalSession();
      on.practice.cloud.log.clear();
      expect(await call(on)).toMatchObject({ ok: false, error: { code: 'sign-in.portal-ended' } });
      expect(on.practice.cloud.log.count('CreateToken')).toBe(1);
      expect(phaseOf(on)).toMatchObject({ renewable: false, error: { code: 'sign-in.portal-ended' } });
      expect(await filesOf(on)).toEqual(before);
    },
  );

  test.for(rows)('answers the sign-out with $status: it is a sign-out all the same', async (row) => {
    await using on = await signedIn();
    const { status, error, message } = row;
    on.practice.cloud.faults.fail('Logout', { status, error, message });
    valueOf(await on.real.core.intents.signIn.signOut(on.sessionId, window));
    expect(await filesOf(on)).toEqual({ token: null, registered: true });
    expect(phaseOf(on)).toEqual({ state: 'signed-out', error: null });
  });

  test.for(['malformed-json', 'wrong-content-type', 'truncated'] as const)(
    'gives an answer that is %s: told as such, nothing lost, good again the next time',
    async (answer) => {
      await using on = await signedIn();
      const before = await filesOf(on);
      on.practice.cloud.faults.fail('GetRoleCredentials', { answer });
      const outcome = await getKeys(on);
      const codes = { truncated: 'network.unreachable', other: 'server.malformed' } as const;
      const code = answer === 'truncated' ? codes.truncated : codes.other;
      expect(outcome).toMatchObject({ ok: false, error: { code } });
      expect(await filesOf(on)).toEqual(before);
      expect((await getKeys(on)).ok).toBe(true);
    },
  );
});

test('a legacy token that the portal no longer knows asks for a sign-in without any renewal', async () => {
  await using on = await stage();
  const { core } = on.real;
  const sessionId = await on.real.addSession('old', on.practice.cloud, { kind: 'legacy', flow: 'device' });
  valueOf(await signIn({ ...on, sessionId }));
  on.practice.cloud.faults.revokeAccessTokens();
  on.practice.cloud.log.clear();
  const outcome = await getKeys({ ...on, sessionId });
  expect([outcome, on.practice.cloud.log.count('CreateToken')]).toMatchObject([
    { ok: false, error: { code: 'sign-in.required' } },
    0,
  ]);
  const phase = core.store.current().sessions.find(({ record }) => record.id === sessionId)?.phase;
  expect(phase).toMatchObject({ renewable: false, error: { code: 'sign-in.required' } });
});

test('a server that keeps its refresh token leaves us ours', async () => {
  await using on = await stage();
  on.practice.cloud.faults.rotateRefresh = false;
  valueOf(await signIn(on));
  for (let round = 0; round < 3; round += 1) {
    on.practice.cloud.faults.revokeAccessTokens();
    valueOf(await list(on));
  }
  expect(on.practice.cloud.log.count('CreateToken', 200)).toBe(4);
});

test('every answer of the portal has words of its own', () => {
  const codes = [...rows.map((row) => row.code), 'portal.throttled' as const];
  expect(new Set(codes.map((code) => wordsOf({ code }))).size).toBe(codes.length);
  expect(wordsOf({ code: 'portal.throttled' })).toMatch(nextSteps['portal.throttled'] ?? /^$/);
});
