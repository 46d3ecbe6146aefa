import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createClock } from '../../../electron/adapters/clock.ts';
import { createCrypto } from '../../../electron/adapters/crypto.ts';
import { createHttp } from '../../../electron/adapters/http.ts';
import { createRandom } from '../../../electron/adapters/random.ts';
import { createScheduler } from '../../../electron/adapters/scheduler.ts';
import { createAliyunStsCalls } from '../../../electron/providers/aliyun/sts.ts';
import { aliyunSites, type AliyunSite } from '../../../shared/aliyun/sites.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { valueOf, window } from '../../fakes/core-harness.ts';
import { refreshLikeTheCli } from '../../fixtures/aliyun-cli-like.ts';
import { alicloudCredentials, type AlicloudCredentials } from '../../fixtures/aliyun-readers.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';
import { startRealCore, type RealCore } from '../../fixtures/real-core.ts';

/** `@alicloud/credentials` in a process of its own, and the CLI's way of renewing, on what the core has written. */

const now = () => Date.now();
let practice: TestCloud;
beforeAll(async () => {
  practice = await startTestCloud({ now });
});
afterAll(() => practice[Symbol.asyncDispose]());

const alice = 'acs:ram::1234567890123456:user/alice';

/** Who STS says that these keys are. */
async function whoHas(keys: AlicloudCredentials): Promise<string> {
  const http = createHttp({ version: '0', scheduler: createScheduler(createClock()) });
  try {
    const sts = createAliyunStsCalls({
      http,
      clock: createClock(),
      random: createRandom(),
      crypto: createCrypto(),
    });
    const asked = await sts.callerIdentity(
      practice.cloud.aliyunEndpoints('CN').sts,
      { ...keys },
      new AbortController().signal,
    );
    return valueOf(asked).arn;
  } finally {
    http.close();
  }
}

interface Stage {
  readonly real: RealCore;
  readonly id: SessionId;
  /** HOME of the tools. */
  readonly home: string;
  readonly file: string;
  readonly origin: string;
  profile(): Promise<Readonly<Record<string, string | number>>>;
  sdk(profile?: string | null): Promise<AlicloudCredentials>;
  /** Settles once the core says so. */
  until(condition: () => boolean): Promise<void>;
}

/** A core with one OAuth session whose endpoints are on this machine, signed in; its profile is in the user's own file. */
async function signedIn(name = 'acme', site: AliyunSite = 'CN', as = 'alice'): Promise<Stage> {
  const { cloud } = practice;
  cloud.aliyun.behaviour.autoApproveAs = as;
  const real = await startRealCore({ aliyun: cloud });
  onTestFinished(() => real[Symbol.asyncDispose]());
  // It follows the file from here on; there is not even a folder yet.
  await real.core.restore();
  const id = await addSession(real, name, site);
  valueOf(await real.core.intents.signIn.start({ sessionId: id, openBrowser: true }, window));
  return stageOf(real, id, name);
}

async function addSession(real: RealCore, name: string, site: AliyunSite): Promise<SessionId> {
  const { signIn, oauth, sts } = practice.cloud.aliyunEndpoints(site);
  return valueOf(
    await real.core.intents.aliyun.addOAuth(
      { name, site, region: site === 'CN' ? 'cn-hangzhou' : 'ap-southeast-1' },
      {
        origin: 'command-line',
        environment: {
          LATCHKEY_ALIYUN_SIGNIN_URL: signIn,
          LATCHKEY_ALIYUN_OAUTH_URL: oauth,
          LATCHKEY_ALIYUN_STS_URL: sts,
        },
      },
    ),
  );
}

function stageOf(real: RealCore, id: SessionId, name: string): Stage {
  const file = join(real.home, '.aliyun/config.json');
  const { origin } = new URL(practice.cloud.aliyunEndpoints('CN').signIn);
  return {
    real,
    id,
    home: real.home,
    file,
    origin,
    async profile() {
      const { profiles } = JSON.parse(await readFile(file, 'utf8')) as {
        profiles: Readonly<Record<string, string | number>>[];
      };
      return profiles.find((each) => each['name'] === name) ?? {};
    },
    sdk: (profile = name) => alicloudCredentials(profile, { home: real.home, origin }),
    until: (condition) =>
      new Promise((resolve) => {
        const { store } = real.core;
        const look = () => {
          if (condition()) {
            stop();
            resolve();
          }
        };
        const stop = store.subscribe(look);
        look();
      }),
  };
}

function phaseOf({ real, id }: Stage) {
  return real.core.store.current().sessions.find(({ record }) => record.id === id)?.phase;
}

/** When the core says that the access token ends, in seconds as files have it. */
function accessTokenEnd(stage: Stage): number | null {
  const phase = phaseOf(stage);
  return phase?.state === 'active' && phase.accessTokenExpiresAt !== null
    ? Math.floor(phase.accessTokenExpiresAt / 1000)
    : null;
}

describe('a profile in mode OAuth that Latchkey has written', () => {
  test.each([
    ['CN', 'alice', alice],
    ['INTL', 'bob', 'acs:ram::5246813579024681:user/bob'],
  ] as const)(
    'is resolved by the SDK at the site %s, and STS knows its keys as %s',
    async (site, as, arn) => {
      const stage = await signedIn('acme', site, as);
      const keys = await stage.sdk();
      expect(keys.providerName).toBe('default/cli_profile');
      expect(await whoHas(keys)).toBe(arn);
    },
  );

  test('is the current one, so that the SDK finds it without its name', async () => {
    const stage = await signedIn();
    expect(await whoHas(await stage.sdk(null))).toBe(alice);
  });

  test('is readable by its owner alone, has TABs and no last newline', async () => {
    const stage = await signedIn();
    const text = await readFile(stage.file, 'utf8');
    expect((await stat(stage.file)).mode & 0o777).toBe(0o600);
    expect([text.startsWith('{\n\t"current": "acme",\n'), text.endsWith('}')]).toEqual([true, true]);
  });
});

describe('what another tool renews', () => {
  test('the SDK rewrites the file with four spaces and other keys; both are kept and the session goes on', async () => {
    const stage = await signedIn();
    const before = await stage.profile();
    const keys = await stage.sdk();
    expect(await readFile(stage.file, 'utf8')).toContain('\n    "current": "acme"');
    expect((await stage.profile())['sts_token']).toBe(keys.securityToken);
    // A copy is handed out by Latchkey, too, once it has seen it.
    await expect
      .poll(async () => valueOf(await copied(stage)).includes(keys.securityToken), { timeout: 10_000 })
      .toBe(true);
    expect(before['sts_token']).not.toBe(keys.securityToken);
    expect(phaseOf(stage)).toMatchObject({ state: 'active', error: null });
  });

  test('tokens that the SDK rotates are adopted, and renewing goes on from them', async () => {
    const stage = await signedIn();
    await nearlyOver(stage);
    const before = await stage.profile();
    await stage.sdk();
    const after = await stage.profile();
    expect(after['oauth_refresh_token']).not.toBe(before['oauth_refresh_token']);
    await stage.until(() => accessTokenEnd(stage) === after['oauth_access_token_expire']);
    const renewed = valueOf(await stage.real.core.intents.signIn.renew(stage.id, window));
    expect(Math.floor((renewed.accessTokenExpiresAt ?? 0) / 1000)).toBeGreaterThanOrEqual(
      Number(after['oauth_access_token_expire']),
    );
    expect(await whoHas(await stage.sdk())).toBe(alice);
  });

  test('the CLI’s way of writing, which drops what it does not know, is adopted too', async () => {
    const stage = await signedIn();
    const text = await readFile(stage.file, 'utf8');
    await writeFile(stage.file, text.replace('{\n', '{\n\t"mine": 1,\n'));
    const service = {
      oauth: practice.cloud.aliyunEndpoints('CN').oauth,
      clientId: aliyunSites.CN.clientId,
    };
    // Little enough that Latchkey has to refresh next, with the CLI's refresh token.
    practice.cloud.aliyun.behaviour.accessTokenSeconds = 1000;
    const { refreshToken, stsToken } = await refreshLikeTheCli(stage.home, 'acme', service);
    practice.cloud.aliyun.behaviour.accessTokenSeconds = 3600;
    expect(await readFile(stage.file, 'utf8')).not.toContain('"mine"');
    await expect
      .poll(async () => valueOf(await copied(stage)).includes(stsToken), { timeout: 10_000 })
      .toBe(true);
    valueOf(await stage.real.core.intents.signIn.renew(stage.id, window));
    expect((await stage.profile())['oauth_refresh_token']).not.toBe(refreshToken);
    expect(phaseOf(stage)).toMatchObject({ state: 'active', error: null });
  });
});

describe('after Latchkey has quit', () => {
  test('the SDK goes on renewing, and the next run finds what it left', async () => {
    const stage = await signedIn();
    await stage.real.core.dispose();
    await nearlyOver(stage);
    expect(await whoHas(await stage.sdk())).toBe(alice);
    const left = await stage.profile();

    const next = await startRealCore({ aliyun: practice.cloud, after: stage.real });
    onTestFinished(() => next[Symbol.asyncDispose]());
    await next.core.restore();
    const again = stageOf(next, stage.id, 'acme');
    await again.until(() => accessTokenEnd(again) === left['oauth_access_token_expire']);
    valueOf(await next.core.intents.signIn.renew(stage.id, window));
    expect(await whoHas(await again.sdk())).toBe(alice);
  });
});

describe('a profile in mode StsToken that Latchkey has written', () => {
  test('is resolved by the SDK without a request, from keys that were pasted', async () => {
    const stage = await signedIn();
    const keys = await stage.sdk();
    const text = [
      `export ALIBABA_CLOUD_ACCESS_KEY_ID=${keys.accessKeyId}`,
      `export ALIBABA_CLOUD_ACCESS_KEY_SECRET=${keys.accessKeySecret}`,
      `export ALIBABA_CLOUD_SECURITY_TOKEN=${keys.securityToken}`,
    ].join('\n');
    valueOf(
      await stage.real.core.intents.aliyun.addStsToken(
        { name: 'pasted', region: 'cn-beijing', source: { type: 'text', text } },
        window,
      ),
    );
    // Nowhere to go: the keys are all in the file.
    const found = await alicloudCredentials('pasted', { home: stage.home, origin: 'http://127.0.0.1:9' });
    expect(found).toEqual({ ...keys, providerName: 'default/cli_profile' });
    expect(await whoHas(found)).toBe(alice);
  });
});

/** Credentials of the session as Latchkey hands them out now. */
async function copied({ real, id }: Stage) {
  const result = await real.core.intents.credentials.copySession(id, 'env', window);
  return result.ok ? { ok: true as const, value: real.copied.at(-1) ?? '' } : result;
}

/** Leaves the access token so little time that whoever comes next has to refresh it. */
async function nearlyOver(stage: Stage): Promise<void> {
  const config = JSON.parse(await readFile(stage.file, 'utf8')) as { profiles: Record<string, number>[] };
  const soon = Math.floor(now() / 1000) + 1000;
  for (const profile of config.profiles) {
    profile['oauth_access_token_expire'] = soon;
  }
  await writeFile(stage.file, JSON.stringify(config));
}
