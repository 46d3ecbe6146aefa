import { expect, test } from 'vitest';
import type { CallContext } from '../../../electron/core/intents.ts';
import type { ConsoleRequest } from '../../../shared/model/console.ts';
import { valueOf } from '../../fakes/core-harness.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';
import { startRealCore, type RealCore } from '../../fixtures/real-core.ts';

const window: CallContext = { origin: 'window' };

async function firstRole(real: RealCore, practice: TestCloud, startUrl?: string) {
  const { intents } = real.core;
  const sessionId = await real.addSession('corp', practice.cloud, startUrl === undefined ? {} : { startUrl });
  valueOf(await intents.signIn.start({ sessionId, openBrowser: true }, window));
  const [first] = valueOf(await intents.catalog.roles(sessionId, null, window));
  if (first === undefined) {
    throw new Error('the portal lists no role');
  }
  return { sessionId, accountId: first.accountId, roleName: first.roleName };
}

async function linkTo(real: RealCore, role: Awaited<ReturnType<typeof firstRole>>, place: ConsoleRequest) {
  const target = { type: 'role', role } as const;
  return valueOf(await real.core.intents.console.open(target, { ...place, print: true }, window));
}

test('a portal with an address of its own leads to the console of the role, with the page asked for', async () => {
  await using practice = await startTestCloud({ now: () => Date.now() });
  await using real = await startRealCore();
  const role = await firstRole(real, practice);
  const { way, link } = await linkTo(real, role, { service: 'lambda', region: 'eu-west-1' });
  expect(way).toBe('portal');
  const url = new URL(link ?? '');
  expect(`${url.origin}${url.pathname}`).toBe(`${practice.cloud.startUrl()}/`);
  expect(practice.cloud.log.count('Federation')).toBe(0);
});

test('where there is only an issuer URL, the role’s credentials make a link that the console takes', async () => {
  await using practice = await startTestCloud({ now: () => Date.now() });
  await using real = await startRealCore();
  const role = await firstRole(real, practice, practice.cloud.issuerUrl());
  const { way, link } = await linkTo(real, role, { service: 'lambda', region: 'eu-west-1' });
  expect(way).toBe('federation');
  const page = await fetch(link ?? '');
  const text = await page.text();
  expect(page.status).toBe(200);
  for (const part of [role.accountId, role.roleName, 'eu-west-1', 'federation with role credentials']) {
    expect(text).toContain(part);
  }
});

test('a console that does not take the credentials is told of, and nothing is opened', async () => {
  await using practice = await startTestCloud({ now: () => Date.now() });
  await using real = await startRealCore();
  const role = await firstRole(real, practice, practice.cloud.issuerUrl());
  const before = real.opened.length;
  const open = () => real.core.intents.console.open({ type: 'role', role }, {}, window);
  practice.cloud.faults.fail('Federation', { status: 400, error: 'Session' });
  expect(await open()).toMatchObject({ ok: false, error: { code: 'console.sign-in-refused' } });
  practice.cloud.faults.fail('Federation', { status: 503, error: 'Unavailable' });
  expect(await open()).toMatchObject({ ok: false, error: { code: 'server.failed' } });
  practice.cloud.faults.fail('Federation', { answer: 'malformed-json' });
  expect(await open()).toMatchObject({ ok: false, error: { code: 'server.malformed' } });
  expect(real.opened.length).toBe(before);
});
