import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../shared/model/instant.ts';
import { err, ok } from '../../../shared/model/result.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { TagRule } from '../../../shared/model/tag.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

const rule: TagRule = {
  name: 'production',
  colour: 'red',
  production: true,
  field: 'accountName',
  pattern: 'Account 1111',
};
const needed = err(appError('guard.confirmation-needed', { account: 'Account 1111', role: 'Admin' }));

async function guarded(rules: readonly TagRule[] = [rule]) {
  const harness = createCoreHarness();
  const sessionId = await harness.addSession();
  valueOf(await harness.signIn(sessionId));
  await harness.scheduler.advance(MINUTE);
  valueOf(harness.intents.preferences.change({ tagRules: rules }));
  const production = { sessionId, accountId: '111122223333', roleName: 'Admin' };
  const staging = { sessionId, accountId: '444455556666', roleName: 'ReadOnly' };
  return { ...harness, sessionId, production, staging };
}

describe('a role that is tagged as production', () => {
  it('is not copied before a person has confirmed it', async () => {
    const { intents, copied, provider, production } = await guarded();
    const refused = await intents.credentials.copyRole(production, 'env', null, window);
    const asked = provider.count('roleCredentials');
    const confirmed = { ...window, confirmed: true };
    valueOf(await intents.credentials.copyRole(production, 'env', null, confirmed));
    expect([refused, asked, copied.length]).toEqual([needed, 0, 1]);
  });

  it('opens no console before a person has confirmed it', async () => {
    const { intents, browser, production } = await guarded();
    const { opened } = browser;
    const target = { type: 'role' as const, role: production };
    const before = opened.length;
    const refused = await intents.console.open(target, {}, window);
    const untouched = opened.length;
    valueOf(await intents.console.open(target, {}, { ...window, confirmed: true }));
    expect([refused, untouched - before, opened.length - before]).toEqual([needed, 0, 1]);
  });

  it('has no keys put into a file before a person has confirmed it, and other profiles as ever', async () => {
    const { intents, files, production } = await guarded();
    const profile = { ...production, name: 'prod', region: 'us-east-1', output: null };
    const asStatic = { ...profile, delivery: 'static' as const };
    const refused = await intents.profiles.save(asStatic, null, window);
    const before = files.textOf('/home/user/.aws/credentials');
    valueOf(await intents.profiles.save(asStatic, null, { ...window, confirmed: true }));
    const native = await intents.profiles.save({ ...profile, name: 'native' }, null, window);
    expect([refused, before, native.ok]).toEqual([needed, null, true]);
    expect(files.textOf('/home/user/.aws/credentials')).toContain('[prod]');
  });

  it('gives its credentials to tools without a question', async () => {
    const { intents, production } = await guarded();
    expect((await intents.credentials.ofRole(production, window)).ok).toBe(true);
  });

  it('is known by the name of its account right after a start, too', async () => {
    const first = await guarded();
    await first.core.dispose();
    const { core, intents } = createCoreHarness({ files: first.files, settings: first.settings });
    await core.restore();
    expect(await intents.credentials.copyRole(first.production, 'env', null, window)).toEqual(needed);
  });

  it('leaves other roles alone, and all of them once the rule is gone', async () => {
    const { intents, production, staging } = await guarded();
    const other = await intents.credentials.copyRole(staging, 'env', null, window);
    valueOf(intents.preferences.change({ tagRules: [] }));
    const after = await intents.credentials.copyRole(production, 'env', null, window);
    expect([other.ok, after.ok]).toEqual([true, true]);
  });

  it('asks for nothing if the tag is only a colour', async () => {
    const { intents, production } = await guarded([{ ...rule, production: false }]);
    expect((await intents.credentials.copyRole(production, 'env', null, window)).ok).toBe(true);
  });
});

describe('production credentials that are about', () => {
  it('are told while they live, with the name of their account', async () => {
    const { intents, scheduler, production, staging } = await guarded();
    valueOf(await intents.credentials.ofRole(production, window));
    valueOf(await intents.credentials.ofRole(staging, window));
    await scheduler.advance(1);
    const told = intents.state.current().production;
    await scheduler.advance(HOUR + MINUTE);
    expect([told, intents.state.current().production]).toMatchObject([
      [{ accountName: 'Account 1111', roleName: 'Admin' }],
      [],
    ]);
  });

  it('are told as soon as a rule makes them so, and no longer when it goes', async () => {
    const { intents, scheduler, production } = await guarded([]);
    valueOf(await intents.credentials.ofRole(production, window));
    const counts: number[] = [];
    for (const tagRules of [[], [rule], []]) {
      valueOf(intents.preferences.change({ tagRules }));
      await scheduler.advance(1);
      counts.push(intents.state.current().production.length);
    }
    expect(counts).toEqual([0, 1, 0]);
  });

  it('go with a sign-out', async () => {
    const { intents, scheduler, sessionId, production } = await guarded();
    valueOf(await intents.credentials.ofRole(production, window));
    valueOf(await intents.signIn.signOut(sessionId, window));
    await scheduler.advance(1);
    expect(intents.state.current().production).toEqual([]);
  });
});

describe('preferences', () => {
  it('keep what is not given', async () => {
    const { intents } = await guarded();
    expect(intents.preferences.change({ profileNameTemplate: '{role}' })).toEqual(ok(undefined));
    expect(intents.state.current().preferences.tagRules).toEqual([rule]);
  });
});
