import { describe, expect, it } from 'vitest';
import { roleCredentialFileName, type RoleCredentialKey } from '../../../shared/config-files/sso-cache.ts';
import { addMillis, HOUR, toRfc3339 } from '../../../shared/model/instant.ts';
import { createCoreHarness, unasked, valueOf, window } from '../../fakes/core-harness.ts';

const folder = '/home/user/.aws/cli/cache';
const START = 'https://my-sso-portal.awsapps.com/start';
const LEGACY = 'https://old.awsapps.com/start/';

async function signedIn() {
  const harness = createCoreHarness();
  const sessionId = await harness.addSession();
  valueOf(await harness.signIn(sessionId));
  await harness.scheduler.advance(1);
  return {
    ...harness,
    sessionId,
    /** What the CLI keeps after `aws sts get-caller-identity`. */
    keep: (key: RoleCredentialKey, change: Record<string, unknown> = {}) => {
      const path = `${folder}/${roleCredentialFileName(harness.hash, key)}`;
      const Credentials = {
        AccessKeyId: 'ASIAEXAMPLE',
        SecretAccessKey: 'kept-secret',
        SessionToken: 'kept-session',
        Expiration: toRfc3339(addMillis(harness.clock.now(), 5 * HOUR)),
        AccountId: key.accountId,
      };
      harness.files.foreignWrite(path, JSON.stringify({ ProviderType: 'sso', Credentials, ...change }));
      return path;
    },
    signOut: async () => valueOf(await harness.intents.signIn.signOut(sessionId, window)),
    left: () => harness.files.paths.filter((path) => path.startsWith(folder)),
  };
}

describe('the role credentials that the CLI keeps', () => {
  it('go with the session where its portal lists the role, and say until when they stay valid', async () => {
    const harness = await signedIn();
    const path = harness.keep({ accountId: '111122223333', roleName: 'ReadOnly', sessionName: 'my-sso' });
    const { removed, credentialsValidUntil, endsOtherTools } = await harness.signOut();
    expect([removed, harness.left(), endsOtherTools]).toEqual([
      [harness.tokenFile('my-sso'), path],
      [],
      true,
    ]);
    expect(credentialsValidUntil).toBe(Math.floor(addMillis(harness.clock.now(), 5 * HOUR) / 1000) * 1000);
  });

  it('go where only a profile of the config file names the role', async () => {
    const harness = await signedIn();
    harness.files.foreignWrite(
      harness.configFile,
      '[profile x]\nsso_session = my-sso\nsso_account_id = 777788889999\nsso_role_name = Auditor\n',
    );
    const path = harness.keep({ accountId: '777788889999', roleName: 'Auditor', sessionName: 'my-sso' });
    expect((await harness.signOut()).removed).toContain(path);
  });

  it('go where the account is listed no more, but the role is known from another', async () => {
    const harness = await signedIn();
    const path = harness.keep({ accountId: '999900001111', roleName: 'ReadOnly', sessionName: 'my-sso' });
    expect((await harness.signOut()).removed).toContain(path);
  });

  it('of a legacy session go by its start URL, byte for byte', async () => {
    const harness = await signedIn();
    harness.files.foreignWrite(
      harness.configFile,
      `[profile old]\nsso_start_url = ${LEGACY}\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = ReadOnly\n`,
    );
    const [id] = valueOf(await harness.intents.found.use(['old'], window));
    const role = { accountId: '111122223333', roleName: 'ReadOnly' };
    const own = harness.keep({ ...role, startUrl: LEGACY });
    const other = harness.keep({ ...role, startUrl: LEGACY.slice(0, -1) });
    const { removed } = valueOf(await harness.intents.signIn.signOut(id!, window));
    expect([removed, harness.left()]).toEqual([[own], [other]]);
  });

  it('stay where they are another session’s, a legacy one’s, or came from elsewhere', async () => {
    const harness = await signedIn();
    const role = { accountId: '111122223333', roleName: 'ReadOnly' };
    const others = [
      harness.keep({ ...role, sessionName: 'other' }),
      harness.keep({ ...role, startUrl: START }),
      harness.keep({ ...role, roleName: 'Admin', sessionName: 'my-sso' }, { ProviderType: 'assume-role' }),
    ];
    harness.files.foreignWrite(`${folder}/broken.json`, '{');
    const { removed } = await harness.signOut();
    expect([removed, harness.left()]).toEqual([
      [harness.tokenFile('my-sso')],
      [...others, `${folder}/broken.json`].toSorted(),
    ]);
  });
});

describe('removing a session', () => {
  const foreign = `[sso-session my-sso]\nsso_start_url = ${START}\nsso_region = us-east-1\n[profile theirs]\nsso_session = my-sso\n`;

  it('asks first where foreign profiles use it, names them, and does nothing unless agreed to', async () => {
    const harness = await signedIn();
    harness.files.foreignWrite(harness.configFile, foreign);
    const preview = valueOf(await harness.intents.sessions.previewRemoval(harness.sessionId, window));
    expect(preview).toMatchObject({
      diff: [],
      asks: [{ code: 'config.session-in-use', params: { session: 'my-sso', users: 'theirs' } }],
    });
    const refused = await harness.intents.sessions.remove(harness.sessionId, unasked, window);
    expect(refused).toMatchObject({ ok: false, error: { code: 'config.session-in-use' } });
    expect(harness.session(harness.sessionId).phase.state).toBe('active');
    valueOf(
      await harness.intents.sessions.remove(harness.sessionId, { digest: null, confirmed: true }, window),
    );
    expect([harness.core.store.current().sessions, harness.files.textOf(harness.configFile)]).toEqual([
      [],
      foreign,
    ]);
  });

  it('shows the sections that go, and takes exactly those', async () => {
    const harness = await signedIn();
    const { sessionId, intents } = harness;
    const role = { accountId: '111122223333', roleName: 'ReadOnly' };
    harness.files.foreignWrite(harness.configFile, '# mine\n[profile mine]\nregion = us-east-1\n');
    valueOf(
      await intents.profiles.save(
        { name: 'dev', sessionId, ...role, region: null, output: null },
        null,
        window,
      ),
    );
    const preview = valueOf(await intents.sessions.previewRemoval(sessionId, window));
    const gone = preview.diff.filter((line) => line.type === 'remove').map((line) => line.text);
    expect(gone).toEqual(expect.arrayContaining(['[profile dev]', '[sso-session my-sso]']));
    expect(preview.asks).toEqual([]);
    const consent = { digest: preview.digest, confirmed: false };
    const { removed } = valueOf(await intents.sessions.remove(sessionId, consent, window));
    expect(removed).toEqual(
      expect.arrayContaining([
        `${harness.configFile}: [profile dev]`,
        `${harness.configFile}: [sso-session my-sso]`,
      ]),
    );
    expect(harness.files.textOf(harness.configFile)).toBe('# mine\n[profile mine]\nregion = us-east-1\n');
  });

  it('refuses when the files have changed since they were shown', async () => {
    const harness = await signedIn();
    const preview = valueOf(await harness.intents.sessions.previewRemoval(harness.sessionId, window));
    harness.files.foreignWrite(harness.configFile, '[profile new]\nregion = us-east-1\n');
    const removed = await harness.intents.sessions.remove(
      harness.sessionId,
      { digest: preview.digest, confirmed: true },
      window,
    );
    expect(removed).toMatchObject({ ok: false, error: { code: 'config.changed-on-disk' } });
  });

  it('works where the config file is broken and nothing of it is ours', async () => {
    const harness = await signedIn();
    harness.files.foreignWrite(harness.configFile, '[broken\n');
    valueOf(await harness.intents.sessions.remove(harness.sessionId, unasked, window));
    expect(harness.core.store.current().sessions).toEqual([]);
  });
});
