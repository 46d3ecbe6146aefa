import { expect, test, vi } from 'vitest';
import type { CallContext } from '../../../electron/core/intents.ts';
import { valueOf } from '../../fakes/core-harness.ts';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import { startRealCore } from '../../fixtures/real-core.ts';

const window: CallContext = { origin: 'window' };

test.for([
  ['us-gov-west-1', 'aws-us-gov'],
  ['cn-northwest-1', 'aws-cn'],
  ['eusc-de-east-1', 'aws-eusc'],
] as const)('a session in %s signs in, and its identity is one of arn:%s', async ([region, partition]) => {
  await using practice = await startTestCloud({ now: () => Date.now() });
  practice.cloud.addPortal('away', { accounts: 2, rolesPerAccount: 2 }, { region });
  await using real = await startRealCore({ user: 'dana.developer@example.com' });
  const { intents } = real.core;
  const sessionId = await real.addSession('away', practice.cloud, { region }, 'away');
  valueOf(await intents.signIn.start({ sessionId, openBrowser: true }, window));
  const [role] = valueOf(await intents.catalog.roles(sessionId, 'ReadOnly', window));
  const { accountId = '', roleName = '' } = role ?? {};
  valueOf(await intents.credentials.ofRole({ sessionId, accountId, roleName }, window));
  const identity = () => real.core.store.current().sessions[0]?.record.identity ?? null;
  await vi.waitUntil(() => identity() !== null);
  expect(identity()).toMatchObject({ accountId, name: 'dana.developer@example.com' });
  expect(identity()?.arn).toMatch(new RegExp(`^arn:${partition}:sts::`));
});

test('a portal in another region than the session’s is told as such', async () => {
  await using practice = await startTestCloud({ now: () => Date.now() });
  practice.cloud.addPortal('away', { accounts: 1, rolesPerAccount: 1 }, { region: 'us-gov-west-1' });
  await using real = await startRealCore();
  const startUrl = practice.cloud.startUrl('away');
  const sessionId = await real.addSession('wrong', practice.cloud, { startUrl });
  const outcome = await real.core.intents.signIn.start({ sessionId, openBrowser: true }, window);
  expect(outcome).toMatchObject({ ok: false, error: { code: 'sign-in.wrong-region' } });
});
