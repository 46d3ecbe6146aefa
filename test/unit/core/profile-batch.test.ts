import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/model/app-error.ts';
import { MINUTE } from '../../../shared/model/instant.ts';
import type { GenerateInput } from '../../../shared/model/profile-batch.ts';
import { planPrune } from '../../../electron/core/profiles/plans/plan-batch.ts';
import { aSession } from '../../fakes/app-state-builders.ts';
import type { CallContext } from '../../../electron/core/intents.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

const foreign = '# mine\n[profile 111122223333_ReadOnly]\nregion = us-east-1\n';
const go = { digest: null, confirmed: false };

async function setUp(config?: string, accounts?: Record<string, readonly string[]>) {
  const harness = createCoreHarness();
  if (config !== undefined) harness.files.foreignWrite(harness.configFile, config);
  if (accounts !== undefined) harness.provider.accounts = accounts;
  const sessionId = await harness.addSession();
  valueOf(await harness.signIn(sessionId));
  // Hundreds of roles are listed in the pace that the portal asks for.
  if (accounts !== undefined) await harness.scheduler.advance(2 * MINUTE);
  const input = (change: Partial<GenerateInput> = {}): GenerateInput => ({
    sessionId,
    template: null,
    region: 'eu-west-1',
    output: null,
    search: null,
    again: false,
    ...change,
  });
  const { intents, files, configFile } = harness;
  return {
    ...harness,
    sessionId,
    input,
    config: () => files.textOf(configFile) ?? '',
    names: async () => valueOf(await intents.profiles.list(window)).map((row) => row.name),
    generate: async (change: Partial<GenerateInput> = {}, context: CallContext = window) =>
      valueOf(await intents.profiles.generate(input(change), go, context)),
  };
}

describe('generating profiles for all roles of a session', () => {
  it('writes one for each role in one change, in the order of the portal', async () => {
    const { generate, config } = await setUp();
    const { profiles } = await generate();
    expect(profiles.map(({ name }) => name)).toEqual([
      '111122223333_Admin',
      '111122223333_ReadOnly',
      '444455556666_ReadOnly',
    ]);
    expect(config()).toBe(
      `${profiles
        .map(
          ({ name, accountId, roleName }) =>
            `[profile ${name}]\nsso_session = my-sso\nsso_account_id = ${accountId}\nsso_role_name = ${roleName}\nregion = eu-west-1\n`,
        )
        .join('\n')}
[sso-session my-sso]
sso_start_url = https://my-sso-portal.awsapps.com/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`,
    );
  });

  it('does exactly what its preview said, and refuses if the file has changed since', async () => {
    const { intents, input, files, configFile, config } = await setUp('# mine\n');
    const { change } = valueOf(await intents.profiles.previewGenerate(input(), window));
    expect(config()).toBe('# mine\n');
    files.foreignWrite(configFile, '# mine\n# more\n');
    const consent = { digest: change.digest, confirmed: false };
    expect(await intents.profiles.generate(input(), consent, window)).toMatchObject({
      error: { code: 'config.changed-on-disk' },
    });
    const again = valueOf(await intents.profiles.previewGenerate(input(), window)).change;
    valueOf(await intents.profiles.generate(input(), { digest: again.digest, confirmed: false }, window));
    const added = again.diff.filter(({ type }) => type === 'add').map(({ text }) => text);
    expect(config()).toBe(`# mine\n# more\n${added.join('\n')}\n`);
  });

  it('never takes a name that anybody uses, in either file, and leaves foreign sections alone', async () => {
    const { generate, files, config } = await setUp(foreign);
    files.foreignWrite('/home/user/.aws/credentials', '[444455556666_ReadOnly]\naws_access_key_id = A\n');
    const { profiles } = await generate();
    expect(profiles.map(({ name }) => name)).toEqual([
      '111122223333_Admin',
      '111122223333_ReadOnly-2',
      '444455556666_ReadOnly-2',
    ]);
    expect(config().startsWith(`${foreign}\n[profile 111122223333_Admin]`)).toBe(true);
  });

  it('never makes the default profile', async () => {
    const { generate } = await setUp(undefined, { '111122223333': ['Admin'] });
    expect((await generate({ template: 'default' })).profiles[0]?.name).toBe('default-2');
  });

  it('passes over roles that have a profile of ours, unless asked for again', async () => {
    const { generate, intents, input } = await setUp();
    await generate({ search: 'Admin' });
    const rest = valueOf(await intents.profiles.previewGenerate(input(), window));
    const all = valueOf(await intents.profiles.previewGenerate(input({ again: true }), window));
    expect([rest.profiles.length, rest.present, all.profiles.map(({ name }) => name)]).toEqual([
      2,
      1,
      ['111122223333_Admin-2', '111122223333_ReadOnly', '444455556666_ReadOnly'],
    ]);
  });

  it('makes a profile of ours anew that somebody has pointed at another role', async () => {
    const { generate, files, configFile, config } = await setUp(undefined, { '111122223333': ['Admin'] });
    await generate();
    files.foreignWrite(configFile, config().replace('sso_role_name = Admin', 'sso_role_name = Other'));
    expect((await generate()).profiles.map(({ name }) => name)).toEqual(['111122223333_Admin-2']);
  });

  it('takes only roles that match the search, in the order of the portal', async () => {
    const { generate } = await setUp();
    const { profiles } = await generate({ search: 'readonly', template: '{role}' });
    expect(profiles.map(({ name, accountId }) => [name, accountId])).toEqual([
      ['ReadOnly', '111122223333'],
      ['ReadOnly-2', '444455556666'],
    ]);
  });

  it('changes nothing where there is nothing new, and leaves no step to take back', async () => {
    const { generate, intents, config } = await setUp();
    await generate();
    const [before, undo] = [config(), intents.state.current().undo];
    const { profiles, present } = await generate();
    expect([profiles, present, config(), intents.state.current().undo]).toEqual([[], 3, before, undo]);
  });

  it('uses the template of the preferences, or the one that is given', async () => {
    const { generate, intents, input } = await setUp();
    valueOf(intents.preferences.change({ profileNameTemplate: '{role}-{account}' }));
    const given = valueOf(await intents.profiles.previewGenerate(input({ template: '{role}' }), window));
    const own = await generate();
    expect([given.profiles[0]?.name, own.profiles[0]?.name]).toEqual(['Admin', 'Admin-111122223333']);
  });

  it.each([
    [{ template: '{rolle}' }, 'input.template-invalid'],
    [{ template: ' ' }, 'input.template-empty'],
    [{ region: 'us_west-2' }, 'input.region-invalid'],
    [{ output: 'xml' }, 'input.value-invalid'],
  ])('refuses %j with %s, and writes nothing', async (change, code) => {
    const { intents, input, files, configFile } = await setUp();
    expect(await intents.profiles.generate(input(change), go, window)).toMatchObject({ error: { code } });
    expect(files.textOf(configFile)).toBeNull();
  });

  it('waits for a listing under way', async () => {
    const { intents, input, provider, sessionId, scheduler } = await setUp();
    provider.accounts = { '999900001111': ['Late'] };
    const release = provider.hold('listRoles');
    const listing = intents.catalog.refresh(sessionId, window);
    const preview = intents.profiles.previewGenerate(input(), window);
    release();
    await scheduler.advance(1000);
    await listing;
    expect(valueOf(await preview).profiles.map(({ name }) => name)).toEqual(['999900001111_Late']);
  });

  it('fails as the listing does, and writes nothing', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    const input = { sessionId, template: null, region: null, output: null, search: null, again: false };
    expect(await harness.intents.profiles.generate(input, go, window)).toMatchObject({
      error: { code: 'sign-in.required' },
    });
  });

  it('is one step of undo, which restores every byte', async () => {
    const before = '# mine\r\n[profile other]\r\nregion=us-east-1   \r\n\r\n; the end';
    const { generate, intents, config, settings } = await setUp(before);
    await generate();
    expect(intents.state.current().undo).toMatchObject({
      change: 'generate',
      profileName: 'my-sso',
      count: 3,
    });
    valueOf(await intents.profiles.undo(go, window));
    expect([config(), settings.get('managed'), intents.state.current().undo]).toEqual([before, [], null]);
  });

  describe('of a great many roles', () => {
    const many = Object.fromEntries(
      Array.from({ length: 501 }, (_, index) => [String(100_000_000_000 + index), ['Admin']]),
    );

    it('asks first, and is done once agreed to', async () => {
      const { intents, input, files, configFile, names } = await setUp(undefined, many);
      const preview = valueOf(await intents.profiles.previewGenerate(input(), window));
      expect(preview.change.asks).toEqual([appError('input.too-many-profiles', { count: 501 })]);
      expect(await intents.profiles.generate(input(), go, window)).toMatchObject({
        error: { code: 'input.too-many-profiles' },
      });
      expect(files.textOf(configFile)).toBeNull();
      valueOf(await intents.profiles.generate(input(), { digest: null, confirmed: true }, window));
      expect(await names()).toHaveLength(501);
    });

    it('does not ask where a search has narrowed them down', async () => {
      const { generate } = await setUp(undefined, many);
      expect((await generate({ search: 'admin' })).profiles).toHaveLength(501);
    });
  });
});

describe('pruning', () => {
  const gone = { '111122223333': ['ReadOnly'] };

  it('takes away our profiles whose account or role is no longer listed, and says why', async () => {
    const { generate, intents, provider, sessionId, clock, scheduler, names } = await setUp(foreign);
    await generate();
    provider.accounts = gone;
    await scheduler.advance(11 * MINUTE);
    const preview = valueOf(await intents.profiles.previewPrune(sessionId, window));
    expect(preview.profiles.map(({ name, gone: why }) => [name, why])).toEqual([
      ['111122223333_Admin', 'role'],
      ['444455556666_ReadOnly', 'account'],
    ]);
    expect(preview.listedAt).toBe(clock.now());
    valueOf(await intents.profiles.prune(sessionId, go, window));
    expect(await names()).toEqual(['111122223333_ReadOnly', '111122223333_ReadOnly-2']);
  });

  it('is one step of undo, which restores every byte', async () => {
    const { generate, intents, provider, sessionId, scheduler, config } = await setUp(foreign);
    await generate();
    const before = config();
    provider.accounts = gone;
    await scheduler.advance(11 * MINUTE);
    valueOf(await intents.profiles.prune(sessionId, go, window));
    expect(intents.state.current().undo).toMatchObject({ change: 'prune', count: 2 });
    valueOf(await intents.profiles.undo(go, window));
    expect(config()).toBe(before);
  });

  it('concludes nothing from a listing that failed', async () => {
    const { generate, intents, provider, sessionId, scheduler, config } = await setUp();
    await generate();
    const before = config();
    provider.accounts = gone;
    await scheduler.advance(11 * MINUTE);
    provider.fail('listAccounts', 'network.unreachable');
    expect(await intents.profiles.prune(sessionId, go, window)).toMatchObject({
      error: { code: 'network.unreachable' },
    });
    expect(config()).toBe(before);
  });

  it('asks the portal anew where the listing is old', async () => {
    const { generate, intents, provider, sessionId, scheduler } = await setUp();
    await generate();
    const listed = provider.count('listAccounts');
    valueOf(await intents.profiles.previewPrune(sessionId, window));
    expect(provider.count('listAccounts')).toBe(listed);
    await scheduler.advance(11 * MINUTE);
    valueOf(await intents.profiles.previewPrune(sessionId, window));
    expect(provider.count('listAccounts')).toBe(listed + 1);
  });

  it('concludes nothing from an account whose roles were not told', async () => {
    const { generate, intents, provider, sessionId, scheduler } = await setUp();
    await generate();
    await scheduler.advance(11 * MINUTE);
    provider.fail('listRoles', 'portal.forbidden');
    expect(valueOf(await intents.profiles.previewPrune(sessionId, window)).profiles).toEqual([]);
  });

  it.each([
    ['it is not listed', 'not-listed', ['dev']],
    ['it is listed without the role', ['Other'], ['dev']],
    ['it is listed with the role', ['Other', 'Admin'], []],
    ['it is listed without any role', [], []],
    ['its roles were told long ago, by a listing that was cut off', 'unknown', []],
  ] as const)('a profile of an account: %s', (_, listed, gone) => {
    const text =
      '[profile dev]\nsso_session = my-sso\nsso_account_id = 111122223333\nsso_role_name = Admin\n';
    const { record } = aSession('my-sso');
    if (record.cloud !== 'aws') throw new Error('not a session of AWS');
    const context = { session: record, isOurs: () => true, isOfSession: () => true };
    const { profiles, edits } = valueOf(planPrune(text, () => listed, context));
    expect(profiles.map(({ name }) => name)).toEqual(gone);
    expect(edits).toEqual(gone.map((name) => ({ section: `profile ${name}`, remove: true })));
  });

  it('leaves foreign profiles of the session, and ours that give no role of it', async () => {
    const theirs =
      '[profile theirs]\nsso_session = my-sso\nsso_account_id = 999999999999\nsso_role_name = Gone\n';
    const { intents, sessionId, input, names } = await setUp(theirs);
    const bearer = { name: 'bearer', sessionId, accountId: null, roleName: null, region: null, output: null };
    valueOf(await intents.profiles.save(bearer, null, window));
    valueOf(await intents.profiles.generate(input({ search: 'Admin' }), go, window));
    expect(valueOf(await intents.profiles.prune(sessionId, go, window)).profiles).toEqual([]);
    expect(await names()).toEqual(['theirs', 'bearer', '111122223333_Admin']);
  });

  it('asks about profiles that get their credentials from one that goes', async () => {
    const { generate, intents, provider, sessionId, scheduler, files, configFile, config } = await setUp();
    await generate();
    files.foreignWrite(
      configFile,
      `${config()}\n[profile deploy]\nrole_arn = arn:aws:iam::111122223333:role/Deploy\nsource_profile = 444455556666_ReadOnly\n`,
    );
    provider.accounts = gone;
    await scheduler.advance(11 * MINUTE);
    expect(valueOf(await intents.profiles.previewPrune(sessionId, window)).change.asks).toEqual([
      appError('config.profile-in-use', { name: '444455556666_ReadOnly', users: 'deploy' }),
    ]);
    expect(await intents.profiles.prune(sessionId, go, window)).toMatchObject({
      error: { code: 'config.profile-in-use' },
    });
  });
});
