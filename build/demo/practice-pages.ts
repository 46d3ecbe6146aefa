/**
 * Takes the pictures of the practice cloud's Alibaba Cloud pages that the guides show: `node build/demo/practice-pages.ts
 * FOLDER`. No app takes part; nothing but 127.0.0.1 is opened.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createPracticeCloud } from '../../electron/practice-cloud/practice-cloud.ts';
import { aliyunSites } from '../../shared/aliyun/sites.ts';
import { openPerson } from '../../test/e2e/support/person.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node build/demo/practice-pages.ts FOLDER');

const cloud = createPracticeCloud({
  now: () => Date.now(),
  random: (bytes) => randomBytes(bytes),
  accounts: 0,
  rolesPerAccount: 0,
});
await cloud.start();
try {
  await using person = await openPerson({ viewport: { width: 620, height: 300 } });
  const { page } = person;
  const picture = async (name: string): Promise<void> => {
    const path = join(folder, `aliyun-${name}.png`);
    await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  };
  const url = new URL(`${cloud.aliyunEndpoints('CN').signIn}/oauth2/v1/auth`);
  for (const [name, value] of Object.entries({
    response_type: 'code',
    client_id: aliyunSites.CN.clientId,
    redirect_uri: 'http://127.0.0.1:12345/cli/callback',
    state: 'a-state-of-the-pictures',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  })) {
    url.searchParams.set(name, value);
  }
  const chosen = async (who: string): Promise<void> => {
    await page.goto(url.href);
    await page.getByRole('button', { name: who }).click();
  };

  await page.goto(url.href);
  await picture('sign-in');
  await chosen('Alice Practice alice@');
  await picture('consent');
  await chosen('Carol');
  await picture('not-assigned');
  cloud.aliyun.installed.CN = false;
  await chosen('Alice Practice alice@');
  await picture('provision');
} finally {
  await cloud.stop();
}
