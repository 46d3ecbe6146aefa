import { describe, expect, it } from 'vitest';
import { writeTokenFile, type TokenFile } from '../../../shared/config-files/sso-cache.ts';
import { addMillis, DAY, HOUR, instant, MINUTE } from '../../../shared/model/instant.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

const LEGACY = 'https://old.awsapps.com/start#/';

async function setUp() {
  const harness = createCoreHarness();
  const sessionId = await harness.addSession();
  const path = harness.tokenFile('my-sso');
  const token = (change: Partial<TokenFile> = {}): string =>
    writeTokenFile({
      startUrl: 'https://my-sso-portal.awsapps.com/start',
      region: 'us-east-1',
      accessToken: 'token-of-the-cli',
      expiresAt: addMillis(harness.clock.now(), HOUR),
      clientId: 'client-of-the-cli',
      clientSecret: 'secret-of-the-cli',
      registrationExpiresAt: addMillis(harness.clock.now(), 90 * DAY),
      refreshToken: 'refresh-of-the-cli',
      ...change,
    });
  return {
    ...harness,
    sessionId,
    path,
    token,
    state: () => harness.session(sessionId).phase.state,
    write: async (text: string) => {
      harness.files.foreignWrite(path, text);
      await harness.scheduler.advance(1);
    },
    isHeld: (secret: string) => harness.log.protectedValues.has(secret),
  };
}

describe('a token that another tool writes', () => {
  it('signs the session in, and its removal signs it out', async () => {
    const harness = await setUp();
    await harness.write(harness.token());
    const before = harness.state();
    harness.files.foreignRemove(harness.path);
    await harness.scheduler.advance(1);
    expect([before, harness.state(), harness.isHeld('token-of-the-cli')]).toEqual([
      'active',
      'signed-out',
      false,
    ]);
  });

  it('is taken pretty-printed, with keys that nobody knows, fractions of a second and bytes after it', async () => {
    const harness = await setUp();
    const token = JSON.parse(harness.token()) as Record<string, unknown>;
    const expiresAt = String(token['expiresAt']).replace('Z', '.123Z');
    await harness.write(
      `${JSON.stringify({ ...token, expiresAt, foreign: [1, { a: '}' }] }, null, 2)}\n}}garbage`,
    );
    expect(harness.state()).toBe('active');
  });

  it('takes the place of the one held when it is a renewed one', async () => {
    const harness = await setUp();
    await harness.write(harness.token());
    const expiresAt = instant(Math.floor(harness.clock.now() / 1000) * 1000 + 2 * HOUR);
    await harness.write(harness.token({ accessToken: 'renewed', expiresAt }));
    expect([harness.isHeld('renewed'), harness.isHeld('token-of-the-cli')]).toEqual([true, false]);
    expect(harness.session(harness.sessionId).phase).toMatchObject({ accessTokenExpiresAt: expiresAt });
  });

  it('is found under the hash of the start URL, byte for byte, for a legacy session', async () => {
    const harness = await setUp();
    harness.files.foreignWrite(
      harness.configFile,
      `[profile old]\nsso_start_url = ${LEGACY}\nsso_region = us-east-1\n`,
    );
    const [id] = valueOf(await harness.intents.found.use(['old'], window));
    const path = harness.tokenFile(LEGACY);
    harness.files.foreignWrite(path, harness.token({ startUrl: LEGACY }));
    await harness.scheduler.advance(1);
    const before = harness.session(id!).phase.state;
    harness.files.foreignRemove(path);
    await harness.scheduler.advance(1);
    expect([before, harness.session(id!).phase.state]).toEqual(['active', 'signed-out']);
  });
});

describe('a token file in the middle of being written', () => {
  it('is no sign-out, however often it is seen, and the token it becomes is taken', async () => {
    const harness = await setUp();
    await harness.write(harness.token());
    const whole = harness.token({ accessToken: 'renewed' });
    for (const part of ['', whole.slice(0, 40), whole.slice(0, -1)]) {
      await harness.write(part);
      expect(harness.state()).toBe('active');
      await harness.scheduler.advance(300);
      expect(harness.state()).toBe('active');
    }
    await harness.write(whole);
    expect([harness.state(), harness.isHeld('renewed')]).toEqual(['active', true]);
  });

  it('is looked at again also where nothing tells of its end', async () => {
    const harness = await setUp();
    await harness.write(harness.token());
    await harness.write('{"startUrl":');
    harness.files.foreignWriteUnseen(harness.path, harness.token({ accessToken: 'renewed' }));
    await harness.scheduler.advance(200);
    expect(harness.isHeld('renewed')).toBe(true);
  });

  it('puts a renewal off that is due just then, and does not lose it', async () => {
    const harness = await setUp();
    await harness.write(harness.token());
    const { phase } = harness.session(harness.sessionId);
    const due = phase.state === 'active' ? phase.nextRenewalAt : null;
    await harness.scheduler.advance(due! - harness.clock.now() - 500);
    const whole = harness.files.textOf(harness.path) ?? '';
    await harness.write(whole.slice(0, 40));
    await harness.scheduler.advance(600);
    expect([harness.provider.count('refresh'), harness.state()]).toEqual([0, 'active']);
    await harness.write(whole);
    await harness.scheduler.advance(2 * MINUTE);
    expect(harness.provider.count('refresh')).toBe(1);
  });

  it('is a sign-out when it stays broken', async () => {
    const harness = await setUp();
    await harness.write(harness.token());
    await harness.write('{"startUrl":');
    await harness.scheduler.advance(2500);
    expect([harness.state(), harness.isHeld('token-of-the-cli')]).toEqual(['signed-out', false]);
  });

  it('is a sign-out at once when it goes', async () => {
    const harness = await setUp();
    await harness.write(harness.token());
    await harness.write('{"startUrl":');
    harness.files.foreignRemove(harness.path);
    await harness.scheduler.advance(1);
    expect(harness.state()).toBe('signed-out');
  });
});

describe('other files of the cache folder', () => {
  it('are ignored and kept, whatever they hold', async () => {
    const harness = await setUp();
    const folder = harness.path.slice(0, harness.path.lastIndexOf('/'));
    const others = [
      'botocore-client-id-us-east-1.json',
      'aws-toolkit-vscode-client-id-us-east-1.json',
      'x.txt',
    ];
    for (const name of others) {
      harness.files.foreignWrite(`${folder}/${name}`, `{"clientId":"${name}"`);
    }
    await harness.write(harness.token());
    valueOf(await harness.intents.signIn.signOut(harness.sessionId, window));
    expect(others.map((name) => harness.files.textOf(`${folder}/${name}`))).toEqual(
      others.map((name) => `{"clientId":"${name}"`),
    );
  });
});

describe('a file that changes during a look at it', () => {
  it('counts as it is in the end', async () => {
    const harness = await setUp();
    const read = harness.files.read.bind(harness.files);
    let slow: Promise<void> = Promise.resolve();
    let release = () => {};
    harness.files.read = async (path) => {
      const found = await read(path);
      if (path === harness.path) {
        await slow;
      }
      return found;
    };
    slow = new Promise((resolve) => (release = resolve));
    await harness.write(harness.token());
    slow = Promise.resolve();
    harness.files.foreignRemove(harness.path);
    await harness.scheduler.advance(1);
    release();
    await harness.scheduler.advance(1);
    expect(harness.state()).toBe('signed-out');
  });
});
