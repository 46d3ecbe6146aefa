import { writeFile } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Fault, Operation } from '../../../electron/practice-cloud/practice-cloud.ts';
import type { AppError, AppErrorCode } from '../../../shared/model/app-error.ts';
import type { SignInFlow } from '../../../shared/model/session.ts';
import { valueOf } from '../../fakes/core-harness.ts';
import { filesOf, getKeys, nextSteps, phaseOf, signIn, stage, wordsOf } from '../../fixtures/error-stage.ts';
import { faultOf, refusals, type Refusal, type RefusalName } from '../../fixtures/oidc-refusals.ts';

// Every error of protocol/aws.md §2.6, provoked at every call where the table lists it.

interface Row {
  readonly error: RefusalName;
  readonly code: AppErrorCode;
  /** The service no longer takes the client: its registration is thrown away. */
  readonly forgets?: true;
}

const keys: readonly Row[] = (['keyNotFound', 'keyUsage', 'keyState', 'keyDisabled'] as const).map(
  (error) => ({
    error,
    code: 'sign-in.encryption-key',
  }),
);

const registration: readonly Row[] = [
  { error: 'slowDown', code: 'sign-in.throttled' },
  { error: 'unsupportedGrantType', code: 'sign-in.flow-unsupported' },
  { error: 'invalidScope', code: 'sign-in.scope-rejected' },
  { error: 'invalidRequest', code: 'sign-in.wrong-region' },
  { error: 'invalidClientMetadata', code: 'sign-in.registration-rejected' },
  { error: 'invalidRedirectUri', code: 'sign-in.redirect-rejected' },
  { error: 'serverError', code: 'server.failed' },
  ...keys,
];

const device: readonly Row[] = [
  { error: 'slowDown', code: 'sign-in.throttled' },
  { error: 'invalidClient', code: 'sign-in.registration-expired', forgets: true },
  { error: 'unauthorizedClient', code: 'sign-in.client-unauthorized', forgets: true },
  { error: 'invalidRequest', code: 'sign-in.wrong-region' },
  { error: 'serverError', code: 'server.failed' },
  ...keys,
];

const refusedTokens: readonly Row[] = [
  { error: 'expiredToken', code: 'sign-in.code-expired' },
  { error: 'accessDenied', code: 'sign-in.denied' },
  { error: 'keyDenied', code: 'sign-in.encryption-key' },
  { error: 'invalidGrant', code: 'sign-in.rejected' },
  { error: 'invalidClient', code: 'sign-in.registration-expired', forgets: true },
  { error: 'unauthorizedClient', code: 'sign-in.client-unauthorized', forgets: true },
  { error: 'unsupportedGrantType', code: 'sign-in.flow-unsupported' },
  { error: 'invalidScope', code: 'sign-in.scope-rejected' },
  { error: 'invalidRequest', code: 'sign-in.request-rejected' },
  { error: 'otherRegion', code: 'sign-in.wrong-region' },
  ...keys,
];

const busy: readonly Row[] = [
  { error: 'slowDown', code: 'sign-in.throttled' },
  { error: 'serverError', code: 'server.failed' },
];

const renewal: readonly Row[] = [
  { error: 'expiredToken', code: 'sign-in.portal-ended' },
  { error: 'accessDenied', code: 'sign-in.renewal-refused' },
  { error: 'keyDenied', code: 'sign-in.encryption-key' },
  { error: 'portalEnded', code: 'sign-in.portal-ended' },
  { error: 'invalidGrant', code: 'sign-in.token-rejected' },
  { error: 'invalidClient', code: 'sign-in.registration-expired', forgets: true },
  { error: 'unauthorizedClient', code: 'sign-in.client-unauthorized', forgets: true },
  { error: 'unsupportedGrantType', code: 'sign-in.flow-unsupported' },
  { error: 'invalidScope', code: 'sign-in.scope-rejected' },
  { error: 'invalidRequest', code: 'sign-in.request-rejected' },
  { error: 'otherRegion', code: 'sign-in.wrong-region' },
  ...keys,
];

const signIns: readonly (Row & { readonly flow: SignInFlow; readonly at: Operation })[] = [
  ...registration.map((row) => ({ ...row, flow: 'pkce', at: 'RegisterClient' }) as const),
  ...device.map((row) => ({ ...row, flow: 'device', at: 'StartDeviceAuthorization' }) as const),
  ...[...refusedTokens, ...busy].map((row) => ({ ...row, flow: 'pkce', at: 'CreateToken' }) as const),
  ...refusedTokens.map((row) => ({ ...row, flow: 'device', at: 'CreateToken' }) as const),
];

describe('a sign-in', () => {
  test.for(signIns)('($flow) in which $at answers $error ends with $code, and no token', async (row) => {
    await using on = await stage(row.flow);
    on.practice.cloud.faults.fail(row.at, faultOf(row.error));
    const outcome = await signIn(on);
    const { token, registered } = await filesOf(on);
    expect(outcome).toMatchObject({ ok: false, error: { code: row.code } });
    expect(phaseOf(on)).toMatchObject({ state: 'signed-out', error: { code: row.code } });
    expect([token, registered]).toEqual([null, row.at !== 'RegisterClient' && row.forgets !== true]);
    expect(outcome.ok ? '' : wordsOf(outcome.error)).toMatch(nextSteps[row.code] ?? /^$/);
  });

  test.for(refusedTokens)('that ends with $error leaves the token of the last one as it was', async (row) => {
    await using on = await stage();
    valueOf(await signIn(on));
    const { token } = await filesOf(on);
    on.practice.cloud.faults.fail('CreateToken', faultOf(row.error));
    await signIn(on);
    expect((await filesOf(on)).token).toBe(token);
    expect(phaseOf(on)).toMatchObject({ state: 'active', error: { code: row.code } });
    on.practice.cloud.faults.heal('CreateToken');
    expect((await getKeys(on)).ok).toBe(true);
  });

  test.for([
    ['pkce', 'RegisterClient', 'slowDown'],
    ['pkce', 'RegisterClient', 'serverError'],
    ['pkce', 'CreateToken', 'slowDown'],
    ['pkce', 'CreateToken', 'serverError'],
    ['device', 'StartDeviceAuthorization', 'slowDown'],
    ['device', 'StartDeviceAuthorization', 'serverError'],
    ['device', 'CreateToken', 'authorizationPending'],
    ['device', 'CreateToken', 'serverError'],
  ] as const)('(%s) gets over %s that answers %s once', async ([flow, at, error]) => {
    await using on = await stage(flow);
    on.practice.cloud.faults.fail(at, faultOf(error, 1));
    expect(valueOf(await signIn(on))).toMatchObject({ sessionName: 'corp' });
    expect(on.practice.cloud.log.count(at)).toBeGreaterThan(1);
  });

  test.for(['invalidClient', 'unauthorizedClient'] as const)(
    'with a code registers anew, once, when the service answers %s to the registration it has',
    async (error) => {
      await using on = await stage('device');
      on.practice.cloud.faults.fail('StartDeviceAuthorization', faultOf(error, 1));
      valueOf(await signIn(on));
      expect(on.practice.cloud.log.count('RegisterClient')).toBe(2);
    },
  );

  test('that was told to slow down goes on waiting for the person', async () => {
    await using on = await stage('device');
    const { faults, log } = on.practice.cloud;
    faults.fail('CreateToken', faultOf('slowDown', 1));
    const outcome = signIn(on);
    await vi.waitUntil(() => log.count('CreateToken', 400) === 1);
    expect(phaseOf(on)?.state).toBe('signing-in');
    on.real.core.intents.signIn.cancel(on.sessionId);
    expect(await outcome).toMatchObject({ ok: false, error: { code: 'sign-in.cancelled' } });
  });
});

describe('a renewal', () => {
  async function refused(fault: Fault) {
    const on = await stage();
    valueOf(await signIn(on));
    const before = await filesOf(on);
    on.practice.cloud.faults.revokeAccessTokens();
    on.practice.cloud.faults.fail('CreateToken', fault);
    return { on, before, outcome: await getKeys(on), after: await filesOf(on) };
  }

  test.for(renewal)('that is answered $error ends with $code, once; the file stays', async (row) => {
    const { on, before, outcome, after } = await refused(faultOf(row.error));
    await using stack = on;
    expect(outcome).toMatchObject({ ok: false, error: { code: row.code } });
    expect(after).toEqual({ token: before.token, registered: row.forgets !== true });
    // The access token may live on, but nobody asks again by itself.
    expect(phaseOf(stack)).toMatchObject({ state: 'active', renewable: false, error: { code: row.code } });
    expect(on.practice.cloud.log.of('CreateToken').filter((entry) => entry.status !== 200)).toHaveLength(1);
    expect(outcome.ok ? '' : wordsOf(outcome.error)).toMatch(nextSteps[row.code] ?? /^$/);
  });

  test.for(busy)('that is answered $error for ever ends with $code and is tried again later', async (row) => {
    const { on, before, outcome, after } = await refused(faultOf(row.error));
    await using stack = on;
    expect(outcome).toMatchObject({ ok: false, error: { code: row.code } });
    expect(after).toEqual(before);
    expect(phaseOf(stack)).toMatchObject({ state: 'active', renewable: true, error: { code: row.code } });
  });

  test.for(busy)('gets over one answer of $error', async ({ error }) => {
    const { on, outcome } = await refused(faultOf(error, 1));
    await using stack = on;
    expect(outcome.ok).toBe(true);
    expect(phaseOf(stack)).toMatchObject({ state: 'active', error: null });
  });

  test('that comes too late takes the token of the tool that was faster', async () => {
    await using on = await stage();
    valueOf(await signIn(on));
    const token = JSON.parse((await filesOf(on)).token ?? '') as Record<string, string>;
    on.practice.cloud.faults.revokeAccessTokens();
    const client = { clientId: token['clientId'] ?? '', clientSecret: token['clientSecret'] ?? '' };
    const { body } = await on.practice.client.refresh(client, token['refreshToken'] ?? '');
    // The other tool saves what it got while our own attempt with the dead refresh token is under way.
    on.practice.cloud.faults.latencyMs = 300;
    const keysOf = getKeys(on);
    await vi.waitUntil(() => on.practice.cloud.log.count('GetRoleCredentials', 401) === 1);
    const theirs = { ...token, accessToken: body['accessToken'], refreshToken: body['refreshToken'] };
    await writeFile(on.real.tokenFile('corp'), JSON.stringify(theirs));
    expect((await keysOf).ok).toBe(true);
  });
});

test('within one call every error has words of its own', () => {
  for (const rows of [registration, device, [...refusedTokens, ...busy], renewal]) {
    const said = rows
      // Two answers say the same: that the sign-in at the portal is over.
      .filter((row) => row.error !== 'portalEnded')
      .map((row) => wordsOf(errorOf(row)));
    expect(new Set(said).size).toBe(said.length);
  }
});

/** The error as it arrives: with the reason that the service gave, and the session. */
function errorOf({ error, code }: Row): AppError {
  const { details }: Refusal = refusals[error];
  const reason = details?.members?.['reason'];
  return { code, params: { session: 'corp', ...(reason === undefined ? {} : { reason }) } };
}
