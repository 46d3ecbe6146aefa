import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';

/** Secret values with the names they have on the wire. */
export type Secrets<Name extends string> = ReadonlyMap<string, Name>;

/** Keeps, in main, everything that goes to the window and comes from it; for `DriveOptions.beforeWindow`. */
export async function recordCrossings(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ app, ipcMain }) => {
    const kept: string[] = [];
    (globalThis as unknown as { crossed: string[] }).crossed = kept;
    const keep = (...parts: unknown[]): void => void kept.push(JSON.stringify(parts));
    const { handle } = ipcMain;
    ipcMain.handle = (channel, listener) => {
      handle.call(ipcMain, channel, async (event, ...args: unknown[]) => {
        keep('asked', channel, args);
        const answer: unknown = await listener(event, ...args);
        keep('answered', channel, answer);
        return answer;
      });
    };
    app.on('web-contents-created', (_event, contents) => {
      const { send } = contents;
      contents.send = (channel, ...args: unknown[]) => {
        keep('told', channel, args);
        send.call(contents, channel, ...args);
      };
    });
  });
}

/** What `recordCrossings` has kept so far. Lines begin with `["asked"`, `["answered"` or `["told"`. */
export async function crossings(electron: ElectronApplication): Promise<readonly string[]> {
  return await electron.evaluate(() => (globalThis as unknown as { crossed: string[] }).crossed);
}

/** The page as it is now: markup, values of fields, what it keeps. */
export async function everythingIn(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea, select')];
    return [
      document.documentElement.outerHTML,
      document.title,
      location.href,
      ...fields.map((field) => field.value),
      JSON.stringify(Object.entries(localStorage)),
      JSON.stringify(Object.entries(sessionStorage)),
      document.cookie,
    ].join('\n');
  });
}

/** Every value of these names in bodies of JSON or of forms. */
export function secretsIn<Name extends string>(
  bodies: readonly string[],
  names: readonly Name[],
): Secrets<Name> {
  const found = new Map<string, Name>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      const known = names.find((each) => each === name);
      if (known !== undefined && typeof part === 'string' && part.length >= 16) found.set(part, known);
      else visit(part);
    }
  };
  for (const body of bodies) {
    if (body.startsWith('{')) visit(JSON.parse(body));
    else if (/^\w+=/.test(body)) visit(Object.fromEntries(new URLSearchParams(body)));
  }
  return found;
}

/** The names of the secrets whose values are in the text, as they are or encoded for a URL or in Base64. */
export function namesIn<Name extends string>(text: string, secrets: Secrets<Name>): readonly Name[] {
  const found = [...secrets].filter(([value]) =>
    [
      value,
      encodeURIComponent(value),
      Buffer.from(value)
        .toString('base64')
        .replace(/.{0,2}=*$/, ''),
    ].some((form) => text.includes(form)),
  );
  return [...new Set(found.map(([, name]) => name))].toSorted();
}

/** The files below a folder that hold secrets, as text of one or two bytes a letter. */
export async function onDisk<Name extends string>(
  folder: string,
  secrets: Secrets<Name>,
): Promise<Map<string, readonly Name[]>> {
  const found = new Map<string, readonly Name[]>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    const names = namesIn(bytes.toString('latin1') + bytes.toString('utf16le'), secrets);
    if (names.length > 0) found.set(path, names);
  }
  return found;
}
