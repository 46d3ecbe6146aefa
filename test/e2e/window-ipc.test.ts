import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AppState } from '../../shared/model/app-state.ts';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { desktop, trayOf } from './support/desktop.ts';
import { askProbe, startHidden, type HiddenApp } from './support/driven-window.ts';
import { decideQuickly } from './support/person.ts';
import { until } from './support/until.ts';

let home: AppHome;
let app: HiddenApp;
let page: Page;

beforeAll(async () => {
  home = await makeAppHome();
  app = await startHidden(home);
  page = await app.openWindow();
});

afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

/** Calls the bridge as the page does; fails where the reply is an error. */
async function call(path: string, argument: object): Promise<Record<string, unknown>> {
  const reply = await page.evaluate(
    async ([group, name, input]) => {
      const { latchkey } = globalThis as unknown as {
        latchkey: Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
      };
      return (await latchkey[group]?.[name]?.(input)) as { ok: boolean; value: Record<string, unknown> };
    },
    [...path.split('.'), argument] as [string, string, object],
  );
  if (!reply.ok) {
    throw new Error(`${path}: ${JSON.stringify(reply)}`);
  }
  return reply.value;
}

async function state(): Promise<AppState> {
  return (await call('state.current', {})) as unknown as AppState;
}

/** Every string in the token files of the practice cloud that is a secret. */
async function secretsOnDisk(): Promise<readonly string[]> {
  const folder = join(home.userData, 'practice/home/.aws/sso/cache');
  const files = await Promise.all(
    (await readdir(folder)).map(
      async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Record<string, string>,
    ),
  );
  return files.flatMap((file) =>
    ['accessToken', 'refreshToken', 'clientSecret'].flatMap((key) => file[key] ?? []),
  );
}

/** Values of the variables that were copied. */
function secretsIn(exports: string): readonly string[] {
  return [
    ...exports.matchAll(/^export AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)='?([^'\n]+)'?$/gm),
  ].map((match) => match[1] ?? '');
}

it('in a whole session no secret crosses to the page, nor shows in tray or titles (R-10, R-25)', async () => {
  await call('sessions.addPractice', { name: 'practice', accounts: 3, rolesPerAccount: 2 });
  const { sessions } = await state();
  const sessionId = sessions[0]!.record.id;
  const url = await desktop.urlOpenedBy(() => call('signIn.start', { sessionId }));
  await call('signIn.copyLink', { sessionId });
  const link = await until('the link is copied', async () => {
    const text = await desktop.clipboard();
    return text.startsWith('http') && text;
  });
  await decideQuickly(url);
  await until('all is listed', async () => (await state()).catalogs[sessionId]?.status.state === 'ready');
  const { entries } = (await call('catalog.read', { sessionId, generation: 0, offset: 0 })) as {
    entries: { type: string; accountId: string; roleNames?: string[] }[];
  };
  const listed = entries.find((entry) => entry.type === 'roles');
  const role = { sessionId, accountId: listed?.accountId ?? '', roleName: listed?.roleNames?.[0] ?? '' };
  await call('credentials.copy', { ...role, format: 'env' });
  const copied = await until('keys are copied', async () => {
    const text = await desktop.clipboard();
    return text.startsWith('export AWS_ACCESS_KEY_ID=') && text;
  });
  const input = { name: 'practice-profile', ...role, region: 'eu-central-1', output: null };
  const preview = await call('profiles.preview', input);
  await call('profiles.save', { input, digest: preview['digest'] });
  await call('profiles.list', {});
  const secrets = [...new Set([...secretsIn(copied), ...(await secretsOnDisk())])];
  const linkSecrets = [...new URL(link).searchParams]
    .filter(([name]) => ['state', 'code_challenge'].includes(name))
    .map(([, value]) => value);
  const shown = [await trayOf(app.pid).everything(), ...(await desktop.windowTitles())];
  await call('signIn.signOut', { sessionId });

  const messages = await askProbe(page, 'messages');
  const everything = [...messages, ...shown].join('\n');
  expect({
    secrets: secrets.length,
    link: linkSecrets.length,
    isLong: secrets.every((secret) => secret.length >= 16),
    recorded: messages.length > 20,
    // The recorder does see what crosses.
    sees: everything.includes(role.accountId) && everything.includes('app/state.changed'),
    leaked: [...secrets, ...linkSecrets].filter((secret) => everything.includes(secret)),
    printed: secrets.filter((secret) => app.printed().includes(secret)),
  }).toEqual({ secrets: 6, link: 2, isLong: true, recorded: true, sees: true, leaked: [], printed: [] });
});

it('a page that is closed and opened again finds the same state', async () => {
  const before = await state();
  const closed = page.waitForEvent('close');
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close();
  });
  await closed;
  page = await app.openWindow();
  const { sessions, version } = await state();
  expect([sessions.map(({ record }) => record.name), version >= before.version]).toEqual([
    ['practice'],
    true,
  ]);
});
