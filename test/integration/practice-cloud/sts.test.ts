import { GetCallerIdentityCommand, STSClient, type STSServiceException } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import type { PracticeCloud } from '../../../electron/practice-cloud/practice-cloud.ts';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import type { RoleKeys } from '../../fixtures/practice-client.ts';

function stsClient(cloud: PracticeCloud, credentials: RoleKeys, skewMs = 0): STSClient {
  return new STSClient({
    region: 'us-east-1',
    endpoint: cloud.endpoints.sts,
    credentials,
    maxAttempts: 1,
    systemClockOffset: skewMs,
  });
}

async function errorOf(
  client: STSClient,
): Promise<{ code: string; status: number | undefined; message: string }> {
  const error = (await client.send(new GetCallerIdentityCommand({})).then(
    () => new Error('it worked'),
    (reason: unknown) => reason,
  )) as STSServiceException;
  client.destroy();
  return { code: error.name, status: error.$metadata.httpStatusCode, message: error.message };
}

/** The SDK signs with the real time, so the cloud starts from it; a test moves it from there. */
async function startWithKeys(options: { roleSeconds?: number } = {}) {
  const practice = await startTestCloud(options);
  practice.clock.now = Date.now();
  const { accessToken } = await practice.client.signIn();
  return { ...practice, keys: await practice.client.roleKeys(accessToken) };
}

test('a wrong secret key is SignatureDoesNotMatch', async () => {
  await using practice = await startWithKeys();
  const keys = { ...practice.keys, secretAccessKey: 'x'.repeat(40) };
  expect(await errorOf(stsClient(practice.cloud, keys))).toMatchObject({
    code: 'SignatureDoesNotMatch',
    status: 403,
  });
});

test('an unknown access key, a foreign session token and a missing one are InvalidClientTokenId', async () => {
  await using practice = await startWithKeys();
  const { cloud, keys } = practice;
  const { accessKeyId, secretAccessKey } = keys;
  for (const wrong of [
    { ...keys, accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' },
    { ...keys, sessionToken: 'foreign' },
    { accessKeyId, secretAccessKey } as RoleKeys,
  ]) {
    expect(await errorOf(stsClient(cloud, wrong))).toMatchObject({
      code: 'InvalidClientTokenId',
      status: 403,
    });
  }
});

test('keys work until they expire, then the error is ExpiredToken', async () => {
  await using practice = await startWithKeys({ roleSeconds: 60 });
  const { cloud, clock, keys } = practice;
  clock.advance(59);
  const alive = stsClient(cloud, keys);
  expect((await alive.send(new GetCallerIdentityCommand({}))).Account).toMatch(/^\d{12}$/u);
  alive.destroy();
  clock.advance(1);
  expect(await errorOf(stsClient(cloud, keys))).toMatchObject({ code: 'ExpiredToken', status: 403 });
});

test('issued keys outlive the sign-in session', async () => {
  await using practice = await startWithKeys();
  practice.cloud.faults.endPortalSession();
  const client = stsClient(practice.cloud, practice.keys);
  expect((await client.send(new GetCallerIdentityCommand({}))).Arn).toContain('assumed-role');
  client.destroy();
});

test.for([
  [-4, null],
  [4, null],
  [-6, 'Signature expired'],
  [6, 'Signature not yet current'],
] as const)('a clock that is %i minutes off: %s', async ([minutes, message]) => {
  await using practice = await startWithKeys();
  const client = stsClient(practice.cloud, practice.keys, minutes * 60_000);
  if (message === null) {
    expect((await client.send(new GetCallerIdentityCommand({}))).UserId).toMatch(/^AROA/u);
    client.destroy();
  } else {
    const error = await errorOf(client);
    expect(error).toMatchObject({ code: 'SignatureDoesNotMatch', status: 403 });
    expect(error.message).toContain(message);
  }
});

test('a body changed after signing is SignatureDoesNotMatch', async () => {
  await using practice = await startWithKeys();
  const client = stsClient(practice.cloud, practice.keys);
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: string; headers: Record<string, string> };
      request.body += '&Extra=1';
      request.headers['content-length'] = String(request.body.length);
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  expect(await errorOf(client)).toMatchObject({ code: 'SignatureDoesNotMatch' });
});

test('an x-amz header that was not signed is SignatureDoesNotMatch', async () => {
  await using practice = await startWithKeys();
  const client = stsClient(practice.cloud, practice.keys);
  client.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['x-amz-extra'] = '1';
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  expect(await errorOf(client)).toMatchObject({ code: 'SignatureDoesNotMatch' });
});

test.for([
  ['no signature', 'Action=GetCallerIdentity&Version=2011-06-15', {}, 403, 'MissingAuthenticationToken'],
  [
    'a malformed signature',
    'Action=GetCallerIdentity&Version=2011-06-15',
    { authorization: 'AWS4-HMAC-SHA256 nonsense' },
    400,
    'IncompleteSignature',
  ],
  ['another action', 'Action=AssumeRole&Version=2011-06-15', {}, 400, 'InvalidAction'],
  ['no action', '', {}, 400, 'MissingAction'],
] as [string, string, Record<string, string>, number, string][])(
  'a request with %s is refused in XML',
  async ([, body, headers, status, code]) => {
    await using practice = await startTestCloud();
    const response = await fetch(practice.cloud.endpoints.sts, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('text/xml');
    const text = await response.text();
    expect(text).toContain(`<Type>Sender</Type><Code>${code}</Code>`);
  },
);

test('the same permission set has the same suffix in every account, another one another', async () => {
  await using practice = await startWithKeys();
  const { cloud, client } = practice;
  const { accessToken } = await client.signIn();
  const [one, two] = cloud.world.default.accounts();
  const roleOf = async (accountId: string, roleName: string): Promise<string | undefined> => {
    const sts = stsClient(cloud, await client.roleKeys(accessToken, accountId, roleName));
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    sts.destroy();
    return Arn?.split('/')[1];
  };
  const readOnly = await roleOf(one!.accountId, 'ReadOnly');
  expect(await roleOf(two!.accountId, 'ReadOnly')).toBe(readOnly);
  expect(await roleOf(one!.accountId, 'AdministratorAccess')).not.toBe(readOnly);
});

test('nobody can say on whose behalf a signature was made without the secret of the front', async () => {
  await using practice = await startTestCloud({ frontSecret: 'right' });
  practice.clock.now = Date.now();
  const { cloud, client } = practice;
  const keys = await client.roleKeys((await client.signIn()).accessToken);
  const outcomes: string[] = [];
  for (const secret of ['right', 'wrong']) {
    const sts = stsClient(cloud, keys);
    // Signed for another host, then sent here with that host told apart.
    sts.middlewareStack.add(
      (next) => (args) => {
        (args.request as { headers: Record<string, string> }).headers['host'] = 'sts.amazonaws.com';
        return next(args);
      },
      { step: 'build', priority: 'low' },
    );
    sts.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers['host'] = new URL(cloud.endpoints.sts).host;
        headers['x-practice-front'] = secret;
        headers['x-practice-front-host'] = 'sts.amazonaws.com';
        headers['x-practice-front-target'] = new URL(cloud.endpoints.sts).pathname + '/';
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    outcomes.push(
      await sts.send(new GetCallerIdentityCommand({})).then(
        () => 'fine',
        (error: unknown) => (error as Error).name,
      ),
    );
    sts.destroy();
  }
  expect(outcomes).toEqual(['fine', 'SignatureDoesNotMatch']);
});
