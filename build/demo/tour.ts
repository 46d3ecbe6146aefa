/**
 * The tour of `npm run demo` without a display: the app in a private desktop, driven as a person would drive it, from the
 * real tray menu to profiles that real readers of both clouds use. Each step is printed with what was written where; pictures go to
 * LATCHKEY_DEMO_OUT. A step that does not come about ends the tour with an error and a picture of the screen.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { driveApp, type DrivenApp } from '../../test/e2e/support/app.ts';
import { makeAppHome } from '../../test/e2e/support/app-home.ts';
import { desktop } from '../../test/e2e/support/desktop.ts';
import type { RoleRow } from '../../test/e2e/support/latchkey.ts';
import { openPerson, type Person } from '../../test/e2e/support/person.ts';
import { sdkIdentity, toolEnvironment } from '../../test/e2e/support/readers.ts';
import { given } from '../../test/e2e/support/surroundings.ts';
import { until } from '../../test/e2e/support/until.ts';
import { windowOf } from '../../test/e2e/support/window.ts';
import { alibabaAct } from './alibaba-act.ts';
import { createStage } from './stage.ts';

const longestMs = 4 * 60 * 1000;
const session = 'lab';
const accounts = 40;

const out = given('LATCHKEY_DEMO_OUT');
const stage = createStage(out);
const { step, windowPicture, menuPicture, pictureFile, pictures } = stage;

/** Adds a practice session in the window, and shows the other way of adding one, too. */
async function addSession(app: DrivenApp): Promise<{ readonly origin: string; readonly home: string }> {
  const { page } = app;
  await page.getByRole('heading', { name: 'Sign in once. Every tool just works.' }).waitFor();
  await windowPicture(app, 'first-start');
  const sheet = page.getByRole('dialog', { name: 'Add session' });
  await page.getByRole('button', { name: /^AWS IAM Identity Center/ }).click();
  await sheet.getByLabel('Start URL or issuer URL').waitFor();
  await windowPicture(app, 'add-session-aws');
  await sheet.getByText('Practice cloud', { exact: true }).click();
  await sheet.getByLabel('Name').fill(session);
  await sheet.getByLabel('Accounts').fill(String(accounts));
  await sheet.getByLabel('Roles in each').fill('4');
  await windowPicture(app, 'add-session-practice');
  await sheet.getByRole('button', { name: 'Add session' }).click();
  const practice = await until('the practice cloud', async () => (await app.status()).practice);
  step(
    `Added the practice session ${session}: ${accounts} accounts with 4 roles each`,
    `practice cloud at ${practice.origin}, its files in ${practice.home}`,
  );
  return practice;
}

/** Signs in by the real tray menu and the practice pages in Chromium; before that, as it looks when it fails. */
async function signIn(app: DrivenApp, person: Person): Promise<void> {
  const { page, tray } = app;
  const sheet = page.getByRole('dialog', { name: `Sign in to ${session}` });
  const browserPicture = async (at: string): Promise<void> => {
    await person.page.screenshot({ path: pictureFile(`browser-${at}`) });
  };
  await tray.until(`${session}*/Sign in`);
  await menuPicture(app, 'tray-signed-out', ['Down', 'Right']);

  const denied = await desktop.urlOpenedBy(() =>
    page.getByRole('button', { name: 'Sign in', exact: true }).first().click(),
  );
  await person.signIn(denied, {
    decision: 'Deny',
    // The browser remembers who signed in; the page is not seen a second time.
    at: (at) => (at === 'sign-in' ? browserPicture(at) : Promise.resolve()),
  });
  await sheet.getByRole('alert').waitFor();
  await windowPicture(app, 'sign-in-denied');
  await desktop.urlOpenedBy(() => sheet.getByRole('button', { name: 'Try again' }).click());
  await sheet.getByRole('button', { name: 'Use a device code instead' }).click();
  const device = page.getByRole('dialog', { name: `Sign in to ${session} with a code` });
  await device.getByRole('button', { name: 'Copy code' }).waitFor();
  await windowPicture(app, 'device-code');
  await device.getByRole('button', { name: 'Cancel' }).click();
  step(
    'Denied a first sign-in on the consent page',
    'the window says why and what to do; no token was written',
  );

  const url = await desktop.urlOpenedBy(() => tray.click(`${session}*/Sign in`));
  step(
    `Clicked ${session} ▸ Sign in in the tray menu, over D-Bus`,
    `the browser got ${url.slice(0, url.indexOf('?'))}?…`,
  );
  await page.getByRole('button', { name: 'Show sign-in' }).first().click();
  await sheet.getByRole('button', { name: 'Copy link' }).waitFor();
  await windowPicture(app, 'sign-in');
  await person.signIn(url, { at: browserPicture });
  step(
    'Signed in and allowed access on the practice cloud’s pages, in Chromium',
    'the browser came back to 127.0.0.1 and shows a static page',
  );
}

/** Waits for the listing, picks a role and copies its credentials. */
async function copyRole(app: DrivenApp, practiceHome: string): Promise<RoleRow> {
  const { page } = app;
  await page.getByText(new RegExp(`\\d+ of ${accounts} accounts`)).waitFor();
  await windowPicture(app, 'listing');
  await page.getByText(`${accounts} accounts, ${accounts * 4} roles`).waitFor();
  step(
    `${accounts} accounts and ${accounts * 4} roles streamed in`,
    `token in ${practiceHome}/.aws/sso/cache (0600)`,
  );
  await windowPicture(app, 'roles');

  const [role] = await app.latchkey.json<RoleRow[]>('roles', '--search', 'ReadOnly');
  if (role === undefined) throw new Error('no role was listed');
  const view = windowOf(page);
  const row = await view.role(role.accountName, role.roleName);
  await row.hover();
  await row.getByRole('button', { name: 'Copy in another format' }).click();
  const fish = page.getByRole('menuitemradio', { name: 'fish', exact: true });
  await fish.waitFor();
  await windowPicture(app, 'copy-formats');
  await fish.click();
  await until('keys on the clipboard', async () =>
    (await desktop.clipboard()).startsWith('set -gx AWS_ACCESS_KEY_ID'),
  );
  step(
    `Copied the credentials of ${role.accountName} · ${role.roleName} for fish`,
    'they are on the clipboard and in memory, nowhere else',
  );
  await windowPicture(app, 'copied');
  return role;
}

/** Saves the role as the profile `demo`, after a look at what will be written. */
async function saveProfile(app: DrivenApp, role: RoleRow, practiceHome: string): Promise<void> {
  const { page } = app;
  const view = windowOf(page);
  const sheet = await view.saveProfileSheet(await view.role(role.accountName, role.roleName));
  await sheet.getByRole('textbox', { name: 'Profile name' }).fill('demo');
  await until('the preview', async () => (await view.diff(sheet)).includes('+[profile demo]'));
  await windowPicture(app, 'save-profile');
  await page.emulateMedia({ colorScheme: 'dark' });
  await windowPicture(app, 'save-profile-dark');
  await page.emulateMedia({ colorScheme: null });
  await sheet.getByRole('button', { name: 'Save profile' }).click();
  await page.getByText(/^Saved demo in /).waitFor();
  await windowPicture(app, 'saved');
  await page.getByRole('button', { name: 'Done' }).click();
  const file = join(practiceHome, '.aws/config');
  step(`Saved the profile demo in ${file}`, ...(await readFile(file, 'utf8')).trimEnd().split('\n'));
}

/** A real AWS reader on the files that were written, led to the practice cloud; and the AWS CLI on the keys of `exec`. */
async function useRealTools(
  app: DrivenApp,
  practice: { readonly origin: string; readonly home: string },
): Promise<void> {
  const sts = `${practice.origin}/sts`;
  const { Arn } = await sdkIdentity(
    'demo',
    toolEnvironment(practice.home, {
      AWS_ENDPOINT_URL_SSO_OIDC: `${practice.origin}/oidc`,
      AWS_ENDPOINT_URL_SSO: `${practice.origin}/portal-api`,
      AWS_ENDPOINT_URL_STS: sts,
    }),
  );
  step('The AWS SDK for JavaScript read these files and asked STS who it is', Arn);
  // Older ones do not take the endpoint from a variable and would go out to the vendor.
  const command = ['aws', 'sts', 'get-caller-identity', '--output', 'text', '--endpoint-url', sts];
  const { code, stdout, stderr } = await app.latchkey('exec', 'demo', '--', ...command);
  if (code !== 0) throw new Error(`aws ended with ${code}: ${stderr}`);
  step(
    `latchkey exec demo -- ${command.slice(0, 3).join(' ')} …, with the AWS CLI of this machine`,
    stdout.trim(),
  );
}

/** The other views, the dark theme, and the tray with a recent role. */
async function lookAround(app: DrivenApp): Promise<void> {
  const view = windowOf(app.page);
  await view.view('Profiles');
  await app.page.getByRole('rowheader', { name: 'demo' }).waitFor();
  await windowPicture(app, 'profiles');
  await view.view('Roles');
  await view.search('');
  await app.page.emulateMedia({ colorScheme: 'dark' });
  await windowPicture(app, 'roles-dark');
  await app.page.emulateMedia({ colorScheme: null });
  await app.tray.until(`${session} — until */Sign out`);
  await menuPicture(app, 'tray-signed-in', ['Down', 'Down', 'Right']);
  step(
    'The tray tells until when, and has the role at hand',
    ...(await app.tray.labels()).filter((label) => !label.includes('/')),
  );
}

async function tour(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  // Not to be disposed of: what was written stays, to be looked at.
  const home = await makeAppHome(out);
  try {
    const app = stack.use(await driveApp(home));
    const { version, electron, sandboxed } = await app.status();
    step(
      `Latchkey ${version} runs on Electron ${electron}, ${sandboxed ? 'sandboxed' : 'without the sandbox'}`,
      `HOME is ${home.home}; the icon is in the tray, the window asks how to begin`,
    );
    const practice = await addSession(app);
    const person = stack.use(await openPerson({ viewport: { width: 900, height: 640 } }));
    await signIn(app, person);
    const role = await copyRole(app, practice.home);
    await saveProfile(app, role, practice.home);
    await useRealTools(app, practice);
    await lookAround(app);
    await alibabaAct(stage, app, person, practice);
    await app.quit();
    step('Quit from the command line', 'the practice cloud went with it; what was written stays');
  } catch (error) {
    // As long as it can be seen.
    await desktop.picture(join(out, 'failed.png'));
    console.error('The tour stopped here; the screen is in failed.png.');
    throw error;
  }
}

await mkdir(out, { recursive: true });
const limit = setTimeout(() => {
  console.error(`The tour did not end within ${longestMs / 60_000} minutes.`);
  process.exit(1);
}, longestMs);
try {
  await tour();
} finally {
  clearTimeout(limit);
}
console.log(`\nPictures in out/demo: ${pictures.join(', ')}`);
