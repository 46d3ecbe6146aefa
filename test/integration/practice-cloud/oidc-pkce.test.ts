import { expect, test } from 'vitest';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';

test('a browser sign-in ends with tokens that open the portal', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const tokens = await client.signIn();
  expect(tokens).toMatchObject({ expiresIn: 3600, tokenType: 'Bearer', idToken: null });
  const accounts = await client.portal('/assignment/accounts', { max_result: '100' }, tokens.accessToken);
  expect(accounts.body['accountList']).toHaveLength(3);
  expect(cloud.log.entries.map((entry) => entry.operation)).toEqual([
    'RegisterClient',
    'Authorize',
    'SignInPage',
    'SignInPage',
    'ConsentPage',
    'ConsentPage',
    'CreateToken',
    'ListAccounts',
  ]);
});
