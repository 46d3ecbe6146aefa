import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { openPracticeBrowser } from '../../fixtures/practice-browser.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';
import {
  createPracticeClient,
  deviceRegistration,
  pkceRegistration,
} from '../../fixtures/practice-client.ts';

/** A portal in a region of its own, and its client. */
async function startIn(region: string): Promise<TestCloud> {
  const practice = await startTestCloud({ now: () => Date.now() });
  practice.cloud.addPortal('away', { accounts: 2, rolesPerAccount: 2 }, { region });
  return { ...practice, client: createPracticeClient(practice.cloud, 'away') };
}

test.for([
  ['us-gov-west-1', 'aws-us-gov'],
  ['cn-north-1', 'aws-cn'],
  ['eusc-de-east-1', 'aws-eusc'],
  ['eu-west-1', 'aws'],
] as const)('a portal in %s signs in, and STS there says arn:%s', async ([region, partition]) => {
  await using practice = await startIn(region);
  const { cloud, client } = practice;
  expect(new URL(cloud.startUrl('away')).pathname).toBe(`/${region}/portal/away/start`);
  const { accessToken } = await client.signIn({ user: 'dana.developer@example.com' });
  const sts = new STSClient({
    region,
    endpoint: cloud.endpointsOf('away').sts,
    credentials: await client.roleKeys(accessToken),
  });
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
  sts.destroy();
  expect(Arn).toMatch(
    new RegExp(`^arn:${partition}:sts::\\d{12}:assumed-role/AWSReservedSSO_.*/dana\\.developer@`, 'u'),
  );
});

test('a start URL and a region that do not fit are invalid_request, as is a portal elsewhere', async () => {
  await using practice = await startIn('us-gov-west-1');
  const home = createPracticeClient(practice.cloud);
  const startUrl = practice.cloud.startUrl('away');
  const device = await home.startDevice(await home.register(deviceRegistration()), startUrl);
  const registered = await home.post('/client/register', pkceRegistration(startUrl));
  expect([device.body['error'], registered.body['error']]).toEqual(['invalid_request', 'invalid_request']);
});

test('neither token nor registration nor keys are known in another region or partition', async () => {
  await using practice = await startIn('us-gov-west-1');
  const { cloud, client } = practice;
  const tokens = await client.signIn();
  const keys = await client.roleKeys(tokens.accessToken);
  const home = createPracticeClient(cloud);
  expect((await home.portal('/assignment/accounts', {}, tokens.accessToken)).status).toBe(401);
  expect((await home.refresh(tokens, tokens.refreshToken)).body['error']).toBe('invalid_client');
  const sts = new STSClient({ region: 'us-east-1', endpoint: cloud.endpoints.sts, credentials: keys });
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  });
  sts.destroy();
});

test('pages of a portal are in its region alone, and an issuer URL leads to them', async () => {
  await using practice = await startIn('cn-north-1');
  const { cloud } = practice;
  const { origin } = new URL(cloud.startUrl());
  const browser = openPracticeBrowser();
  expect((await browser.open(`${origin}/portal/away/start`)).status).toBe(404);
  expect((await browser.open(cloud.issuerUrl('away'))).url).toBe(cloud.startUrl('away'));
  expect((await browser.open(`${origin}/ssoins-0000000000000000`)).status).toBe(404);
});
