import { describe, expect, it } from 'vitest';
import { readAliyunConfig } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import { addMillis, HOUR, type Instant } from '../../../shared/model/instant.ts';
import type { StsKeysSource } from '../../../shared/model/aliyun-input.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { createCoreHarness, unasked, valueOf, window } from '../../fakes/core-harness.ts';

const path = '/home/user/.aliyun/config.json';
const fields: StsKeysSource = {
  type: 'fields',
  accessKeyId: 'STS.x',
  accessKeySecret: 'y',
  securityToken: ' z\n',
};

type Harness = ReturnType<typeof createCoreHarness>;

const add = async (harness: Harness, source: StsKeysSource = fields, expiresAt?: Instant) =>
  valueOf(
    await harness.intents.aliyun.addStsToken(
      {
        name: 'StsProfile',
        region: 'cn-hangzhou',
        source,
        ...(expiresAt === undefined ? {} : { expiresAt }),
      },
      window,
    ),
  );
const viewOf = (harness: Harness, id: SessionId) =>
  harness.core.store.current().sessions.find(({ record }) => record.id === id);
const phaseOf = (harness: Harness, id: SessionId) => viewOf(harness, id)?.phase;

function profileIn(harness: Harness, name = 'StsProfile') {
  const read = readAliyunConfig(harness.files.textOf(path));
  const profile = (read.ok ? read.value.profiles : []).find((each) => each.name === name);
  return profile === undefined ? null : Object.fromEntries(profile.values);
}

describe('a session over pasted keys', () => {
  it('writes the very file that `aliyun configure set --mode StsToken` writes', async () => {
    const harness = createCoreHarness();
    await add(harness);
    expect(harness.files.textOf(path)).toBe(`{
	"current": "StsProfile",
	"profiles": [
		{
			"name": "default",
			"mode": "",
			"output_format": "json",
			"language": "en"
		},
		{
			"name": "StsProfile",
			"mode": "StsToken",
			"access_key_id": "STS.x",
			"access_key_secret": "y",
			"sts_token": "z",
			"region_id": "cn-hangzhou",
			"output_format": "json",
			"language": "en",
			"site": "china"
		}
	],
	"meta_path": ""
}`);
    expect(harness.files.modeOf(path)).toBe(0o600);
  });

  it('that the server refused says so for as long as they are held, whatever else changes in the file', async () => {
    const harness = createCoreHarness();
    await harness.core.restore();
    harness.aliyunProvider.fail('callerIdentity', 'credentials.rejected');
    const id = await add(harness);
    await harness.scheduler.advance(1);
    expect(phaseOf(harness, id)).toMatchObject({ error: { code: 'credentials.rejected' } });
    const text = harness.files.textOf(path) ?? '';
    harness.files.foreignWrite(path, text.replace('"meta_path": ""', '"meta_path": "x"'));
    await harness.scheduler.advance(1);
    expect(phaseOf(harness, id)).toMatchObject({ error: { code: 'credentials.rejected' } });
    harness.files.foreignWrite(path, text.replace('"sts_token": "z"', '"sts_token": "other"'));
    await harness.scheduler.advance(1);
    expect(phaseOf(harness, id)).toMatchObject({ state: 'active', error: null });
  });

  it('goes over a profile of that name, and leaves nothing there of its former mode', async () => {
    const harness = createCoreHarness();
    harness.files.foreignWrite(
      path,
      JSON.stringify({
        current: 'other',
        profiles: [
          { name: 'other', mode: 'AK', access_key_id: 'a', access_key_secret: 'b', region_id: 'r' },
          {
            name: 'StsProfile',
            mode: 'OAuth',
            oauth_access_token: 'old',
            oauth_refresh_token: 'old',
            oauth_site_type: 'CN',
            cloud_sso_sign_in_url: 'old',
            sts_expiration: 1,
            endpoint_type: 'vpc',
          },
        ],
      }),
    );
    await add(harness);
    expect(harness.files.textOf(path)).not.toContain('old');
    expect(profileIn(harness)).toMatchObject({ mode: 'StsToken', sts_token: 'z', endpoint_type: 'vpc' });
    expect(profileIn(harness)).not.toHaveProperty('sts_expiration');
    expect(JSON.parse(harness.files.textOf(path) ?? '')).toMatchObject({ current: 'StsProfile' });
  });

  it('without a known end is active and claims none', async () => {
    const harness = createCoreHarness();
    const id = await add(harness);
    await harness.scheduler.advance(48 * HOUR);
    expect(phaseOf(harness, id)).toMatchObject({
      state: 'active',
      accessTokenExpiresAt: null,
      renewable: false,
      nextRenewalAt: null,
    });
  });

  it('with an end counts down to it, over a restart too, and is then expired with the words for it', async () => {
    const harness = createCoreHarness();
    const end = addMillis(harness.clock.now(), HOUR);
    const id = await add(harness, fields, end);
    const next = createCoreHarness({ settings: harness.settings, files: harness.files });
    await next.core.restore();
    expect(phaseOf(next, id)).toMatchObject({ state: 'active', accessTokenExpiresAt: end });
    await next.scheduler.advance(HOUR);
    expect(phaseOf(next, id)).toMatchObject({
      state: 'expired',
      expiredAt: end,
      error: { code: 'credentials.keys-ended' },
    });
    expect(await next.intents.credentials.copySession(id, 'env', window)).toMatchObject({
      error: { code: 'credentials.keys-ended' },
    });
  });

  it('whose keys another tool has replaced no longer claims the end of the old ones', async () => {
    const harness = createCoreHarness();
    await harness.core.restore();
    const id = await add(harness, fields, addMillis(harness.clock.now(), HOUR));
    const text = harness.files.textOf(path) ?? '';
    harness.files.foreignWrite(path, text.replace('STS.x', 'STS.new').replace('"z"', '"zz"'));
    await harness.scheduler.advance(1000);
    expect(phaseOf(harness, id)).toMatchObject({ state: 'active', accessTokenExpiresAt: null });
  });

  it('takes the end from the text, and says whose keys they are', async () => {
    const harness = createCoreHarness();
    const end = addMillis(harness.clock.now(), HOUR);
    const text = JSON.stringify({
      Credentials: {
        AccessKeyId: 'STS.x',
        AccessKeySecret: 'y',
        SecurityToken: 'z',
        Expiration: new Date(end).toISOString(),
      },
    });
    const id = await add(harness, { type: 'text', text });
    await harness.scheduler.advance(1);
    expect(viewOf(harness, id)).toMatchObject({
      record: { identity: { name: 'alice' } },
      phase: { state: 'active', accessTokenExpiresAt: end },
    });
  });

  it('whose keys the server calls expired is expired', async () => {
    const harness = createCoreHarness();
    harness.aliyunProvider.fail('callerIdentity', 'credentials.expired');
    const id = await add(harness);
    await harness.scheduler.advance(1);
    expect(phaseOf(harness, id)).toMatchObject({
      state: 'expired',
      error: { code: 'credentials.keys-ended', params: { session: 'StsProfile' } },
    });
  });

  it('reads the clipboard in main, and nothing of it comes back', async () => {
    const harness = createCoreHarness();
    harness.onClipboard.text =
      'aliyun configure set --access-key-id STS.0123456789abcdef --access-key-secret y --sts-token z --region cn-beijing';
    const preview = valueOf(await harness.intents.aliyun.previewPaste({ type: 'clipboard' }));
    expect(preview).toEqual({
      keyId: 'STS.01…cdef',
      found: ['access-key-id', 'access-key-secret', 'security-token'],
      missing: [],
      expiresAt: null,
      region: 'cn-beijing',
      profileName: null,
    });
    await add(harness, { type: 'clipboard' });
    expect(profileIn(harness)).toMatchObject({ access_key_id: 'STS.0123456789abcdef' });
    expect(JSON.stringify([harness.log.entries, harness.core.store.current()])).not.toMatch(/"[yz]"/);
  });

  it('a preview names what is missing', async () => {
    const harness = createCoreHarness();
    const source = { type: 'text', text: 'export ALIBABA_CLOUD_ACCESS_KEY_ID=STS.0123456789' } as const;
    expect(valueOf(await harness.intents.aliyun.previewPaste(source))).toMatchObject({
      found: ['access-key-id'],
      missing: ['access-key-secret', 'security-token'],
    });
  });

  it.each<[string, StsKeysSource, number | undefined, string]>([
    ['a field that is empty', { ...fields, securityToken: ' ' }, undefined, 'paste.incomplete'],
    ['what a shell would run', { ...fields, accessKeySecret: '$(x)' }, undefined, 'paste.unsafe'],
    ['an end that is past', fields, -1, 'input.expiry-past'],
    ['an empty clipboard', { type: 'clipboard' }, undefined, 'paste.not-recognised'],
  ])('%s adds nothing and writes nothing', async (_, source, left, code) => {
    const harness = createCoreHarness();
    const end = left === undefined ? {} : { expiresAt: addMillis(harness.clock.now(), left) };
    const input = { name: 'StsProfile', region: 'cn-hangzhou', source, ...end };
    expect(await harness.intents.aliyun.addStsToken(input, window)).toMatchObject({ error: { code } });
    expect([harness.files.textOf(path), harness.core.store.current().sessions]).toEqual([null, []]);
  });

  it('takes new keys without asking', async () => {
    const harness = createCoreHarness();
    const id = await add(harness, fields, addMillis(harness.clock.now(), HOUR));
    await harness.scheduler.advance(2 * HOUR);
    const source = { ...fields, accessKeyId: 'STS.new', securityToken: 'newer' };
    valueOf(await harness.intents.aliyun.replaceStsToken(id, { source }, window));
    expect(profileIn(harness)).toMatchObject({ access_key_id: 'STS.new', sts_token: 'newer' });
    expect(phaseOf(harness, id)).toMatchObject({ state: 'active', accessTokenExpiresAt: null });
  });

  it('signed out of has no profile, is remembered, and comes back with new keys', async () => {
    const harness = createCoreHarness();
    const id = await add(harness);
    const report = valueOf(await harness.intents.signIn.signOut(id, window));
    expect([report.removed, profileIn(harness)]).toEqual([[`${path}: StsProfile`], null]);
    expect(readAliyunConfig(harness.files.textOf(path))).toMatchObject({ value: { problem: null } });
    expect(phaseOf(harness, id)).toEqual({ state: 'signed-out', error: null });
    expect(await harness.intents.signIn.start({ sessionId: id, openBrowser: true }, window)).toMatchObject({
      error: { code: 'sign-in.keys-needed' },
    });
    valueOf(await harness.intents.aliyun.replaceStsToken(id, { source: fields }, window));
    expect(profileIn(harness)).toMatchObject({ mode: 'StsToken', region_id: 'cn-hangzhou' });
    valueOf(await harness.intents.sessions.remove(id, unasked, window));
    expect([profileIn(harness), harness.core.store.current().sessions]).toEqual([null, []]);
  });

  it('cannot be renewed', async () => {
    const harness = createCoreHarness();
    expect(await harness.intents.signIn.renew(await add(harness), window)).toMatchObject({
      error: { code: 'sign-in.not-renewable' },
    });
  });
});
