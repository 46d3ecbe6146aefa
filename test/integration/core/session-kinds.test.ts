import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { CallContext, NewAwsSession } from '../../../electron/core/intents.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { SessionId, SignInFlow } from '../../../shared/model/session.ts';
import { valueOf } from '../../fakes/core-harness.ts';
import { openPracticeBrowser } from '../../fixtures/practice-browser.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';
import { startRealCore, type RealCore } from '../../fixtures/real-core.ts';

const window: CallContext = { origin: 'window' };

async function start(): Promise<AsyncDisposable & { real: RealCore; practice: TestCloud }> {
  const stack = new AsyncDisposableStack();
  const practice = stack.use(await startTestCloud({ now: () => Date.now() }));
  const real = stack.use(await startRealCore());
  return { real, practice, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** A whole sign-in with a person at the browser; a device code is typed in there. */
async function signIn({ core }: RealCore, sessionId: SessionId, flow?: SignInFlow) {
  const person = openPracticeBrowser();
  return core.intents.signIn.start(
    { sessionId, openBrowser: true, ...(flow === undefined ? {} : { flow }) },
    window,
    (progress) => {
      if (progress.event === 'code') void person.decide(progress.completeUrl, 'allow');
    },
  );
}

async function rolesOf({ core }: RealCore, sessionId: SessionId): Promise<number> {
  return valueOf(await core.intents.catalog.roles(sessionId, null, window)).length;
}

function errorOf(result: Result<unknown>): AppError | null {
  return result.ok ? null : result.error;
}

/** The keys of a token file in their order, as they stand in its one line. */
async function keysIn(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8');
  expect(text).not.toContain('\n');
  return Object.keys(JSON.parse(text) as object);
}

const withoutRefresh = [
  'startUrl',
  'region',
  'accessToken',
  'expiresAt',
  'clientId',
  'clientSecret',
  'registrationExpiresAt',
];

const HOURS = 3_600_000;

test.each(['', '/', '#/'])(
  'a legacy session of a start URL pasted with %j signs in, its token under the hash of these bytes (protocol/aws.md §4.1)',
  async (tail) => {
    await using parts = await start();
    const { real, practice } = parts;
    const startUrl = `${practice.cloud.startUrl()}${tail}`;
    const id = await real.addSession('old', practice.cloud, { kind: 'legacy', startUrl });
    valueOf(await signIn(real, id));
    const file = real.tokenFile(startUrl);
    expect(await keysIn(file)).toEqual([...withoutRefresh, 'refreshToken']);
    const { startUrl: written, region } = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    expect([written, region, existsSync(real.tokenFile('old'))]).toEqual([startUrl, 'us-east-1', false]);
    expect(await rolesOf(real, id)).toBe(6);
  },
);

test('a legacy session without scopes gets by device code what the AWS CLI gets: up to 8 hours, and no refresh token', async () => {
  await using parts = await start();
  const { real, practice } = parts;
  const id = await real.addSession('old', practice.cloud, { kind: 'legacy', flow: 'device' });
  const { accessTokenExpiresAt } = valueOf(await signIn(real, id));
  const left = (accessTokenExpiresAt ?? 0) - Date.now();
  expect(left).toBeGreaterThan(7.9 * HOURS);
  expect(left).toBeLessThanOrEqual(8 * HOURS);
  expect(await keysIn(real.tokenFile(practice.cloud.startUrl()))).toEqual(withoutRefresh);
  expect(real.core.store.current().sessions[0]?.phase).toMatchObject({
    state: 'active',
    renewable: false,
    sessionEndsEstimate: null,
  });
  expect(await rolesOf(real, id)).toBe(6);
});

test('a legacy session with scopes gets a refresh token by device code too, and signing out takes its file away', async () => {
  await using parts = await start();
  const { real, practice } = parts;
  const more: Partial<NewAwsSession> = { kind: 'legacy', flow: 'device', scopes: 'sso:account:access' };
  const id = await real.addSession('old', practice.cloud, more);
  valueOf(await signIn(real, id));
  const file = real.tokenFile(practice.cloud.startUrl());
  expect(await keysIn(file)).toEqual([...withoutRefresh, 'refreshToken']);
  expect(real.core.store.current().sessions[0]?.phase).toMatchObject({ renewable: true });
  expect(valueOf(await real.core.intents.signIn.signOut(id, window)).removed).toContain(file);
  expect(existsSync(file)).toBe(false);
});

test.each(['pkce', 'device'] as const)('an issuer URL signs in by %s', async (flow) => {
  await using parts = await start();
  const { real, practice } = parts;
  const startUrl = practice.cloud.issuerUrl();
  const id = await real.addSession('issuer', practice.cloud, { startUrl });
  valueOf(await signIn(real, id, flow));
  const { startUrl: written } = JSON.parse(await readFile(real.tokenFile('issuer'), 'utf8')) as Record<
    string,
    string
  >;
  expect([written, await rolesOf(real, id)]).toEqual([startUrl, 6]);
});

test.each([
  ['once', 'pkce'],
  ['once', 'device'],
  ['get-only', 'pkce'],
] as const)(
  'an address of one’s own domain that answers %s signs in by %s, and stays in the token file',
  async (kind, flow) => {
    await using parts = await start();
    const { real, practice } = parts;
    const startUrl = `${new URL(practice.cloud.startUrl()).origin}/vanity/${kind}`;
    const id = await real.addSession('own', practice.cloud, { startUrl });
    valueOf(await signIn(real, id, flow));
    expect(real.core.store.current().sessions[0]?.record).toMatchObject({
      startUrl,
      portalUrl: practice.cloud.startUrl(),
    });
    expect(await readFile(real.tokenFile('own'), 'utf8')).toContain(`"startUrl":"${startUrl}"`);
    expect(await rolesOf(real, id)).toBe(6);
  },
);

test.each([
  ['twice', 'not-https'],
  ['elsewhere', 'not-aws'],
  ['plain-http', 'not-https'],
  ['nowhere', 'no-redirect'],
  ['unknown', 'status'],
])(
  'an address of one’s own domain that leads %s is refused, and no client is registered',
  async (kind, reason) => {
    await using parts = await start();
    const { real, practice } = parts;
    const { host, origin } = new URL(practice.cloud.startUrl());
    const id = await real.addSession('own', practice.cloud, { startUrl: `${origin}/vanity/${kind}` });
    expect(errorOf(await signIn(real, id))).toEqual({
      code: 'sign-in.portal-not-found',
      params: { host, reason },
    });
    expect(practice.cloud.log.entries.map(({ operation }) => operation)).not.toContain('RegisterClient');
  },
);

test('a portal that turns out to be in another region is named, and signs in once the session is moved there', async () => {
  await using parts = await start();
  const { real, practice } = parts;
  practice.cloud.addPortal('eu', { accounts: 2, rolesPerAccount: 1 }, { region: 'eu-west-1' });
  const endpoints = practice.cloud.endpointsOf('eu');
  const origin = new URL(practice.cloud.startUrl()).origin;
  const id = valueOf(
    await real.core.intents.sessions.addAws(
      {
        name: 'moved',
        kind: 'legacy',
        startUrl: `${origin}/vanity/once?portal=eu`,
        region: 'us-east-1',
        scopes: null,
      },
      {
        origin: 'command-line',
        environment: {
          AWS_ENDPOINT_URL_SSO_OIDC: endpoints.ssoOidc,
          AWS_ENDPOINT_URL_SSO: endpoints.sso,
          AWS_ENDPOINT_URL_STS: endpoints.sts,
        },
      },
    ),
  );
  expect(errorOf(await signIn(real, id))).toMatchObject({
    code: 'sign-in.wrong-region',
    params: { detected: 'eu-west-1', region: 'us-east-1' },
  });
  const consent = { digest: null, confirmed: false, signOut: false };
  valueOf(await real.core.intents.sessionSettings.edit(id, { region: 'eu-west-1' }, consent, window));
  valueOf(await signIn(real, id));
  expect(await rolesOf(real, id)).toBe(2);
});

test.each(['pkce', 'device'] as const)(
  'a start URL of another region is refused by %s with what to correct',
  async (flow) => {
    await using parts = await start();
    const { real, practice } = parts;
    practice.cloud.addPortal('eu', { accounts: 1, rolesPerAccount: 1 }, { region: 'eu-west-1' });
    const id = await real.addSession('wrong', practice.cloud, { startUrl: practice.cloud.startUrl('eu') });
    expect(errorOf(await signIn(real, id, flow))).toMatchObject({ code: 'sign-in.wrong-region' });
  },
);
