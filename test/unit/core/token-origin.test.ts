import { describe, expect, it } from 'vitest';
import { writeTokenFile, type TokenFile } from '../../../shared/config-files/sso-cache.ts';
import { addMillis, DAY, HOUR, MINUTE } from '../../../shared/model/instant.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

/** What a shell has set that goes by other hosts of the vendor. */
const elsewhere = {
  AWS_ENDPOINT_URL_SSO_OIDC: 'https://oidc.eu-central-1.amazonaws.com',
  AWS_ENDPOINT_URL_SSO: 'https://portal.sso.eu-central-1.amazonaws.com',
};

/** What a shell that points the vendor's tools at a stand-in on this machine has set. */
const standIn = {
  AWS_ENDPOINT_URL_SSO_OIDC: 'http://127.0.0.1:1/oidc',
  AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:1/portal',
  AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1/sts',
};

async function setUp(environment: Readonly<Record<string, string>>) {
  const harness = createCoreHarness({ environment });
  const sessionId = await harness.addSession();
  const path = harness.tokenFile('my-sso');

  /** What `aws sso login --sso-session my-sso` leaves in a shell without those variables. */
  const vendorToken: TokenFile = {
    startUrl: 'https://my-sso-portal.awsapps.com/start',
    region: 'us-east-1',
    accessToken: 'token-of-the-real-service',
    expiresAt: addMillis(harness.clock.now(), DAY),
    clientId: 'client-of-the-cli',
    clientSecret: 'secret-of-the-cli',
    registrationExpiresAt: addMillis(harness.clock.now(), 90 * DAY),
    refreshToken: 'refresh-of-the-real-service',
  };
  return {
    ...harness,
    sessionId,
    path,
    foreign: (change: Partial<TokenFile> = {}) => writeTokenFile({ ...vendorToken, ...change }),
    isHeld: () => harness.log.protectedValues.has('token-of-the-real-service'),
  };
}

describe('a session with endpoints elsewhere', () => {
  it('never takes a token that another tool got later, perhaps from the real service', async () => {
    const harness = await setUp(elsewhere);
    harness.files.foreignWrite(harness.path, harness.foreign());
    await harness.scheduler.advance(1);
    expect([harness.session(harness.sessionId).phase.state, harness.isHeld()]).toEqual(['signed-out', false]);
  });

  it('nor one that was renewed by another tool before, and lay there when the session was added', async () => {
    const harness = createCoreHarness({ environment: elsewhere });
    const path = harness.tokenFile('my-sso');
    const { foreign } = await setUp(elsewhere);
    harness.files.foreignWrite(path, foreign());
    const sessionId = await harness.addSession();
    harness.files.foreignWrite(path, foreign({ accessToken: 'renewed-by-the-cli' }));
    await harness.scheduler.advance(1);
    expect(harness.session(sessionId).phase.state).toBe('signed-out');
  });

  it('takes its own token that another tool has renewed, also after a restart', async () => {
    const harness = await setUp(elsewhere);
    valueOf(await harness.signIn(harness.sessionId));
    const own = JSON.parse(harness.files.textOf(harness.path) ?? '{}') as { clientId: string };
    harness.files.foreignWrite(harness.path, harness.foreign({ clientId: own.clientId }));
    await harness.scheduler.advance(1);
    const again = createCoreHarness({ files: harness.files, settings: harness.settings });
    await again.core.restore();
    expect([harness.isHeld(), again.session(harness.sessionId).phase.state]).toEqual([true, 'active']);
  });

  it('gives up its token rather than take a stranger in its place when a renewal is refused', async () => {
    const harness = await setUp(elsewhere);
    valueOf(await harness.signIn(harness.sessionId));
    const release = harness.provider.hold('refresh');
    harness.provider.fail('refresh', 'sign-in.rejected');
    await harness.scheduler.advance(HOUR - 17 * MINUTE);
    harness.files.foreignWrite(harness.path, harness.foreign());
    release();
    await harness.scheduler.advance(1);
    expect([harness.provider.count('refresh'), harness.isHeld()]).toEqual([1, false]);
  });

  it('writes its renewed token over a stranger that came in between', async () => {
    const harness = await setUp(elsewhere);
    valueOf(await harness.signIn(harness.sessionId));
    await harness.scheduler.advance(MINUTE);
    harness.files.beforeNextReplace((path) => {
      harness.files.foreignWrite(path, harness.foreign());
    });
    await harness.scheduler.advance(HOUR - 18 * MINUTE);
    expect([
      harness.provider.count('refresh'),
      harness.isHeld(),
      harness.files.textOf(harness.path)?.includes('real-service'),
    ]).toEqual([1, false, false]);
  });
});

describe('a session for a stand-in on this machine', () => {
  it('takes what another tool got for it, though its client is a stranger and its start URL looks real', async () => {
    const harness = await setUp(standIn);
    harness.files.foreignWrite(harness.path, harness.foreign());
    await harness.scheduler.advance(1);
    expect(harness.session(harness.sessionId).phase.state).toBe('active');
  });

  it('takes it where the start URL is on this machine too', async () => {
    const harness = createCoreHarness({ environment: standIn });
    const { foreign } = await setUp(standIn);
    const startUrl = 'http://127.0.0.1:1/start';
    const sessionId = valueOf(
      await harness.intents.sessions.addAws(
        { name: 'local', startUrl, region: 'us-east-1', scopes: null },
        window,
      ),
    );
    harness.files.foreignWrite(harness.tokenFile('local'), foreign({ startUrl }));
    await harness.scheduler.advance(1);
    expect(harness.session(sessionId).phase.state).toBe('active');
  });

  it.each<Partial<TokenFile>>([
    { region: 'eu-west-1' },
    { region: '' },
    { startUrl: 'https://other-portal.awsapps.com/start' },
    { startUrl: '' },
  ])('never takes one with %j, whose origin is doubtful', async (change) => {
    const harness = await setUp(standIn);
    harness.files.foreignWrite(harness.path, harness.foreign(change));
    await harness.scheduler.advance(1);
    expect([harness.session(harness.sessionId).phase.state, harness.isHeld()]).toEqual(['signed-out', false]);
  });

  const addReal = (harness: Awaited<ReturnType<typeof setUp>>, startUrl: string) =>
    harness.intents.sessions.addAws(
      { name: 'real', startUrl, region: 'us-east-1', scopes: null },
      { origin: 'window', environment: {} },
    );

  it('takes none while a session of the same portal is at the real service, from where it might be', async () => {
    const harness = await setUp(standIn);
    valueOf(await addReal(harness, 'https://my-sso-portal.awsapps.com/start/'));
    harness.files.foreignWrite(harness.path, harness.foreign());
    await harness.scheduler.advance(1);
    expect([harness.session(harness.sessionId).phase.state, harness.isHeld()]).toEqual(['signed-out', false]);
  });

  it('takes it while the real session is of another portal', async () => {
    const harness = await setUp(standIn);
    valueOf(await addReal(harness, 'https://other-portal.awsapps.com/start'));
    harness.files.foreignWrite(harness.path, harness.foreign());
    await harness.scheduler.advance(1);
    expect(harness.session(harness.sessionId).phase.state).toBe('active');
  });

  it('sends a token it took nowhere once such a session has been added', async () => {
    const harness = await setUp(standIn);
    harness.files.foreignWrite(harness.path, harness.foreign());
    await harness.scheduler.advance(1);
    valueOf(await addReal(harness, 'https://my-sso-portal.awsapps.com/start'));
    const before = harness.provider.count('listAccounts');
    const listed = await harness.intents.catalog.refresh(harness.sessionId, window);
    expect([listed.ok ? null : listed.error.code, harness.provider.count('listAccounts')]).toEqual([
      'sign-in.required',
      before,
    ]);
  });

  it('sends it nowhere either to end it, when the session is signed out then', async () => {
    const harness = await setUp(standIn);
    harness.files.foreignWrite(harness.path, harness.foreign());
    await harness.scheduler.advance(1);
    valueOf(await addReal(harness, 'https://my-sso-portal.awsapps.com/start'));
    valueOf(await harness.intents.signIn.signOut(harness.sessionId, window));
    expect([
      harness.provider.count('endSession'),
      harness.files.textOf(harness.path),
      harness.session(harness.sessionId).phase.state,
      harness.isHeld(),
    ]).toEqual([0, null, 'signed-out', false]);
  });

  it('takes none where one of the two endpoints that see tokens is elsewhere', async () => {
    const harness = await setUp({
      ...standIn,
      ...elsewhere,
      AWS_ENDPOINT_URL_SSO: standIn.AWS_ENDPOINT_URL_SSO,
    });
    harness.files.foreignWrite(harness.path, harness.foreign());
    await harness.scheduler.advance(1);
    expect([harness.session(harness.sessionId).phase.state, harness.isHeld()]).toEqual(['signed-out', false]);
  });

  it('goes by portal and region where only STS is a stand-in, which never sees a token', async () => {
    const harness = await setUp({ AWS_ENDPOINT_URL_STS: standIn.AWS_ENDPOINT_URL_STS });
    harness.files.foreignWrite(harness.path, harness.foreign());
    await harness.scheduler.advance(1);
    expect(harness.session(harness.sessionId).phase.state).toBe('active');
  });
});

describe('a session with the endpoints of the vendor', () => {
  it('takes a token of its portal and region that another tool got, however the start URL ends', async () => {
    const harness = await setUp({});
    harness.files.foreignWrite(
      harness.path,
      harness.foreign({ startUrl: 'https://my-sso-portal.awsapps.com/start/#/' }),
    );
    await harness.scheduler.advance(1);
    expect(harness.session(harness.sessionId).phase.state).toBe('active');
  });

  it.each<Partial<TokenFile>>([
    { region: 'eu-west-1' },
    { region: '' },
    { startUrl: 'https://other-portal.awsapps.com/start' },
    { startUrl: '' },
  ])('never takes one with %j', async (change) => {
    const harness = await setUp({});
    harness.files.foreignWrite(harness.path, harness.foreign(change));
    await harness.scheduler.advance(1);
    expect([harness.session(harness.sessionId).phase.state, harness.isHeld()]).toEqual(['signed-out', false]);
  });
});
