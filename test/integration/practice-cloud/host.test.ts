import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createClock } from '../../../electron/adapters/clock.ts';
import { createFileStore } from '../../../electron/adapters/file-store.ts';
import { createRandom } from '../../../electron/adapters/random.ts';
import { createScheduler } from '../../../electron/adapters/scheduler.ts';
import { createPracticeCloudHost } from '../../../electron/app/practice-cloud-host.ts';
import { valueOf } from '../../fakes/core-harness.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';
import { openPracticeBrowser } from '../../fixtures/practice-browser.ts';

test('a portal in a region is opened there, and what was changed for a person is there after a restart', async () => {
  await using stack = new AsyncDisposableStack();
  const userData = await mkdtemp(join(tmpdir(), 'latchkey-host-'));
  stack.defer(() => rm(userData, { recursive: true, force: true }));
  const clock = createClock();
  const start = async () => {
    const host = createPracticeCloudHost({
      clock,
      random: createRandom(),
      scheduler: createScheduler(clock),
      files: createFileStore(),
      userData,
      log: createFakeLog(),
    });
    const portal = valueOf(
      await host.openPortal('gov', { accounts: 1, rolesPerAccount: 1, region: 'us-gov-west-1' }, null),
    );
    return { host, portal };
  };

  const first = await start();
  const { origin } = first.portal;
  expect(first.portal).toMatchObject({
    startUrl: `${origin}/us-gov-west-1/portal/gov/start`,
    endpoints: {
      ssoOidc: `${origin}/us-gov-west-1/oidc`,
      sso: `${origin}/us-gov-west-1/portal-api`,
      sts: `${origin}/us-gov-west-1/sts`,
    },
  });
  const person = { person: 'noor.newcomer@example.com' };
  const browser = openPracticeBrowser();
  await browser.submit(await browser.open(`${first.portal.startUrl}/sign-in`), person);
  await browser.submit(await browser.open(`${first.portal.startUrl}/access`), { change: 'new-account' });
  await first.host.stop();

  const second = await start();
  stack.defer(() => second.host.stop());
  const again = openPracticeBrowser();
  const home = await again.submit(await again.open(`${second.portal.startUrl}/sign-in`), person);
  expect(home.body).toContain('New Project 1');
});
