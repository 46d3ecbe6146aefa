import { expect, test } from 'vitest';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import { deviceRegistration, type Json, pkceRegistration } from '../../fixtures/practice-client.ts';

test('a client for browser sign-ins gets an id, a long secret and its end in seconds', async () => {
  await using practice = await startTestCloud({ registrationSeconds: 1000 });
  const { cloud, client, clock } = practice;
  const answer = await client.post('/client/register', pkceRegistration(cloud.startUrl()));
  const now = Math.floor(clock.now / 1000);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ clientIdIssuedAt: now, clientSecretExpiresAt: now + 1000 });
  expect(String(answer.body['clientSecret']).length).toBeGreaterThan(300);
});

test('a registration lives 90 days unless something else is said', async () => {
  await using practice = await startTestCloud();
  const { body } = await practice.client.post('/client/register', deviceRegistration());
  expect(Number(body['clientSecretExpiresAt']) - Number(body['clientIdIssuedAt'])).toBe(90 * 24 * 3600);
});

test('the issuer URL may be the start URL, also with its pasted endings, or the issuer URL of the instance', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const urls = [cloud.startUrl(), `${cloud.startUrl()}/`, `${cloud.startUrl()}/#/`, cloud.issuerUrl()];
  for (const url of urls) {
    expect((await client.post('/client/register', pkceRegistration(url))).status).toBe(200);
  }
});

// prettier-ignore
const refusals: readonly [string, Json, string, string][] = [
  ['no name', { clientName: '' }, 'invalid_request', 'InvalidRequestException'],
  ['a type that is not public', { clientType: 'confidential' }, 'invalid_client_metadata', 'InvalidClientMetadataException'],
  ['an unknown scope', { scopes: ['sso:everything'] }, 'invalid_scope', 'InvalidScopeException'],
  ['scopes that are not a list', { scopes: 'sso:account:access' }, 'invalid_scope', 'InvalidScopeException'],
  ['an unknown grant type', { grantTypes: ['password'] }, 'unsupported_grant_type', 'UnsupportedGrantTypeException'],
  ['no redirect URI', { redirectUris: null }, 'invalid_redirect_uri', 'InvalidRedirectUriException'],
  ['a redirect URI with a port', { redirectUris: ['http://127.0.0.1:8080/oauth/callback'] }, 'invalid_redirect_uri', 'InvalidRedirectUriException'],
  ['a redirect URI with a host name', { redirectUris: ['http://localhost/oauth/callback'] }, 'invalid_redirect_uri', 'InvalidRedirectUriException'],
  ['one bad redirect URI among good ones', { redirectUris: ['http://127.0.0.1/a', 'http://127.0.0.1.example.com/a'] }, 'invalid_redirect_uri', 'InvalidRedirectUriException'],
  ['no issuer URL', { issuerUrl: null }, 'invalid_request', 'InvalidRequestException'],
  ['the issuer URL of another service', { issuerUrl: 'https://example.com/start' }, 'invalid_request', 'InvalidRequestException'],
];

test.for(refusals)('a registration with %s is refused', async ([, changes, error, exception]) => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const answer = await client.post('/client/register', { ...pkceRegistration(cloud.startUrl()), ...changes });
  expect(answer.status).toBe(400);
  expect(answer.body['error']).toBe(error);
  expect(answer.body['error_description']).toBeTypeOf('string');
  expect(answer.headers.get('x-amzn-errortype')).toMatch(new RegExp(`^${exception}:http`, 'u'));
});

test.for([
  ['that is not JSON', 'clientName=x', 'application/json', 400],
  ['that is a JSON list', '[]', 'application/json', 400],
  ['of another type', '{}', 'text/plain', 415],
] as const)('a body %s is refused', async ([, body, type, status]) => {
  await using practice = await startTestCloud();
  const response = await fetch(`${practice.cloud.endpoints.ssoOidc}/client/register`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: 'invalid_request' });
});
