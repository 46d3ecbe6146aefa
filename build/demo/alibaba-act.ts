import { join } from 'node:path';
import { aliyunProfile, identityOf, signInToAlibaba } from '../../test/e2e/support/aliyun.ts';
import type { DrivenApp } from '../../test/e2e/support/app.ts';
import { desktop } from '../../test/e2e/support/desktop.ts';
import type { Person } from '../../test/e2e/support/person.ts';
import { until } from '../../test/e2e/support/until.ts';
import { windowOf } from '../../test/e2e/support/window.ts';
import { alicloudCredentials } from '../../test/fixtures/aliyun-readers.ts';
import type { createStage } from './stage.ts';

const session = 'acme-cn';

/** The part of the tour with Alibaba Cloud: OAuth sign-in, identity, profile, and Alibaba Cloud's own SDK on it. */
export async function alibabaAct(
  { step, windowPicture, menuPicture, pictureFile }: ReturnType<typeof createStage>,
  app: DrivenApp,
  person: Person,
  practice: { readonly origin: string; readonly home: string },
): Promise<void> {
  const { page, tray } = app;
  const config = join(practice.home, '.aliyun/config.json');
  await page.getByRole('button', { name: 'Add session' }).first().click();
  const wizard = page.getByRole('dialog', { name: 'Add session' });
  await wizard.getByText('Alibaba Cloud', { exact: true }).first().click();
  await wizard.getByText('China site', { exact: false }).first().waitFor();
  await windowPicture(app, 'add-session-alibaba');
  await wizard.getByRole('button', { name: 'Cancel' }).click();
  const added = await app.latchkey('session', 'add', 'practice', session, '--cloud', 'aliyun');
  if (added.code !== 0) throw new Error(`no practice session of Alibaba Cloud: ${added.stderr}`);
  const url = await desktop.urlOpenedBy(() => tray.click(`${session}*/Sign in`));
  await page.getByRole('button', { name: 'Show sign-in' }).first().click();
  await page.getByRole('button', { name: 'Copy link' }).waitFor();
  await windowPicture(app, 'alibaba-sign-in');
  await signInToAlibaba(person, url, 'alice', {
    at: async (at) => {
      await person.page.screenshot({ path: pictureFile(`browser-alibaba-${at}`) });
    },
  });
  await tray.until(`${session}*/Sign out`);
  const who = await until(
    'the identity',
    async () => (await app.status()).sessions.find(({ name }) => name === session)?.identity,
  );
  step(
    `Signed in to Alibaba Cloud by OAuth as the session ${session}`,
    `the browser came back to ${new URL(url).searchParams.get('redirect_uri') ?? ''}`,
    `STS says: ${who.arn}`,
  );
  const done = page.getByRole('dialog', { name: `Signed in to ${session}` });
  await done.getByText(who.arn).waitFor();
  await windowPicture(app, 'alibaba-identity');
  await done.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('row').filter({ hasText: who.accountId }).first().waitFor();
  await windowPicture(app, 'roles-of-both');

  step(`Its profile is the current one of ${config}`, ...masked(await aliyunProfile(practice.home, session)));
  const view = windowOf(page);
  await view.view('Profiles');
  await page.getByRole('rowheader', { name: session }).first().waitFor();
  await windowPicture(app, 'profiles-of-both');
  await view.view('Roles');

  const keys = await alicloudCredentials(session, { home: practice.home, origin: practice.origin });
  step(
    'Alibaba Cloud’s SDK for Node.js read the profile in mode OAuth, exchanged and rewrote the file',
    `STS knows its keys as ${await identityOf(`${practice.origin}/aliyun/sts`, keys)}`,
  );
  await menuPicture(app, 'tray-both-clouds');
}

/** A profile as lines, with every value that opens something left out. */
function masked(profile: Readonly<Record<string, string | number>> = {}): readonly string[] {
  return Object.entries(profile).map(
    ([key, value]) => `${key}: ${/_(?:token|secret|id)$/.test(key) && key !== 'region_id' ? '••••' : value}`,
  );
}
