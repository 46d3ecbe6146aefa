import { expect, test } from 'vitest';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

test('a region that is none is told as such, and nothing is copied', async () => {
  const harness = createCoreHarness();
  const sessionId = await harness.addSession();
  valueOf(await harness.signIn(sessionId));
  const role = { sessionId, accountId: '111122223333', roleName: 'ReadOnly' };
  const profile = { ...role, name: 'dev', region: 'eu-west-1', output: 'json' };
  valueOf(await harness.intents.profiles.save(profile, null, window));
  for (const region of ['$(x)', 'us_west-2', 'eu-west-1; rm -rf /']) {
    for (const refused of [
      await harness.intents.credentials.copyProfile('dev', 'env', region, window),
      await harness.intents.credentials.copyRole(role, 'env', region, window),
    ]) {
      expect(refused).toMatchObject({ ok: false, error: { code: 'input.region-invalid' } });
    }
  }
  expect(harness.copied).toEqual([]);
});
