/**
 * The tour of `npm run demo` without a display: the app in a private desktop, driven as a person would drive it, from the
 * real tray menu to a profile that a real AWS reader uses. Each step is printed with what was written where; pictures go
 * to LATCHKEY_DEMO_OUT. Any step that does not come about ends the tour with an error.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { driveApp, type DrivenApp } from '../../test/e2e/support/app.ts';
import { makeAppHome } from '../../test/e2e/support/app-home.ts';
import { desktop } from '../../test/e2e/support/desktop.ts';
import { openPerson } from '../../test/e2e/support/person.ts';
import { sdkIdentity, toolEnvironment } from '../../test/e2e/support/readers.ts';
import { output } from '../../test/e2e/support/run.ts';
import { desktopEnvironment, given } from '../../test/e2e/support/surroundings.ts';
import { until } from '../../test/e2e/support/until.ts';
import { windowOf } from '../../test/e2e/support/window.ts';

const out = given('LATCHKEY_DEMO_OUT');
const pictures: string[] = [];
let steps = 0;

function step(what: string, ...details: readonly string[]): void {
  steps += 1;
  console.log(`${String(steps).padStart(2)}. ${what}`);
  for (const detail of details) {
    console.log(`      ${detail}`);
  }
}

function pictureFile(name: string): string {
  const file = `${String(pictures.length + 1).padStart(2, '0')}-${name}.png`;
  pictures.push(file);
  return join(out, file);
}

/** The window alone, once nothing moves in it. */
async function windowPicture(app: DrivenApp, name: string): Promise<void> {
  await app.page.screenshot({ path: pictureFile(name), animations: 'disabled' });
}

/** The desktop with the tray menu open, as a person sees it. */
async function menuPicture(app: DrivenApp, name: string): Promise<void> {
  await app.tray.open();
  await desktop.picture(pictureFile(name));
  await output('/usr/bin/xdotool', ['key', 'Escape'], { env: desktopEnvironment() });
}

await mkdir(out, { recursive: true });
// Stays afterwards, to be looked at.
const demoHome = await makeAppHome(join(out, 'user'));
const stack = new AsyncDisposableStack();
try {
  const app = stack.use(await driveApp(demoHome));
  const view = windowOf(app.page);
  const { version, electron, sandboxed } = await app.status();
  step(
    `Latchkey ${version} runs on Electron ${electron}, ${sandboxed ? 'sandboxed' : 'without the sandbox'}`,
    `HOME is ${demoHome.home}; the icon is in the tray, the first window asks how to begin`,
  );
  await app.page.getByRole('heading').first().waitFor();
  await windowPicture(app, 'first-start');

  const added = await app.latchkey(
    'session',
    'add',
    'practice',
    'lab',
    '--cloud',
    'aws',
    '--accounts',
    '40',
    '--roles',
    '4',
  );
  if (added.code !== 0) throw new Error(added.stderr);
  const practice = await until('the practice cloud', async () => (await app.status()).practice);
  step(
    'latchkey session add practice lab --accounts 40 --roles 4',
    `practice cloud at ${practice.origin}, files in ${practice.home}`,
  );

  await app.tray.until('lab*/Sign in');
  await menuPicture(app, 'tray-signed-out');
  const url = await desktop.urlOpenedBy(() => app.tray.click('lab*/Sign in'));
  step(
    'Clicked lab ▸ Sign in in the tray menu, over D-Bus',
    `the browser got ${url.slice(0, url.indexOf('?'))}?…`,
  );
  await app.page.getByRole('button', { name: /^lab/ }).first().waitFor();
  await app.page.getByRole('button', { name: 'Show sign-in' }).first().click();
  await app.page.getByRole('button', { name: 'Copy link' }).waitFor();
  await windowPicture(app, 'sign-in-sheet');

  const person = stack.use(await openPerson({ viewport: { width: 900, height: 640 } }));
  await person.signIn(url, {
    at: async (page) => {
      await person.page.screenshot({ path: pictureFile(`browser-${page}`) });
    },
  });
  step(
    'Signed in and allowed access on the practice cloud’s pages, in Chromium',
    'the browser came back to 127.0.0.1 and shows a static page',
  );

  await app.page.getByText(/\d+ of 40 accounts/).waitFor();
  await windowPicture(app, 'listing');
  await app.page.getByText('40 accounts, 160 roles').waitFor({ timeout: 60_000 });
  step('Accounts and roles streamed in', `token file: ${practice.home}/.aws/sso/cache (0600)`);
  await windowPicture(app, 'roles');

  const [role] = await app.latchkey.json<{ accountId: string; accountName: string; roleName: string }[]>(
    'roles',
    '--search',
    'ReadOnly',
  );
  if (role === undefined) throw new Error('no role was listed');
  const row = await view.role(role.accountName, role.roleName);
  await row.hover();
  await row.getByRole('button', { name: 'Copy in another format' }).click();
  await app.page.getByRole('menuitemradio', { name: 'fish', exact: true }).waitFor();
  await windowPicture(app, 'copy-formats');
  await app.page.getByRole('menuitemradio', { name: 'fish', exact: true }).click();
  await until('keys on the clipboard', async () =>
    (await desktop.clipboard()).startsWith('set -gx AWS_ACCESS_KEY_ID'),
  );
  step(
    `Copied credentials of ${role.accountName} · ${role.roleName} for fish`,
    'they are on the clipboard and in memory, nowhere else',
  );
  await windowPicture(app, 'copied');

  const sheet = await view.saveProfileSheet(row);
  await sheet.getByRole('textbox', { name: 'Profile name' }).fill('demo');
  await until('the preview', async () => (await view.diff(sheet)).includes('+[profile demo]'));
  await windowPicture(app, 'save-profile');
  await sheet.getByRole('button', { name: 'Save profile' }).click();
  await app.page.getByText(/^Saved demo in /).waitFor();
  await windowPicture(app, 'saved');
  await app.page.getByRole('button', { name: 'Done' }).click();
  const config = await readFile(join(practice.home, '.aws/config'), 'utf8');
  step(`Saved the profile demo in ${practice.home}/.aws/config`, ...config.trimEnd().split('\n'));

  const ends = practice.origin;
  const { Account, Arn } = await sdkIdentity(
    'demo',
    toolEnvironment(practice.home, {
      AWS_ENDPOINT_URL_SSO_OIDC: `${ends}/oidc`,
      AWS_ENDPOINT_URL_SSO: `${ends}/portal-api`,
      AWS_ENDPOINT_URL_STS: `${ends}/sts`,
    }),
  );
  step(
    'The AWS SDK for JavaScript read these files and asked STS who it is',
    `account ${Account}`,
    `arn ${Arn}`,
  );

  await view.view('Profiles');
  await app.page.getByText('demo').first().waitFor();
  await windowPicture(app, 'profiles');
  await view.view('Roles');
  await view.search('');
  await app.page.emulateMedia({ colorScheme: 'dark' });
  await windowPicture(app, 'roles-dark');
  await app.page.emulateMedia({ colorScheme: null });
  await app.tray.until('lab — until */Sign out');
  await menuPicture(app, 'tray-signed-in');
  step(
    'The tray tells until when, and has the role at hand',
    ...(await app.tray.labels()).filter((label) => !label.includes('/')),
  );

  await app.quit();
  step('Quit from the command line', 'the practice cloud went with it; what was written stays');
} finally {
  await stack.disposeAsync();
}
console.log(`\nPictures in out/demo: ${pictures.join(', ')}`);
