import { describe, expect, it } from 'vitest';
import { writeTokenFile } from '../../../shared/config-files/sso-cache.ts';
import { addMillis, DAY, HOUR } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

const CORP = 'https://corp.awsapps.com/start';
const OLD = 'https://old.awsapps.com/start#/';

const config = `# mine
[default]
region = eu-central-1

[sso-session corp]
sso_start_url = ${CORP}/
sso_region = eu-west-1
sso_registration_scopes = sso:account:access, codewhisperer:completions

[profile corp-read]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = ReadOnly

[profile corp-admin]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Admin

[profile old-one]
sso_start_url = ${OLD}
sso_region = us-east-1
sso_account_id = 444455556666
sso_role_name = ReadOnly

[profile old-two]
sso_start_url = ${OLD}
sso_region = us-east-1
sso_account_id = 444455556666
sso_role_name = Admin

[profile keys]
aws_access_key_id = AKIAEXAMPLE
`;

/** The app on a machine whose user has been using the `aws` command. */
async function started(text = config, options: Parameters<typeof createCoreHarness>[0] = {}) {
  const harness = createCoreHarness(options);
  harness.files.foreignWrite(harness.configFile, text, 0o600);
  await harness.core.restore();
  await harness.scheduler.advance(1);
  const { found } = harness.intents;
  return {
    ...harness,
    found,
    view: () => harness.core.store.current().found,
    section: (id: SessionId) => harness.core.store.current().sections[id],
    list: async () => valueOf(await found.list(window)),
    /** What `aws sso login` leaves. */
    login: (key: string, startUrl: string, region: string, accessToken = 'token-of-the-cli') => {
      harness.files.foreignWrite(
        harness.tokenFile(key),
        writeTokenFile({
          startUrl,
          region,
          accessToken,
          expiresAt: addMillis(harness.clock.now(), HOUR),
          clientId: 'client-of-the-cli',
          clientSecret: 'secret-of-the-cli',
          registrationExpiresAt: addMillis(harness.clock.now(), 90 * DAY),
          refreshToken: null,
        }),
      );
    },
    edit: async (before: string, after: string) => {
      const now = harness.files.textOf(harness.configFile) ?? '';
      harness.files.foreignWrite(harness.configFile, now.replace(before, after));
      await harness.scheduler.advance(1);
    },
  };
}

describe('what is found on this machine', () => {
  it('is each sso-session, the legacy profiles of one start URL together, and the others as a number', async () => {
    const { list, view } = await started();
    const { sessions, profiles } = await list();
    expect(sessions.map(({ name, kind, profiles: names }) => [name, kind, names])).toEqual([
      ['corp', 'sso-session', ['corp-read', 'corp-admin']],
      ['old', 'legacy', ['old-one', 'old-two']],
    ]);
    expect(profiles).toEqual({ native: 2, legacy: 2, others: 2 });
    expect(view()).toMatchObject({ sessions: 2, profiles: 4, fresh: ['corp', 'old'] });
  });

  it('is read from where AWS_CONFIG_FILE points', async () => {
    const harness = await started('', { environment: { AWS_CONFIG_FILE: '/etc/elsewhere' } });
    harness.files.foreignWrite('/etc/elsewhere', config);
    await harness.scheduler.advance(1);
    expect([harness.view()?.file, harness.view()?.sessions]).toEqual(['/etc/elsewhere', 2]);
  });

  it('tells until when another tool’s sign-in is good, by the token’s own file name', async () => {
    const harness = await started();
    harness.login('corp', `${CORP}/`, 'eu-west-1');
    harness.login(OLD, OLD, 'us-east-1');
    const { sessions } = await harness.list();
    expect(sessions.map((session) => session.signedInUntil !== null)).toEqual([true, true]);
  });

  it.each([
    [
      'a section without a region',
      '[sso-session x]\nsso_start_url = https://x.awsapps.com/start\n',
      'config.session-section-incomplete',
    ],
    [
      'a region that is none',
      '[sso-session x]\nsso_start_url = https://x.awsapps.com/start\nsso_region = us_west-2\n',
      'input.region-invalid',
    ],
    [
      'a start URL over plain http',
      '[sso-session x]\nsso_start_url = http://x.awsapps.com/start\nsso_region = us-west-2\n',
      'input.start-url-not-https',
    ],
    [
      'a name with a blank, which most readers do not take',
      "[sso-session 'x y']\nsso_start_url = https://x.awsapps.com/start\nsso_region = us-west-2\n",
      'input.session-name-invalid',
    ],
  ])('says why %s cannot be used', async (_, text, code) => {
    const harness = await started(text);
    const { sessions } = await harness.list();
    const used = await harness.found.use([sessions[0]?.name ?? ''], window);
    expect([sessions[0]?.problem?.code, used.ok ? null : used.error.code, harness.view()?.sessions]).toEqual([
      code,
      code,
      0,
    ]);
  });

  it('gives two legacy start URLs that look alike two names', async () => {
    const section = (name: string, url: string) =>
      `[profile ${name}]\nsso_start_url = ${url}\nsso_region = us-east-1\n`;
    const { list } = await started(
      section('a', 'https://x.awsapps.com/start') + section('b', 'https://x.awsapps.com/start/'),
    );
    expect((await list()).sessions.map(({ name }) => name)).toEqual(['x', 'x-2']);
  });
});

describe('using what was found', () => {
  it('makes sessions of it without changing a byte, section and profiles foreign as before', async () => {
    const harness = await started();
    const ids = valueOf(await harness.found.use(null, window));
    expect(ids.map((id) => harness.session(id).record)).toMatchObject([
      {
        name: 'corp',
        kind: 'sso-session',
        startUrl: `${CORP}/`,
        region: 'eu-west-1',
        scopes: ['sso:account:access', 'codewhisperer:completions'],
      },
      { name: 'old', kind: 'legacy', startUrl: OLD, region: 'us-east-1' },
    ]);
    expect(harness.files.textOf(harness.configFile)).toBe(config);
    const rows = valueOf(await harness.intents.profiles.list(window));
    expect(rows.filter((row) => row.sessionId !== null).map((row) => [row.name, row.managed])).toEqual([
      ['corp-read', false],
      ['corp-admin', false],
      ['old-one', false],
      ['old-two', false],
    ]);
  });

  it('adopts the token that is there at once, and its profiles give credentials', async () => {
    const harness = await started();
    harness.login('corp', `${CORP}/`, 'eu-west-1');
    harness.login(OLD, OLD, 'us-east-1');
    const ids = valueOf(await harness.found.use(null, window));
    expect(ids.map((id) => harness.session(id).phase.state)).toEqual(['active', 'active']);
    for (const name of ['corp-read', 'old-two']) {
      valueOf(await harness.intents.credentials.ofProfile(name, window));
    }
    expect(harness.provider.count('roleCredentials')).toBe(2);
  });

  it('lists the roles of a session whose token another tool got', async () => {
    const harness = await started();
    harness.login('corp', `${CORP}/`, 'eu-west-1');
    valueOf(await harness.found.use(['corp'], window));
    await harness.scheduler.advance(1000);
    expect(harness.provider.count('listAccounts')).toBe(1);
  });

  it('takes a name once, however often it is asked for', async () => {
    const harness = await started();
    const first = valueOf(await harness.found.use(['corp'], window));
    expect(valueOf(await harness.found.use(['corp'], window))).toEqual(first);
    expect(harness.core.store.current().sessions).toHaveLength(1);
  });

  it('uses none where one of the names is not there', async () => {
    const harness = await started();
    const used = await harness.found.use(['corp', 'nobody'], window);
    expect([used.ok ? null : used.error.code, harness.core.store.current().sessions.length]).toEqual([
      'config.session-not-there',
      0,
    ]);
  });

  it('binds the session to the endpoints of the shell that asks, like any new session', async () => {
    const harness = await started();
    const environment = { AWS_ENDPOINT_URL_SSO_OIDC: 'http://127.0.0.1:1/oidc' };
    const [id] = valueOf(await harness.found.use(['corp'], { origin: 'command-line', environment }));
    expect(harness.session(id!).record.endpoints).toEqual({ ssoOidc: 'http://127.0.0.1:1/oidc' });
  });
});

describe('what is new', () => {
  it('is told of until it is waved away, also over a restart', async () => {
    const harness = await started();
    valueOf(await harness.found.dismiss());
    expect(harness.view()).toMatchObject({ sessions: 2, fresh: [] });
    const again = await started(config, { settings: harness.settings });
    expect(again.view()).toMatchObject({ sessions: 2, fresh: [] });
    await again.edit(
      '[profile keys]',
      `[sso-session late]\nsso_start_url = https://late.awsapps.com/start\nsso_region = us-east-1\n[profile keys]`,
    );
    expect(again.view()).toMatchObject({ sessions: 3, fresh: ['late'] });
  });

  it('is no more what is used', async () => {
    const harness = await started();
    valueOf(await harness.found.use(['corp'], window));
    expect(harness.view()).toMatchObject({ sessions: 1, profiles: 2, fresh: ['old'] });
  });
});

describe('managing a section', () => {
  it('lets its profile be removed, changes no byte, and uses its session', async () => {
    const harness = await started();
    const before = await harness.intents.profiles.previewRemoval('corp-read', window);
    valueOf(await harness.found.manage({ type: 'profile', name: 'corp-read' }, window));
    expect(harness.files.textOf(harness.configFile)).toBe(config);
    expect(harness.core.store.current().sessions.map(({ record }) => record.name)).toEqual(['corp']);
    valueOf(await harness.intents.profiles.remove('corp-read', { digest: null, confirmed: false }, window));
    expect([before.ok, harness.files.textOf(harness.configFile)?.includes('corp-read')]).toEqual([
      false,
      false,
    ]);
  });

  it('works on the section of a session', async () => {
    const harness = await started();
    const [id] = valueOf(await harness.found.use(['corp'], window));
    const before = harness.section(id!)?.owner;
    valueOf(await harness.found.manage({ type: 'session', name: 'corp' }, window));
    expect([before, harness.section(id!)?.owner]).toEqual(['foreign', 'managed']);
  });

  it('can be taken back: the section is foreign again, and no undo reaches it', async () => {
    const harness = await started();
    const target = { type: 'profile', name: 'corp-read' } as const;
    valueOf(await harness.found.manage(target, window));
    const [row] = valueOf(await harness.intents.profiles.list(window)).filter(
      ({ name }) => name === 'corp-read',
    );
    valueOf(
      await harness.intents.profiles.save(
        {
          name: 'corp-read',
          sessionId: row!.sessionId!,
          accountId: '111122223333',
          roleName: 'ReadOnly',
          region: 'us-east-1',
          output: null,
        },
        null,
        window,
      ),
    );
    const edited = harness.files.textOf(harness.configFile);
    valueOf(await harness.found.letGo(target, window));
    const undone = await harness.intents.profiles.undo({ digest: null, confirmed: true }, window);
    const removed = await harness.intents.profiles.remove(
      'corp-read',
      { digest: null, confirmed: true },
      window,
    );
    expect([undone.ok, removed.ok, harness.files.textOf(harness.configFile)]).toEqual([false, false, edited]);
    expect(harness.core.store.current().undo).toBeNull();
  });

  it.each([
    [{ type: 'profile', name: 'keys' }, 'config.not-sso-profile'],
    [{ type: 'profile', name: 'nobody' }, 'input.profile-unknown'],
    [{ type: 'session', name: 'nobody' }, 'config.session-not-there'],
  ] as const)('refuses %j', async (target, code) => {
    const harness = await started();
    const managed = await harness.found.manage(target, window);
    expect(managed.ok ? null : managed.error.code).toBe(code);
  });
});

describe('a session whose section changes by hand', () => {
  async function used() {
    const harness = await started();
    harness.login('corp', `${CORP}/`, 'eu-west-1');
    const [id] = valueOf(await harness.found.use(['corp'], window));
    const region = () => harness.session(id!).record.region;
    return { ...harness, id: id!, region, problem: () => harness.section(id!)?.problem?.code ?? null };
  }

  it('follows a new region of the same portal, as the aws command corrects it, and takes the token of there', async () => {
    const harness = await used();
    await harness.edit('sso_region = eu-west-1', 'sso_region = eu-north-1');
    expect([harness.region(), harness.problem(), harness.session(harness.id).phase.state]).toEqual([
      'eu-north-1',
      null,
      'signed-out',
    ]);
    harness.login('corp', `${CORP}/`, 'eu-north-1', 'token-of-there');
    await harness.scheduler.advance(1);
    expect(harness.session(harness.id).phase.state).toBe('active');
  });

  it('stays where it is when the section leads to another portal, says so, and follows when told to', async () => {
    const harness = await used();
    await harness.edit(`${CORP}/`, 'https://other.awsapps.com/start');
    expect([harness.session(harness.id).record.startUrl, harness.problem()]).toEqual([
      `${CORP}/`,
      'config.session-differs',
    ]);
    expect(harness.session(harness.id).phase.state).toBe('active');
    valueOf(await harness.found.followFile(harness.id));
    expect([harness.session(harness.id).record.startUrl, harness.problem()]).toEqual([
      'https://other.awsapps.com/start',
      null,
    ]);
    expect(harness.session(harness.id).phase.state).toBe('signed-out');
  });

  it('keeps a region that was set in Latchkey, and asks, whatever becomes of the one in the file', async () => {
    const harness = await used();
    const consent = { digest: null, confirmed: true, signOut: true };
    await harness.intents.sessionSettings.edit(harness.id, { region: 'us-west-2' }, consent, window);
    await harness.scheduler.advance(1);
    expect([harness.region(), harness.problem()]).toEqual(['us-west-2', 'config.session-differs']);
    await harness.edit('sso_region = eu-west-1', 'sso_region = eu-north-1');
    expect([harness.region(), harness.problem()]).toEqual(['us-west-2', 'config.session-differs']);
  });

  it('is told when the section is gone, and that it is back', async () => {
    const harness = await used();
    const text = harness.files.textOf(harness.configFile) ?? '';
    await harness.edit('[sso-session corp]', '[sso-session renamed]');
    expect(harness.problem()).toBe('config.session-gone');
    harness.files.foreignWrite(harness.configFile, text);
    await harness.scheduler.advance(1);
    expect(harness.problem()).toBeNull();
  });

  it('is asked about when it was added with another region than the section already had', async () => {
    const harness = await started();
    const id = valueOf(
      await harness.intents.sessions.addAws(
        { name: 'corp', startUrl: CORP, region: 'us-east-1', scopes: null },
        window,
      ),
    );
    await harness.scheduler.advance(1);
    expect([harness.section(id)?.problem?.code, harness.session(id).record.region]).toEqual([
      'config.session-differs',
      'us-east-1',
    ]);
  });

  it('says nothing of a session that has no section yet', async () => {
    const harness = await started('');
    const id = await harness.addSession();
    await harness.scheduler.advance(1);
    expect(harness.section(id)).toMatchObject({ owner: 'none', problem: null });
  });

  it('is left alone while the file cannot be read', async () => {
    const harness = await used();
    harness.files.foreignWrite(harness.configFile, '[sso-session corp\n');
    await harness.scheduler.advance(1);
    expect([harness.problem(), harness.region()]).toEqual([null, 'eu-west-1']);
  });
});
