import { expect, test } from 'vitest';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';

test.for([
  ['once', 'HEAD', 302, '/start'],
  ['once', 'GET', 302, '/start'],
  ['get-only', 'HEAD', 405, null],
  ['get-only', 'GET', 302, '/start'],
  ['twice', 'HEAD', 302, '/vanity/once'],
  ['elsewhere', 'HEAD', 302, 'https://portal.example.com/start'],
  ['plain-http', 'HEAD', 302, 'http://d-1234567890.awsapps.com/start'],
  ['nowhere', 'HEAD', 200, null],
  ['unknown', 'HEAD', 404, null],
] as const)('/vanity/%s answers %s with %d', async ([kind, method, status, location]) => {
  await using practice = await startTestCloud();
  const { origin } = new URL(practice.cloud.startUrl());
  const answer = await fetch(`${origin}/vanity/${kind}`, { method, redirect: 'manual' });
  const expected = location?.startsWith('/') === true ? origin + location : location;
  expect([answer.status, answer.headers.get('location')]).toEqual([status, expected]);
});

test('a domain of one’s own leads to any portal, with any kind of redirect', async () => {
  await using practice = await startTestCloud();
  practice.cloud.addPortal('gov', { accounts: 1, rolesPerAccount: 1 }, { region: 'us-gov-west-1' });
  const { origin } = new URL(practice.cloud.startUrl());
  const answer = await fetch(`${origin}/vanity/once?portal=gov&status=308`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([308, practice.cloud.startUrl('gov')]);
});
