import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toRfc3339, instant } from '../../../shared/model/instant.ts';
import type { Tokens } from '../../fixtures/practice-client.ts';
import type { AppHome } from './app-home.ts';
import type { App } from './app.ts';
import type { SessionStatus } from './latchkey.ts';
import { output } from './run.ts';
import { root } from './surroundings.ts';
import { until } from './until.ts';

const python = '/usr/bin/python3';
const script = join(root, 'test/e2e/support/aws-tool.py');

/** Another program of the user's that signs in and out, in a process of its own. */
export function awsToolIn(home: AppHome) {
  const run = async (...args: string[]): Promise<number> =>
    Number(await output(python, [script, ...args], { env: { ...home.environment } }));
  return {
    /** Leaves this text in the file of a session, written in place with a pause in the middle. Gives when it was done. */
    async login(file: string, text: string, pauseSeconds = 0): Promise<number> {
      const source = join(home.temporary, 'login.txt');
      await writeFile(source, text);
      return run('login', file, source, String(pauseSeconds));
    },
    logout: (file: string): Promise<number> => run('logout', file),
  };
}

export type AwsTool = ReturnType<typeof awsToolIn>;

/** A token as a program writes it that is not the AWS CLI: pretty-printed, fractions of a second, keys of its own. */
export function tokenText(
  tokens: Tokens,
  place: { readonly startUrl: string; readonly region: string },
): string {
  const expiresAt = toRfc3339(instant(Date.now() + tokens.expiresIn * 1000)).replace('Z', '.500Z');
  return JSON.stringify(
    {
      writtenBy: { tool: 'another', version: [1, 2] },
      ...place,
      accessToken: tokens.accessToken,
      expiresAt,
      clientId: tokens.clientId,
      clientSecret: tokens.clientSecret,
      registrationExpiresAt: toRfc3339(instant(Date.now() + 80 * 86_400_000)),
      ...(tokens.refreshToken === null ? {} : { refreshToken: tokens.refreshToken }),
    },
    null,
    2,
  );
}

/** Waits until a session is seen so by the command line; gives how many milliseconds after `since` that was. */
export async function seen(
  app: App,
  name: string,
  since: number,
  isSo: (session: SessionStatus) => boolean,
): Promise<number> {
  await until(`${name} is seen so`, async () => {
    const { sessions } = await app.status();
    const session = sessions.find((one) => one.name === name);
    return session !== undefined && isSo(session);
  });
  return Math.round(Date.now() - since);
}
