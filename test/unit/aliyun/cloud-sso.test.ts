import { describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import type { SignInProgress } from '../../../electron/core/intents.ts';
import { readAliyunConfig } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import { planAliyunEdits, type AliyunEdit } from '../../../shared/config-files/aliyun/aliyun-edits.ts';
import { HOUR, MINUTE, SECOND } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

const config = '/home/user/.aliyun/config.json';
const signInUrl = 'https://signin-cn-shanghai.alibabacloudsso.com/start/login';
const account = '1600000000000000';

async function added(options: Parameters<typeof createCoreHarness>[0] = {}) {
  const harness = createCoreHarness(options);
  const { intents, settings, files } = harness;
  await harness.core.restore();
  const sessionId = valueOf(
    await intents.aliyun.addCloudSso({ name: 'people', signInUrl, region: 'cn-shanghai' }, window),
  );
  const role = (roleName = 'Auditor') => ({ sessionId, accountId: account, roleName });

  /** Somebody else writes the file. */
  async function foreign(edits: readonly AliyunEdit[]): Promise<void> {
    const planned = valueOf(planAliyunEdits(files.textOf(config), edits));
    files.foreignWrite(config, planned.text);
    await harness.scheduler.advance(SECOND);
  }

  return Object.assign(harness, {
    sessionId,
    role,
    directory: harness.aliyunProvider.cloudSso,
    phase: () => intents.state.current().sessions.find(({ record }) => record.id === sessionId)?.phase,

    async signIn(onProgress: (progress: SignInProgress) => void = () => undefined) {
      const outcome = intents.signIn.start({ sessionId, openBrowser: true }, window, onProgress);
      await harness.scheduler.advance(1);
      return outcome;
    },

    /** Profiles of the session, as a save would have left them, with a token or none. */
    async writeProfiles(names: readonly string[], token: string | null = null, expires = 0) {
      const fields = {
        mode: 'CloudSSO',
        region_id: 'cn-shanghai',
        cloud_sso_sign_in_url: signInUrl,
        cloud_sso_account_id: account,
        cloud_sso_access_config: 'ac-auditor',
        ...(token === null ? {} : { access_token: token, cloud_sso_access_token_expire: expires }),
      };
      settings.set('managedAliyun', [
        ...settings.get('managedAliyun'),
        ...names.map((profile) => ({
          file: config,
          profile,
          sessionId,
          delivery: 'native' as const,
          fields: {},
          role: { accountId: account, roleName: 'Auditor' },
          keys: null,
        })),
      ]);
      await foreign(names.map((profile) => ({ profile, set: fields })));
    },
    foreign,
  });
}

type Harness = Awaited<ReturnType<typeof added>>;

function fieldsOf({ files }: Pick<Harness, 'files'>, name: string): Record<string, unknown> {
  const read = valueOf(readAliyunConfig(files.textOf(config)));
  return Object.fromEntries(read.profiles.find((profile) => profile.name === name)?.values ?? []);
}

describe('a sign-in to CloudSSO', () => {
  it('shows the code, and opens no browser by itself', async () => {
    const harness = await added();
    harness.directory.polls = Array<'pending'>(300).fill('pending');
    const progress: SignInProgress[] = [];
    void harness.signIn((event) => progress.push(event));
    await harness.scheduler.advance(2);
    expect([harness.phase(), harness.opened, progress]).toMatchObject([
      { state: 'signing-in', flow: 'device', step: 'approval', userCode: 'ABCD-EFGH' },
      [],
      [{ event: 'code', userCode: 'ABCD-EFGH' }],
    ]);
  });

  it('opens the page without the code when asked to', async () => {
    const harness = await added();
    harness.directory.polls = Array<'pending'>(300).fill('pending');
    void harness.signIn();
    await harness.scheduler.advance(2);
    await harness.intents.signIn.openLink(harness.sessionId);
    expect(harness.opened).toEqual(['https://signin-cn-shanghai.alibabacloudsso.com/device']);
  });

  it('proves each attempt with a verifier of its own', async () => {
    const harness = await added();
    valueOf(await harness.signIn());
    valueOf(await harness.signIn());
    const { challenges, verifiers } = harness.directory;
    expect(challenges).toEqual(
      verifiers.map((verifier) => createHash('sha256').update(verifier).digest('base64url')),
    );
    expect(new Set(verifiers).size).toBe(2);
  });

  it('asks five seconds slower after the service has said so', async () => {
    const harness = await added();
    harness.directory.polls = ['slow-down', 'pending'];
    const outcome = harness.signIn();
    const polls = () => harness.aliyunProvider.calls.filter((call) => call === 'pollDevice').length;
    await harness.scheduler.advance(5 * SECOND);
    const early = polls();
    await harness.scheduler.advance(7 * SECOND);
    expect([early, polls(), (await outcome).ok]).toEqual([1, 3, true]);
  });

  it('ends with the code, long after the hundredth poll', async () => {
    const harness = await added();
    harness.directory.polls = Array<'pending'>(700).fill('pending');
    const outcome = harness.signIn();
    await harness.scheduler.advance(11 * MINUTE);
    expect(await outcome).toMatchObject({ ok: false, error: { code: 'sign-in.code-expired' } });
    expect(harness.directory.verifiers.length).toBeGreaterThan(500);
  });

  it('is cancelled at once', async () => {
    const harness = await added();
    harness.directory.polls = Array<'pending'>(300).fill('pending');
    const outcome = harness.signIn();
    await harness.scheduler.advance(SECOND);
    harness.intents.signIn.cancel(harness.sessionId);
    expect(await outcome).toMatchObject({ ok: false, error: { code: 'sign-in.cancelled' } });
    expect(harness.phase()).toMatchObject({ state: 'signed-out', error: null });
  });

  it('says when it ends, and is renewed by nothing', async () => {
    const harness = await added();
    const end = harness.clock.now() + 6 * HOUR;
    expect(valueOf(await harness.signIn()).accessTokenExpiresAt).toBe(end);
    expect(harness.phase()).toMatchObject({
      state: 'active',
      accessTokenExpiresAt: end,
      renewable: false,
      nextRenewalAt: null,
      sessionEndsEstimate: null,
    });
    await harness.scheduler.advance(6 * HOUR + SECOND);
    expect(harness.phase()).toMatchObject({ state: 'expired', expiredAt: end });
    expect(harness.aliyunProvider.calls.filter((call) => call === 'startDevice')).toHaveLength(1);
  });

  it('says that it lives in memory alone, as long as there is no profile to keep it', async () => {
    const harness = await added();
    valueOf(await harness.signIn());
    expect(harness.phase()).toMatchObject({ state: 'active', inMemory: true });
    await harness.writeProfiles(['a']);
    expect(harness.phase()).not.toHaveProperty('inMemory');
    expect(fieldsOf(harness, 'a')).toMatchObject({ access_token: 'sso-token-1' });
  });

  it('is over when the service no longer knows the token', async () => {
    const harness = await added();
    valueOf(await harness.signIn());
    harness.directory.tokens.clear();
    const refused = await harness.intents.credentials.ofRole(harness.role(), window);
    expect([refused, harness.phase()]).toMatchObject([
      { error: { code: 'sign-in.required' } },
      { state: 'expired' },
    ]);
  });

  it('leaves no token in the log, the state or the settings', async () => {
    const harness = await added();
    await harness.writeProfiles(['a']);
    valueOf(await harness.signIn());
    const everything = JSON.stringify([
      harness.intents.state.current(),
      harness.settings.get('sessions'),
      harness.settings.get('managedAliyun'),
    ]);
    expect(everything).not.toContain('sso-token');
  });
});

describe('the token of CloudSSO in the profiles of its session', () => {
  it('goes into all of them in one write', async () => {
    const harness = await added();
    await harness.writeProfiles(['a', 'b', 'c']);
    let writes = 0;
    harness.files.watch(config, () => (writes += 1));
    valueOf(await harness.signIn());
    const end = Math.floor(harness.clock.now() / 1000) + 6 * 3600;
    for (const name of ['a', 'b', 'c']) {
      expect(fieldsOf(harness, name)).toMatchObject({
        mode: 'CloudSSO',
        region_id: 'cn-shanghai',
        cloud_sso_access_config: 'ac-auditor',
        access_token: 'sso-token-1',
        cloud_sso_access_token_expire: end,
      });
    }
    expect(writes).toBe(1);
  });

  it('takes the keys of the sign-in before with it', async () => {
    const harness = await added();
    await harness.writeProfiles(['a']);
    await harness.foreign([{ profile: 'a', set: { access_key_id: 'STS.old', sts_token: 'old' } }]);
    valueOf(await harness.signIn());
    expect(Object.keys(fieldsOf(harness, 'a'))).not.toContain('sts_token');
  });

  it('touches no profile of others, of the same directory neither', async () => {
    const harness = await added();
    await harness.writeProfiles(['ours']);
    await harness.foreign([
      { profile: 'theirs', set: { mode: 'CloudSSO', region_id: 'x', cloud_sso_sign_in_url: signInUrl } },
    ]);
    valueOf(await harness.signIn());
    expect(fieldsOf(harness, 'theirs')).toEqual({
      name: 'theirs',
      mode: 'CloudSSO',
      region_id: 'x',
      cloud_sso_sign_in_url: signInUrl,
    });
  });

  it('is taken over from one that the CLI has signed in, and put into the others', async () => {
    const harness = await added();
    await harness.writeProfiles(['a', 'b']);
    const token = harness.directory.signInElsewhere();
    await harness.foreign([
      {
        profile: 'b',
        set: {
          access_token: token.accessToken,
          cloud_sso_access_token_expire: Math.floor(token.expiresAt / SECOND),
        },
      },
    ]);
    expect(harness.phase()).toMatchObject({ state: 'active' });
    expect(fieldsOf(harness, 'a')).toMatchObject({ access_token: token.accessToken });
    expect((await harness.intents.credentials.ofRole(harness.role(), window)).ok).toBe(true);
  });

  it('is not taken over from a profile of another directory, or of somebody else', async () => {
    const harness = await added();
    await harness.writeProfiles(['a']);
    const set = { access_token: 'foreign', cloud_sso_access_token_expire: 9_999_999_999 };
    await harness.foreign([
      {
        profile: 'a',
        set: { ...set, cloud_sso_sign_in_url: 'https://other.alibabacloudsso.com/start/login' },
      },
      { profile: 'z', set: { ...set, mode: 'CloudSSO', region_id: 'x', cloud_sso_sign_in_url: signInUrl } },
    ]);
    expect(harness.phase()).toMatchObject({ state: 'signed-out' });
  });

  it('is there again after a restart, and without a profile it is not', async () => {
    const first = await added();
    await first.writeProfiles(['a']);
    valueOf(await first.signIn());
    await first.core.dispose();
    const next = createCoreHarness({ settings: first.settings, files: first.files });
    await next.core.restore();
    const phase = (id: SessionId) =>
      next.intents.state.current().sessions.find(({ record }) => record.id === id)?.phase.state;
    expect(phase(first.sessionId)).toBe('active');
    await next.core.dispose();

    const bare = await added();
    valueOf(await bare.signIn());
    await bare.core.dispose();
    const after = createCoreHarness({ settings: bare.settings, files: bare.files });
    await after.core.restore();
    expect(after.intents.state.current().sessions[0]?.phase.state).toBe('signed-out');
    expect(bare.files.textOf(config)).toBeNull();
  });

  it('leaves the sign-in good where the file cannot be written, and says why', async () => {
    const harness = await added();
    await harness.writeProfiles(['a']);
    harness.files.foreignWrite(config, '{"current": "a", "profiles": [');
    const outcome = harness.signIn();
    await harness.scheduler.advance(5 * SECOND);
    expect((await outcome).ok).toBe(true);
    expect(harness.phase()).toMatchObject({ state: 'active', error: { code: 'config.file-broken' } });
  });

  it('goes with the session that is removed, profiles and all, as was shown before', async () => {
    const harness = await added();
    await harness.writeProfiles(['a', 'b']);
    await harness.foreign([{ profile: 'theirs', set: { mode: 'AK', region_id: 'x' } }]);
    valueOf(await harness.signIn());
    const { sessions } = harness.intents;
    const preview = valueOf(await sessions.previewRemoval(harness.sessionId, window));
    const gone = preview.diff.filter(({ type }) => type === 'remove').map(({ text }) => text.trim());
    expect(gone).toEqual(expect.arrayContaining(['"name": "a",', '"name": "b",']));
    expect(JSON.stringify(preview)).not.toContain('sso-token');
    valueOf(await sessions.remove(harness.sessionId, { digest: preview.digest, confirmed: true }, window));
    const left = valueOf(readAliyunConfig(harness.files.textOf(config))).profiles.map(({ name }) => name);
    expect([left, harness.settings.get('managedAliyun')]).toEqual([['default', 'theirs'], []]);
  });

  it('goes from all of them with the sign-out, and with it what was handed out', async () => {
    const harness = await added();
    await harness.writeProfiles(['a', 'b']);
    valueOf(await harness.signIn());
    valueOf(await harness.intents.credentials.ofRole(harness.role(), window));
    const report = valueOf(await harness.intents.signIn.signOut(harness.sessionId, window));
    expect(report).toMatchObject({
      removed: [`${config}: a`, `${config}: b`],
      endsOtherTools: true,
      credentialsValidUntil: harness.clock.now() + HOUR,
    });
    await harness.scheduler.advance(5 * SECOND);
    expect(Object.keys(fieldsOf(harness, 'a'))).not.toContain('access_token');
    expect([harness.phase(), harness.intents.state.current().credentials]).toMatchObject([
      { state: 'signed-out' },
      [],
    ]);
  });
});
