import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import type { PracticeCloud } from '../../../electron/practice-cloud/practice-cloud.ts';
import { instant, toRfc3339 } from '../../../shared/model/instant.ts';
import { type AwsHome, makeAwsHome } from '../../fixtures/aws-home.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';

const run = promisify(execFile);
const REGION = 'eu-central-1';
const USER = 'kim@example.com';

/** The SDKs look at the real clock, so here the practice cloud does too. */
const realTime = { now: () => Date.now() };

async function signedInHome(practice: TestCloud, expiresInSeconds = 3600): Promise<AwsHome> {
  const { cloud, client } = practice;
  const tokens = await client.signIn({ user: USER });
  const account = cloud.world.default.accounts()[0]!;
  return makeAwsHome({
    sessionName: 'practice',
    startUrl: cloud.startUrl(),
    region: REGION,
    profile: 'reader',
    accountId: account.accountId,
    roleName: 'ReadOnly',
    token: {
      startUrl: cloud.startUrl(),
      region: REGION,
      accessToken: tokens.accessToken,
      expiresAt: toRfc3339(instant(Date.now() + expiresInSeconds * 1000)),
      clientId: tokens.clientId,
      clientSecret: tokens.clientSecret,
      registrationExpiresAt: toRfc3339(instant(Date.now() + 80 * 86_400_000)),
      refreshToken: tokens.refreshToken,
    },
  });
}

/** Runs a few lines of an SDK in a process of its own, where only these variables exist. */
async function runSdk(home: AwsHome, cloud: PracticeCloud, script: string): Promise<Record<string, string>> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: new URL('../../..', import.meta.url),
    env: {
      ...home.environment,
      AWS_ENDPOINT_URL_SSO_OIDC: cloud.endpoints.ssoOidc,
      AWS_ENDPOINT_URL_SSO: cloud.endpoints.sso,
      AWS_ENDPOINT_URL_STS: cloud.endpoints.sts,
    },
  });
  return JSON.parse(stdout) as Record<string, string>;
}

test('the STS client of the SDK learns who it is with the keys of a role', async () => {
  await using practice = await startTestCloud(realTime);
  const { cloud, client } = practice;
  const { accessToken } = await client.signIn({ user: USER });
  const { accountId } = cloud.world.default.accounts()[1]!;
  const credentials = await client.roleKeys(accessToken, accountId);
  const sts = new STSClient({ region: REGION, endpoint: cloud.endpoints.sts, credentials });
  const identity = await sts.send(new GetCallerIdentityCommand({}));
  sts.destroy();
  expect(identity.Account).toBe(accountId);
  expect(identity.Arn).toMatch(
    new RegExp(`^arn:aws:sts::${accountId}:assumed-role/AWSReservedSSO_ReadOnly_[0-9a-f]{16}/${USER}$`, 'u'),
  );
  expect(identity.UserId).toMatch(new RegExp(`^AROA[0-9A-F]{17}:${USER}$`, 'u'));
});

test.for(['fromSSO', 'fromIni'])(
  '%s of the SDK gets role credentials from the files alone',
  async (provider) => {
    await using practice = await startTestCloud(realTime);
    await using home = await signedInHome(practice);
    const { cloud } = practice;
    const got = await runSdk(
      home,
      cloud,
      `import { ${provider} } from '@aws-sdk/credential-providers';
     import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
     const credentials = await ${provider}({ profile: 'reader' })();
     const identity = await new STSClient({ region: '${REGION}', credentials }).send(new GetCallerIdentityCommand({}));
     console.log(JSON.stringify({ accessKeyId: credentials.accessKeyId, expiration: credentials.expiration, account: identity.Account }));`,
    );
    expect(got['accessKeyId']).toMatch(/^ASIA/u);
    expect(got['account']).toBe(cloud.world.default.accounts()[0]!.accountId);
    expect(Date.parse(got['expiration'] ?? '') - Date.now()).toBeGreaterThan(3_500_000);
    expect(cloud.log.count('GetRoleCredentials', 200)).toBe(1);
  },
);

test('the token provider of the SDK refreshes a token that is about to expire, and the old refresh token dies', async () => {
  await using practice = await startTestCloud(realTime);
  await using home = await signedInHome(practice, 60);
  const { cloud, client } = practice;
  const before = await home.readToken();
  const got = await runSdk(
    home,
    cloud,
    `import { fromSso } from '@aws-sdk/token-providers';
     const token = await fromSso({ profile: 'reader' })();
     // The provider writes the file without waiting for it.
     process.on('exit', () => console.log(JSON.stringify({ token: token.token })));`,
  );
  const after = await home.readToken();
  expect(got['token']).toBe(after['accessToken']);
  expect(after['accessToken']).not.toBe(before['accessToken']);
  expect(after['refreshToken']).not.toBe(before['refreshToken']);
  const again = await client.refresh(
    { clientId: before['clientId']!, clientSecret: before['clientSecret']! },
    before['refreshToken']!,
  );
  expect(again.body['error']).toBe('invalid_grant');
});
