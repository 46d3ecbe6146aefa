import { appendFile, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { writeTokenFile } from '../../../shared/config-files/sso-cache.ts';
import { addMillis, HOUR, instant } from '../../../shared/model/instant.ts';
import type { SessionPhase } from '../../../shared/model/session.ts';
import { valueOf, window } from '../../fakes/core-harness.ts';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import { startRealCore } from '../../fixtures/real-core.ts';

const { cloud, client, [Symbol.asyncDispose]: stop } = await startTestCloud({ now: () => Date.now() });
afterAll(stop);

/** What a program leaves that has just signed in. */
async function signedIn(): Promise<(accessToken?: string) => string> {
  const tokens = await client.signIn();
  return (accessToken = tokens.accessToken) =>
    writeTokenFile({
      startUrl: cloud.startUrl(),
      region: 'us-east-1',
      accessToken,
      expiresAt: addMillis(instant(Date.now()), HOUR),
      clientId: tokens.clientId,
      clientSecret: tokens.clientSecret,
      registrationExpiresAt: null,
      refreshToken: null,
    });
}

/** A core on the real file system with one session, and what may stand at its cache folder before it looks. */
async function followed(prepare: (folder: string, home: string) => Promise<void> = async () => {}) {
  const core = await startRealCore();
  onTestFinished(() => core[Symbol.asyncDispose]());
  const file = core.tokenFile('my-sso');
  await prepare(dirname(file), core.home);
  const id = await core.addSession('my-sso', cloud);
  const tokenText = await signedIn();
  const { store } = core.core;
  const phase = (): SessionPhase | undefined =>
    store.current().sessions.find(({ record }) => record.id === id)?.phase;
  const states: string[] = [];
  onTestFinished(store.subscribe(() => states.push(phase()?.state ?? 'gone')));
  return {
    core,
    id,
    file,
    tokenText,
    states,
    /** Settles with the first state of the session that is so; the test's own time limit ends the wait. */
    until: (state: SessionPhase['state']) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (phase()?.state === state) {
            stop();
            resolve();
          }
        };
        const stop = store.subscribe(look);
        look();
      }),
  };
}

describe('a token that another program writes is adopted, and its removal noticed', () => {
  test.each<readonly [string, (folder: string, home: string) => Promise<void>]>([
    ['a folder that does not exist yet', async () => {}],
    [
      'a folder below a link',
      async (folder, home) => {
        await mkdir(join(home, 'elsewhere/sso/cache'), { recursive: true });
        await symlink(join(home, 'elsewhere'), dirname(dirname(folder)));
      },
    ],
    [
      'a folder that is a link',
      async (folder, home) => {
        await mkdir(join(home, 'elsewhere'));
        await mkdir(dirname(folder), { recursive: true });
        await symlink(join(home, 'elsewhere'), folder);
      },
    ],
  ])('in %s', async (_, prepare) => {
    const { file, until, tokenText } = await followed(prepare);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, tokenText());
    await until('active');
    await rm(file);
    await until('signed-out');
  });

  test('in a folder that is thrown away and made again', async () => {
    const { file, until, tokenText } = await followed();
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, tokenText());
    await until('active');
    await rm(dirname(file), { recursive: true });
    await until('signed-out');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, tokenText());
    await until('active');
  });

  test('by renaming a finished file over the old one', async () => {
    const { file, until, tokenText } = await followed();
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.tmp-1`, tokenText());
    await rename(`${file}.tmp-1`, file);
    await until('active');
  });
});

test('a file that is written in place, with pauses, is never taken for a sign-out', async () => {
  const { core, id, file, until, states, tokenText } = await followed();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, tokenText());
  await until('active');
  states.length = 0;
  const looked: unknown[] = [];
  const next = tokenText('another-token');
  for (const [place, part] of [next.slice(0, 30), next.slice(30, 90), next.slice(90)].entries()) {
    await (place === 0 ? writeFile(file, part) : appendFile(file, part));
    // What is held goes on working while the file is half.
    const { ok: works } = await core.core.intents.catalog.refresh(id, window);
    if (place < 2) {
      looked.push(works);
    }
  }
  expect(states.filter((state) => state !== 'active')).toEqual([]);
  expect(looked).toEqual([true, true]);
});

test('sessions of the config file are found, used and followed where AWS_CONFIG_FILE points', async () => {
  const core = await startRealCore({
    environment: (home) => ({ AWS_CONFIG_FILE: join(home, 'elsewhere/config') }),
  });
  onTestFinished(() => core[Symbol.asyncDispose]());
  await core.core.restore();
  const { store, intents } = core.core;
  const config =
    '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n';
  await mkdir(join(core.home, 'elsewhere'));
  await writeFile(join(core.home, 'elsewhere/config'), config);
  await new Promise<void>((resolve) => {
    const stop = store.subscribe(({ found }) => {
      if (found?.sessions === 1) {
        stop();
        resolve();
      }
    });
  });
  const [id] = valueOf(await intents.found.use(['corp'], window));
  expect(store.current().sections[id!]).toMatchObject({ owner: 'foreign', problem: null });
});
