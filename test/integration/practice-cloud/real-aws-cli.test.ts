import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { instant, toRfc3339 } from '../../../shared/model/instant.ts';
import { type AwsHome, type AwsHomeOptions, makeAwsHome } from '../../fixtures/aws-home.ts';
import { openPracticeBrowser } from '../../fixtures/practice-browser.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';
import { startTlsFront, type TlsFront } from '../../fixtures/tls-front.ts';

const run = promisify(execFile);
const AWS = '/usr/bin/aws';
const OPENSSL = '/usr/bin/openssl';
const REGION = 'eu-west-1';
const FRONT_SECRET = 'front';

const missing = [AWS, OPENSSL].filter((program) => !existsSync(program));
const why = missing.length === 0 ? '' : ` (skipped: ${missing.join(' and ')} not installed)`;

interface Stage extends AsyncDisposable {
  readonly practice: TestCloud;
  readonly front: TlsFront;
}

async function startStage(): Promise<Stage> {
  const stack = new AsyncDisposableStack();
  const practice = stack.use(await startTestCloud({ now: () => Date.now(), frontSecret: FRONT_SECRET }));
  const directory = await mkdtemp(join(tmpdir(), 'latchkey-front-'));
  stack.defer(() => rm(directory, { recursive: true, force: true }));
  const origin = new URL(practice.cloud.startUrl()).origin;
  const front = stack.use(
    await startTlsFront({ origin, frontSecret: FRONT_SECRET, region: REGION, directory }),
  );
  return { practice, front, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

function homeOptions(practice: TestCloud): AwsHomeOptions {
  return {
    sessionName: 'practice',
    startUrl: practice.cloud.startUrl(),
    region: REGION,
    profile: 'X',
    accountId: practice.cloud.world.default.accounts()[0]!.accountId,
    roleName: 'ReadOnly',
  };
}

function environmentOf(home: AwsHome, front: TlsFront): Record<string, string> {
  return { ...home.environment, HTTPS_PROXY: front.proxyUrl, AWS_CA_BUNDLE: front.caFile, AWS_PAGER: '' };
}

test.skipIf(missing.length > 0)(`the real aws resolves a profile from its files${why}`, async () => {
  await using stage = await startStage();
  const { practice, front } = stage;
  const options = homeOptions(practice);
  const tokens = await practice.client.signIn({ user: 'kim@example.com' });
  await using home = await makeAwsHome({
    ...options,
    token: {
      startUrl: options.startUrl,
      region: REGION,
      accessToken: tokens.accessToken,
      expiresAt: toRfc3339(instant(Date.now() + 3_600_000)),
      clientId: tokens.clientId,
      clientSecret: tokens.clientSecret,
      registrationExpiresAt: toRfc3339(instant(Date.now() + 80 * 86_400_000)),
      refreshToken: tokens.refreshToken,
    },
  });
  const { stdout } = await run(AWS, ['sts', 'get-caller-identity', '--profile', 'X', '--output', 'json'], {
    env: environmentOf(home, front),
  });
  expect(JSON.parse(stdout)).toMatchObject({
    Account: options.accountId,
    Arn: expect.stringMatching(
      /assumed-role\/AWSReservedSSO_ReadOnly_[0-9a-f]{16}\/kim@example\.com$/u,
    ) as string,
  });
  expect(front.hosts).toContain(`portal.sso.${REGION}.amazonaws.com`);
});

test.skipIf(missing.length > 0)(
  `the real aws signs in with a device code, uses the token and signs out again${why}`,
  async () => {
    await using stage = await startStage();
    const { practice, front } = stage;
    await using home = await makeAwsHome(homeOptions(practice));
    const env = environmentOf(home, front);
    const login = spawn(AWS, ['sso', 'login', '--no-browser', '--sso-session', 'practice'], { env });
    const url = await printedUrl(login);
    await openPracticeBrowser().decide(url, 'allow');
    expect(await exitCode(login)).toBe(0);

    await run(AWS, ['sts', 'get-caller-identity', '--profile', 'X'], { env });
    const { accessToken } = await home.readToken();
    await run(AWS, ['sso', 'logout'], { env });
    expect(existsSync(home.tokenFile)).toBe(false);
    const after = await practice.client.portal('/assignment/accounts', {}, accessToken!);
    expect(after.status).toBe(401);
  },
);

function printedUrl(login: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    login.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const url = /http:\S+user_code=\S+/u.exec(printed)?.[0];
      if (url !== undefined) resolve(url);
    });
    login.once('exit', () => {
      reject(new Error(`aws ended early: ${printed}`));
    });
  });
}

function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', resolve));
}
