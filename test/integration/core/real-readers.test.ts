import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { readTokenFile } from '../../../shared/config-files/sso-cache.ts';
import type { CallContext } from '../../../electron/core/intents.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { valueOf } from '../../fakes/core-harness.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';
import { startRealCore, type RealCore } from '../../fixtures/real-core.ts';
import { startTlsFront } from '../../fixtures/tls-front.ts';

const run = promisify(execFile);
const window: CallContext = { origin: 'window' };
const root = new URL('../../..', import.meta.url);
const missing = ['/usr/bin/aws', '/usr/bin/openssl'].filter((program) => !existsSync(program));

/** Signs in, picks the first role and saves it as the profile `dev`. */
async function savedProfile(real: RealCore, practice: TestCloud): Promise<SessionId> {
  const { intents } = real.core;
  const sessionId = await real.addSession('corp', practice.cloud);
  valueOf(await intents.signIn.start({ sessionId, openBrowser: true }, window));
  const [first] = valueOf(await intents.catalog.roles(sessionId, 'ReadOnly', window));
  if (first === undefined) {
    throw new Error('the portal lists no role');
  }
  valueOf(
    await intents.profiles.save(
      {
        name: 'dev',
        sessionId,
        accountId: first.accountId,
        roleName: first.roleName,
        region: 'us-east-1',
        output: 'json',
      },
      null,
      window,
    ),
  );
  return sessionId;
}

async function sdk(real: RealCore, practice: TestCloud, script: string): Promise<Record<string, string>> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    env: real.environmentFor(practice.cloud),
  });
  return JSON.parse(stdout) as Record<string, string>;
}

const callerIdentity = `
import { fromIni } from '@aws-sdk/credential-providers';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
const client = new STSClient({ region: 'us-east-1', credentials: fromIni({ profile: 'dev' }) });
const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
console.log(JSON.stringify({ Account, Arn }));
`;

const refreshedToken = `
import { fromSso } from '@aws-sdk/token-providers';
const { token } = await fromSso({ profile: 'dev' })();
console.log(JSON.stringify({ token }));
`;

test('the JavaScript SDK resolves the profile that Latchkey wrote', async () => {
  await using practice = await startTestCloud({ now: () => Date.now() });
  await using real = await startRealCore();
  await savedProfile(real, practice);
  expect(await sdk(real, practice, callerIdentity)).toMatchObject({
    Arn: expect.stringContaining(':assumed-role/AWSReservedSSO_ReadOnly_') as string,
  });
});

test.skipIf(missing.length > 0)(
  'the AWS CLI of Debian resolves the profile that Latchkey wrote',
  async () => {
    await using stack = new AsyncDisposableStack();
    const practice = stack.use(await startTestCloud({ now: () => Date.now(), frontSecret: 'front' }));
    const real = stack.use(await startRealCore());
    await savedProfile(real, practice);
    const directory = await mkdtemp(join(tmpdir(), 'latchkey-front-'));
    stack.defer(() => rm(directory, { recursive: true, force: true }));
    const origin = new URL(practice.cloud.startUrl()).origin;
    const front = stack.use(
      await startTlsFront({ origin, frontSecret: 'front', region: 'us-east-1', directory }),
    );
    const { stdout } = await run(
      '/usr/bin/aws',
      ['sts', 'get-caller-identity', '--profile', 'dev', '--output', 'json'],
      {
        env: {
          ...real.environmentFor(practice.cloud),
          HTTPS_PROXY: front.proxyUrl,
          AWS_CA_BUNDLE: front.caFile,
        },
      },
    );
    expect(JSON.parse(stdout)).toMatchObject({
      Arn: expect.stringContaining(':assumed-role/AWSReservedSSO_ReadOnly_') as string,
    });
  },
);

test('a token that the SDK refreshed is adopted, and the refresh token it rotated is the one used next', async () => {
  // A token of four minutes is inside the SDK's window of five at once.
  await using practice = await startTestCloud({ now: () => Date.now(), accessTokenSeconds: 240 });
  await using real = await startRealCore();
  const sessionId = await savedProfile(real, practice);
  const before = readTokenFile(await readFile(real.tokenFile('corp'), 'utf8'));
  const { token } = await sdk(real, practice, refreshedToken);
  const endsAt = () => {
    const phase = real.core.store.current().sessions[0]?.phase;
    return phase?.state === 'active' ? phase.accessTokenExpiresAt : null;
  };
  const after = readTokenFile(await readFile(real.tokenFile('corp'), 'utf8'));
  await vi.waitUntil(() => endsAt() === after?.expiresAt, { timeout: 1000 });
  practice.cloud.faults.revokeAccessTokens();
  const role = valueOf(await real.core.intents.profiles.list(window)).find((row) => row.name === 'dev');
  const found = await real.core.intents.credentials.ofRole(
    { sessionId, accountId: role?.accountId ?? '', roleName: role?.roleName ?? '' },
    window,
  );
  expect([token === after?.accessToken, token === before?.accessToken, found.ok]).toEqual([
    true,
    false,
    true,
  ]);
});

test('the files are readable by their owner alone', async () => {
  await using practice = await startTestCloud({ now: () => Date.now() });
  await using real = await startRealCore();
  await savedProfile(real, practice);
  const modes = await Promise.all(
    [real.configFile, real.tokenFile('corp')].map(async (file) => (await stat(file)).mode & 0o777),
  );
  expect(modes).toEqual([0o600, 0o600]);
});
