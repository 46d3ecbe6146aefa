import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { AliyunSite } from '../../../shared/aliyun/sites.ts';
import { readAliyunConfig } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { valueOf, window } from '../../fakes/core-harness.ts';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import { startRealCore, type RealCore } from '../../fixtures/real-core.ts';

/** A core on real parts, and a cloud on this machine that lets alice in. */
async function start() {
  const practice = await startTestCloud({ now: () => Date.now() });
  onTestFinished(() => practice[Symbol.asyncDispose]());
  const { cloud } = practice;
  cloud.aliyun.behaviour.autoApproveAs = 'alice';
  const real = await startRealCore({ aliyun: cloud });
  onTestFinished(() => real[Symbol.asyncDispose]());
  await real.core.restore();
  const { intents, store } = real.core;

  async function add(name: string, site: AliyunSite = 'CN'): Promise<SessionId> {
    const { signIn, oauth, sts } = cloud.aliyunEndpoints(site);
    return valueOf(
      await intents.aliyun.addOAuth(
        { name, site, region: 'cn-hangzhou' },
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
  return {
    cloud,
    real,
    add,
    signIn: (sessionId: SessionId) => intents.signIn.start({ sessionId, openBrowser: true }, window),
    viewOf: (id: SessionId) => store.current().sessions.find(({ record }) => record.id === id),
  };
}

const fileOf = (real: RealCore) => join(real.home, '.aliyun/config.json');

async function profileIn(real: RealCore, name: string) {
  const read = valueOf(readAliyunConfig(await readFile(fileOf(real), 'utf8')));
  const profile = read.profiles.find((each) => each.name === name);
  return profile === undefined ? null : Object.fromEntries(profile.values);
}

test('a sign-in shows who it was, in a file for this user alone; its keys are known to STS', async () => {
  const { real, add, signIn, viewOf } = await start();
  const id = await add('acme-cn');
  valueOf(await signIn(id));
  expect(viewOf(id)).toMatchObject({
    record: {
      identity: {
        accountId: '1234567890123456',
        arn: 'acs:ram::1234567890123456:user/alice',
        name: 'alice',
      },
    },
    phase: { state: 'active', renewable: true, error: null },
  });
  expect((await stat(fileOf(real))).mode & 0o777).toBe(0o600);
  const { credentials, row } = valueOf(await real.core.intents.credentials.ofProfile('acme-cn', window));
  expect([row.cloud, credentials.accountId]).toEqual(['aliyun', '1234567890123456']);
  expect(valueOf(await real.core.intents.credentials.environmentOf('acme-cn', window))).toMatchObject({
    ALIBABA_CLOUD_ACCESS_KEY_ID: credentials.accessKeyId,
    ALIBABA_CLOUD_REGION_ID: 'cn-hangzhou',
  });
});

test('a role that the browser was switched to is asked about before it takes the place of the user', async () => {
  const { cloud, real, add, signIn, viewOf } = await start();
  const id = await add('acme-cn');
  valueOf(await signIn(id));
  const before = await readFile(fileOf(real), 'utf8');
  cloud.aliyun.behaviour.autoApproveAs = 'alice-ops';
  expect(await signIn(id)).toMatchObject({ error: { code: 'identity.changed' } });
  expect(await readFile(fileOf(real), 'utf8')).toBe(before);
  valueOf(await real.core.intents.identity.accept(id));
  expect(viewOf(id)?.record.identity?.arn).toBe('acs:ram::1234567890123456:assumed-role/ops/alice');
  expect(await readFile(fileOf(real), 'utf8')).not.toBe(before);
  // The tokens of the role are good: they renew.
  valueOf(await real.core.intents.signIn.renew(id, window));
});

test('the other site has an account, a profile and tokens of its own', async () => {
  const { cloud, real, add, signIn, viewOf } = await start();
  const first = await add('acme-cn');
  valueOf(await signIn(first));
  const before = await profileIn(real, 'acme-cn');
  cloud.aliyun.behaviour.autoApproveAs = 'bob';
  const second = await add('acme-intl', 'INTL');
  valueOf(await signIn(second));
  expect(viewOf(second)?.record.identity?.arn).toBe('acs:ram::5246813579024681:user/bob');
  expect(await profileIn(real, 'acme-cn')).toEqual(before);
  expect(await profileIn(real, 'acme-intl')).toMatchObject({ oauth_site_type: 'INTL' });
});

test('a sign-out revokes: the refresh token that was in the file opens nothing any more', async () => {
  const { real, add, signIn, viewOf } = await start();
  const id = await add('acme-cn');
  valueOf(await signIn(id));
  const signedIn = await readFile(fileOf(real), 'utf8');
  const report = valueOf(await real.core.intents.signIn.signOut(id, window));
  expect(report.removed).toEqual([`${fileOf(real)}: acme-cn`]);
  expect(await profileIn(real, 'acme-cn')).toMatchObject({ mode: 'OAuth', region_id: 'cn-hangzhou' });
  expect(await profileIn(real, 'acme-cn')).not.toHaveProperty('oauth_refresh_token');
  expect(viewOf(id)?.phase).toEqual({ state: 'signed-out', error: null });
  // Whoever kept a copy of the file: the token in it is worth nothing.
  await writeFile(fileOf(real), signedIn);
  await expect.poll(() => viewOf(id)?.phase.state).toBe('active');
  expect(await real.core.intents.signIn.renew(id, window)).toMatchObject({
    error: { code: 'sign-in.required' },
  });
});

test('pasted keys are asked who they are of; forged ones say so and stay where they were put', async () => {
  const { cloud, real, add, signIn, viewOf } = await start();
  valueOf(await signIn(await add('acme-cn')));
  const { credentials } = valueOf(await real.core.intents.credentials.ofProfile('acme-cn', window));
  const environment = { LATCHKEY_ALIYUN_STS_URL: cloud.aliyunEndpoints('CN').sts };
  const paste = async (name: string, secret: string) =>
    valueOf(
      await real.core.intents.aliyun.addStsToken(
        {
          name,
          region: 'cn-hangzhou',
          source: {
            type: 'fields',
            accessKeyId: credentials.accessKeyId,
            accessKeySecret: secret,
            securityToken: credentials.sessionToken,
          },
        },
        { origin: 'command-line', environment },
      ),
    );
  const good = await paste('pasted', credentials.secretAccessKey);
  await expect.poll(() => viewOf(good)?.record.identity?.name).toBe('alice');
  const forged = await paste('forged', 'another');
  await expect.poll(() => viewOf(forged)?.phase).toMatchObject({ error: { code: 'credentials.rejected' } });
  expect(await profileIn(real, 'forged')).toMatchObject({ mode: 'StsToken', access_key_secret: 'another' });
});
