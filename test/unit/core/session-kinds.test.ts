import { describe, expect, it } from 'vitest';
import type { NewAwsSession, SessionChanges } from '../../../electron/core/intents.ts';
import { signInEndpoint } from '../../../electron/providers/aws/endpoints.ts';
import { HOUR, MINUTE } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

const portal = 'https://my-sso-portal.awsapps.com/start';
const input: NewAwsSession = { name: 'my-sso', startUrl: portal, region: 'us-east-1', scopes: null };

/** Adds a session and gives its record, or the code of the refusal. */
async function added(change: Partial<NewAwsSession>, harness = createCoreHarness(), environment = {}) {
  const id = await harness.intents.sessions.addAws({ ...input, ...change }, { ...window, environment });
  return id.ok ? harness.session(id.value).record : id.error;
}

describe('a new session', () => {
  it('takes its region from the start URL where that tells it', async () => {
    const startUrl = 'https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws';
    expect(await added({ startUrl, region: null })).toMatchObject({ region: 'eu-west-1' });
    expect(await added({ startUrl, region: 'us-east-1' })).toMatchObject({ code: 'input.region-mismatch' });
    expect(await added({ region: null })).toMatchObject({ code: 'input.region-missing' });
  });

  it('takes the whole text of the access-keys dialog', async () => {
    const startUrl = `SSO start URL\n${portal}/#/\nSSO Region\neu-north-1\n`;
    expect(await added({ startUrl, region: null })).toMatchObject({ startUrl: portal, region: 'eu-north-1' });
  });

  it('is not made of the start page of AWS Builder ID', async () => {
    expect(await added({ startUrl: 'https://view.awsapps.com/start' })).toMatchObject({
      code: 'input.start-url-builder-id',
    });
  });

  it('asks the own domain for the region only where none was given', async () => {
    const harness = createCoreHarness();
    const own = 'https://aws.example.com';
    harness.provider.portals[own] = {
      portalUrl: 'https://ssoins-1.portal.eu-west-1.app.aws',
      region: 'eu-west-1',
    };
    expect(await added({ startUrl: own, region: 'eu-west-1' }, harness)).toMatchObject({ startUrl: own });
    expect(harness.provider.count('resolvePortal')).toBe(0);
    expect(await added({ name: 'b', startUrl: own, region: null }, harness)).toMatchObject({
      startUrl: own,
      region: 'eu-west-1',
    });
  });

  it('uses FIPS and dual-stack as the caller’s tools would, unless said otherwise', async () => {
    const environment = { AWS_USE_FIPS_ENDPOINT: 'True', AWS_USE_DUALSTACK_ENDPOINT: 'false' };
    expect(await added({}, createCoreHarness(), environment)).toMatchObject({
      endpointVariant: { fips: true, dualStack: false },
    });
    expect(
      await added({ endpointVariant: { fips: false, dualStack: true } }, createCoreHarness(), environment),
    ).toMatchObject({ endpointVariant: { fips: false, dualStack: true } });
  });

  it('has no variants of endpoints of its own, as in the AWS CLI', async () => {
    const environment = { AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:4040', AWS_USE_FIPS_ENDPOINT: 'true' };
    expect(await added({}, createCoreHarness(), environment)).toMatchObject({
      code: 'input.endpoint-variant-conflict',
    });
  });

  it('is bound to a foreign endpoint only where its host was allowed', async () => {
    const environment = { AWS_ENDPOINT_URL_SSO: 'https://sso.example.net' };
    expect(await added({}, createCoreHarness(), environment)).toMatchObject({
      code: 'input.endpoint-unconfirmed',
    });
    const confirmedEndpointHosts = ['sso.example.net'];
    expect(await added({ confirmedEndpointHosts }, createCoreHarness(), environment)).toMatchObject({
      endpoints: { sso: 'https://sso.example.net' },
    });
  });
});

describe('a legacy session', () => {
  it.each([
    [portal, 'c7aaaf71fcc8777ae2475525ed049d39fe16c484'],
    [`${portal}/`, '281a1863574b3787533891e49521f808d4fc0d51'],
    [`${portal}#/`, 'dbb58223772e9bae116ca5a3d089fdc0858ca302'],
  ])('keeps %s byte for byte, and its token under the hash of it', async (startUrl, sha1) => {
    const harness = createCoreHarness();
    const { intents, files } = harness;
    const id = valueOf(await intents.sessions.addAws({ ...input, startUrl, kind: 'legacy' }, window));
    expect(harness.session(id).record).toMatchObject({ kind: 'legacy', startUrl, scopes: [] });
    valueOf(await harness.signIn(id));
    const token = JSON.parse(files.textOf(`/home/user/.aws/sso/cache/${sha1}.json`) ?? '{}') as object;
    expect(token).toMatchObject({ startUrl, region: 'us-east-1' });
  });

  it('is the only one of its very start URL: two would share one token file', async () => {
    const harness = createCoreHarness();
    await added({ kind: 'legacy' }, harness);
    expect(await added({ name: 'other', kind: 'legacy' }, harness)).toEqual({
      code: 'input.start-url-taken',
      params: { session: 'my-sso' },
    });
    expect(await added({ name: 'other', kind: 'legacy', startUrl: `${portal}/` }, harness)).toMatchObject({
      kind: 'legacy',
    });
    expect(await added({ name: 'third' }, harness)).toMatchObject({ kind: 'sso-session' });
  });

  it('takes the CLI’s credentials of its start URL along when it signs out', async () => {
    const harness = createCoreHarness();
    const { intents, files, hash } = harness;
    const id = valueOf(await intents.sessions.addAws({ ...input, kind: 'legacy' }, window));
    valueOf(await harness.signIn(id));
    await harness.scheduler.advance(10_000);
    const cached = (key: object) => `/home/user/.aws/cli/cache/${hash.sha1(JSON.stringify(key))}.json`;
    const role = { accountId: '111122223333', roleName: 'ReadOnly' };
    const own = cached({ ...role, startUrl: portal });
    const other = cached({ ...role, sessionName: 'my-sso' });
    files.foreignWrite(own, '{"ProviderType":"sso"}');
    files.foreignWrite(other, '{"ProviderType":"sso"}');
    const report = valueOf(await intents.signIn.signOut(id, window));
    expect(report.removed).toContain(own);
    expect([files.textOf(own), files.textOf(other)]).toEqual([null, '{"ProviderType":"sso"}']);
  });

  it('whose token nobody can renew ends with it, which is no estimate', async () => {
    const harness = createCoreHarness();
    const { intents, provider } = harness;
    provider.withoutRefreshToken = true;
    provider.tokenLife = 8 * HOUR;
    const id = valueOf(await intents.sessions.addAws({ ...input, kind: 'legacy' }, window));
    valueOf(await harness.signIn(id));
    expect(harness.session(id).phase).toMatchObject({
      state: 'active',
      renewable: false,
      nextRenewalAt: null,
      sessionEndsEstimate: null,
    });
  });

  it('has no section to write', async () => {
    const { intents } = createCoreHarness();
    const id = valueOf(await intents.sessions.addAws({ ...input, kind: 'legacy' }, window));
    expect(await intents.sessionSettings.previewSection(id, window)).toMatchObject({
      ok: false,
      error: { code: 'input.legacy-has-no-section' },
    });
  });
});

describe('a start URL of one’s own domain', () => {
  const own = 'https://aws.example.com';

  async function ownDomain() {
    const harness = createCoreHarness();
    harness.provider.portals[own] = { portalUrl: portal, region: null };
    const id = valueOf(await harness.intents.sessions.addAws({ ...input, startUrl: own }, window));
    return { ...harness, id };
  }

  it('is asked anew at each sign-in; the token file keeps it, the record has the portal beside it', async () => {
    const { id, signIn, session, provider, files, tokenFile, settings } = await ownDomain();
    valueOf(await signIn(id));
    expect(session(id).record).toMatchObject({ startUrl: own, portalUrl: portal });
    expect(settings.get('sessions')).toMatchObject([{ startUrl: own, portalUrl: portal }]);
    expect(files.textOf(tokenFile('my-sso'))).toContain(`"startUrl":"${own}"`);
    provider.portals[own] = { portalUrl: 'https://other.awsapps.com/start', region: null };
    valueOf(await signIn(id));
    expect(session(id).record.portalUrl).toBe('https://other.awsapps.com/start');
    expect(provider.count('resolvePortal')).toBe(2);
  });

  it('that leads to another region names it, and asks for no client', async () => {
    const { id, intents, provider } = await ownDomain();
    provider.portals[own] = { portalUrl: 'https://ssoins-1.portal.eu-west-1.app.aws', region: 'eu-west-1' };
    expect(await intents.signIn.start({ sessionId: id, openBrowser: true }, window)).toEqual({
      ok: false,
      error: {
        code: 'sign-in.wrong-region',
        params: { session: 'my-sso', region: 'us-east-1', detected: 'eu-west-1', suggestion: 'eu-west-1' },
      },
    });
    expect(provider.count('registerClient')).toBe(0);
  });

  it('that leads nowhere ends the sign-in with the reason', async () => {
    const { id, intents, provider, session } = await ownDomain();
    provider.fail('resolvePortal', 'sign-in.portal-not-found');
    expect(await intents.signIn.start({ sessionId: id, openBrowser: true }, window)).toMatchObject({
      error: { code: 'sign-in.portal-not-found' },
    });
    expect(session(id).phase).toMatchObject({ state: 'signed-out' });
  });

  it('gets another client for another portal', async () => {
    const { id, signIn, provider } = await ownDomain();
    valueOf(await signIn(id));
    valueOf(await signIn(id));
    expect(provider.count('registerClient')).toBe(1);
    provider.portals[own] = { portalUrl: 'https://other.awsapps.com/start', region: null };
    valueOf(await signIn(id));
    expect(provider.count('registerClient')).toBe(2);
  });
});

describe('a region that the service refuses', () => {
  it('is explained by another session of the same portal', async () => {
    const harness = createCoreHarness();
    const { intents, provider } = harness;
    await harness.addSession('good');
    const id = valueOf(
      await intents.sessions.addAws({ ...input, name: 'bad', region: 'eu-west-1', flow: 'device' }, window),
    );
    provider.fail('startDevice', 'sign-in.wrong-region');
    expect(await intents.signIn.start({ sessionId: id, openBrowser: true }, window)).toMatchObject({
      error: { params: { detected: 'us-east-1', region: 'eu-west-1', session: 'bad' } },
    });
  });

  it('is told plainly where nothing names the right one', async () => {
    const harness = createCoreHarness();
    const id = await harness.addSession();
    harness.provider.fail('registerClient', 'sign-in.wrong-region');
    expect(await harness.intents.signIn.start({ sessionId: id, openBrowser: true }, window)).toEqual({
      ok: false,
      error: { code: 'sign-in.wrong-region' },
    });
  });
});

describe('the endpoint of a sign-in', () => {
  const record = async (change: Partial<NewAwsSession>) => {
    const found = await added(change);
    if (!('startUrl' in found)) throw new Error(found.code);
    return found;
  };

  it('is dual-stack for device codes of a dual-stack portal, and for nothing else by itself', async () => {
    const dual = await record({ startUrl: 'https://ssoins-1.portal.eu-west-1.app.aws', region: null });
    expect(signInEndpoint(dual, 'device')).toBe('https://oidc.eu-west-1.api.aws');
    expect(signInEndpoint(dual, 'pkce')).toBe('https://oidc.eu-west-1.amazonaws.com');
    const ipv4 = await record({});
    expect(signInEndpoint(ipv4, 'device')).toBe('https://oidc.us-east-1.amazonaws.com');
  });

  it('is what the variant says', async () => {
    const both = await record({ endpointVariant: { fips: true, dualStack: true } });
    expect(signInEndpoint(both, 'pkce')).toBe('https://oidc-fips.us-east-1.api.aws');
    const gov = await record({
      startUrl: 'https://start.us-gov-home.awsapps.com/directory/d-1',
      region: 'us-gov-west-1',
      endpointVariant: { fips: true },
    });
    expect(signInEndpoint(gov, 'pkce')).toBe('https://oidc.us-gov-west-1.amazonaws.com');
  });
});

describe('changing a session', () => {
  const keep = { digest: null, confirmed: false, signOut: false };

  async function signedIn() {
    const harness = createCoreHarness();
    const id = await harness.addSession();
    valueOf(await harness.signIn(id));
    await harness.scheduler.advance(10_000);
    const edit = (changes: SessionChanges, signOut = false, of: SessionId = id) =>
      harness.intents.sessionSettings.edit(of, changes, { ...keep, signOut }, window);
    return { ...harness, id, edit };
  }

  it('of a signed-in portal’s address needs a sign-out first, and changes nothing without', async () => {
    const { id, edit, session, provider } = await signedIn();
    const before = session(id);
    expect(await edit({ region: 'eu-west-1' })).toEqual({
      ok: false,
      error: { code: 'sign-in.sign-out-first', params: { session: 'my-sso' } },
    });
    expect(session(id)).toEqual(before);
    expect(provider.count('endSession')).toBe(0);
  });

  it('signs out where that was allowed, and forgets what was of the old portal', async () => {
    const { id, edit, session, provider, files, tokenFile, settings, core } = await signedIn();
    const changed = valueOf(await edit({ startUrl: 'https://other.awsapps.com/start' }, true));
    expect(changed).toEqual({ files: null, signsOut: true });
    expect(session(id)).toMatchObject({
      record: { startUrl: 'https://other.awsapps.com/start', region: 'us-east-1', identity: null },
      phase: { state: 'signed-out', error: null },
    });
    expect(settings.get('sessions')).toMatchObject([{ startUrl: 'https://other.awsapps.com/start' }]);
    expect([provider.count('endSession'), files.textOf(tokenFile('my-sso'))]).toEqual([1, null]);
    expect(core.store.current().catalogs[id]).toMatchObject({ length: 0, status: { state: 'idle' } });
    expect(core.intents.catalog.read(id, 1, 0)).toMatchObject({ generation: 2, offset: 0, entries: [] });
  });

  it('stays signed in where the change is no longer the one that was shown', async () => {
    const { id, edit, intents, session, provider, files, configFile } = await signedIn();
    const { previewEdit, writeSection } = intents.sessionSettings;
    valueOf(await writeSection(id, { digest: null, confirmed: false }, window));
    const shown = valueOf(await previewEdit(id, { region: 'eu-west-1' }, window));
    files.foreignWrite(configFile, `# theirs\n${files.textOf(configFile) ?? ''}`);
    const consent = { digest: shown.files?.digest ?? '', confirmed: false, signOut: true };
    expect(await intents.sessionSettings.edit(id, { region: 'eu-west-1' }, consent, window)).toMatchObject({
      error: { code: 'config.changed-on-disk' },
    });
    expect([session(id).phase.state, session(id).record.region, provider.count('endSession')]).toEqual([
      'active',
      'us-east-1',
      0,
    ]);
    valueOf(await edit({ region: 'eu-west-1' }, true));
  });

  it('lets go of a sign-in under way', async () => {
    const harness = createCoreHarness();
    const id = await harness.addSession();
    const { outcome } = await harness.startSignIn(id);
    valueOf(await harness.intents.sessionSettings.edit(id, { region: 'eu-west-1' }, keep, window));
    expect(await outcome).toMatchObject({ ok: false, error: { code: 'sign-in.cancelled' } });
    expect(harness.session(id).record.region).toBe('eu-west-1');
  });

  it('keeps the sign-in where the address stays', async () => {
    const { id, edit, session } = await signedIn();
    valueOf(await edit({ flow: 'device', scopes: 'sso:account:access,b', endpointVariant: { fips: true } }));
    expect(session(id)).toMatchObject({
      record: {
        flow: 'device',
        scopes: ['sso:account:access', 'b'],
        endpointVariant: { fips: true, dualStack: false },
      },
      phase: { state: 'active' },
    });
  });

  it('estimates the end of the sign-in by the length that was set', async () => {
    const { id, edit, session, settings } = await signedIn();
    const signedInAt = settings.get('signedInAt')[id] ?? 0;
    valueOf(await edit({ sessionDuration: 12 * HOUR }));
    expect(session(id).phase).toMatchObject({
      sessionEndsEstimate: { at: signedInAt + 12 * HOUR, basis: 'set-duration' },
    });
    valueOf(await edit({ sessionDuration: null }));
    expect(session(id).phase).toMatchObject({
      sessionEndsEstimate: { at: signedInAt + 8 * HOUR, basis: 'default-duration' },
    });
  });

  it.each([
    [{ sessionDuration: 14 * MINUTE }, 'input.duration-invalid'],
    [{ sessionDuration: 91 * 24 * HOUR }, 'input.duration-invalid'],
    [{ region: 'us_west-2' }, 'input.region-invalid'],
    [{ startUrl: 'http://x.awsapps.com/start' }, 'input.start-url-not-https'],
    [{ startUrl: 'https://start.home.awsapps.cn/directory/d-1' }, 'input.partition-mismatch'],
    [{ scopes: 'a"b' }, 'input.scopes-invalid'],
  ] as const)('does not take %j', async (changes, code) => {
    const { id, edit, session } = await signedIn();
    const before = session(id).record;
    expect(await edit(changes, true)).toMatchObject({ ok: false, error: { code } });
    expect(session(id).record).toEqual(before);
  });

  it('follows a new start URL that tells its region', async () => {
    const { id, edit, session } = await signedIn();
    valueOf(await edit({ startUrl: 'https://ssoins-1.portal.eu-west-1.app.aws' }, true));
    expect(session(id).record.region).toBe('eu-west-1');
  });

  it('brings the section that Latchkey wrote along, and no other', async () => {
    const { id, edit, intents, files, configFile } = await signedIn();
    files.foreignWrite(configFile, '# mine\n[profile other]\nregion = us-east-1\n');
    valueOf(await intents.sessionSettings.writeSection(id, { digest: null, confirmed: false }, window));
    const changed = valueOf(await edit({ region: 'eu-west-1' }, true));
    expect(changed.files?.diff.filter(({ type }) => type !== 'context')).toEqual([
      { type: 'remove', text: 'sso_region = us-east-1' },
      { type: 'add', text: 'sso_region = eu-west-1' },
    ]);
    expect(files.textOf(configFile)).toBe(
      [
        '# mine',
        '[profile other]',
        'region = us-east-1',
        '',
        '[sso-session my-sso]',
        'sso_start_url = https://my-sso-portal.awsapps.com/start',
        'sso_region = eu-west-1',
        'sso_registration_scopes = sso:account:access',
        '',
      ].join('\n'),
    );
  });

  it('gives nothing up where the file cannot be changed', async () => {
    const { id, edit, intents, files, configFile, session, provider } = await signedIn();
    valueOf(await intents.sessionSettings.writeSection(id, { digest: null, confirmed: false }, window));
    files.foreignWrite(configFile, 'broken\n');
    const before = session(id).record;
    expect(await edit({ region: 'eu-west-1' }, true)).toMatchObject({
      error: { code: 'config.file-broken' },
    });
    expect([session(id).record, provider.count('endSession')]).toEqual([before, 0]);
  });
});

describe('the section of a session alone', () => {
  it('is written without a profile, shown before, and taken back by undo', async () => {
    const { intents, files, configFile, addSession } = createCoreHarness();
    const id = await addSession();
    const shown = valueOf(await intents.sessionSettings.previewSection(id, window));
    expect(files.textOf(configFile)).toBeNull();
    const consent = { digest: shown.digest, confirmed: false };
    valueOf(await intents.sessionSettings.writeSection(id, consent, window));
    expect(files.textOf(configFile)).toBe(
      `[sso-session my-sso]\nsso_start_url = ${portal}\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access\n`,
    );
    valueOf(await intents.profiles.undo({ digest: null, confirmed: false }, window));
    expect(files.textOf(configFile) ?? '').toBe('');
  });

  it('is not written over one that somebody else wrote for another portal', async () => {
    const { intents, files, configFile, addSession } = createCoreHarness();
    const id = await addSession();
    const foreign =
      '[sso-session my-sso]\nsso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1\n';
    files.foreignWrite(configFile, foreign);
    const written = await intents.sessionSettings.writeSection(
      id,
      { digest: null, confirmed: false },
      window,
    );
    expect(written.ok).toBe(false);
    expect(files.textOf(configFile)).toBe(foreign);
  });
});
