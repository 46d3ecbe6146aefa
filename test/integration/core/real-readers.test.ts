import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { readTokenFile } from '../../../shared/config-files/sso-cache.ts';
import type { CallContext } from '../../../electron/core/intents.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { valueOf } from '../../fakes/core-harness.ts';
import { awsReaders } from '../../fixtures/aws-readers.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';
import { startRealCore, type RealCore } from '../../fixtures/real-core.ts';
import { startTlsFront } from '../../fixtures/tls-front.ts';

const window: CallContext = { origin: 'window' };

/** Signs in, picks the first role and saves it as the profile `dev`. */
async function savedProfile(real: RealCore, practice: TestCloud): Promise<SessionId> {
  const { intents } = real.core;
  const sessionId = await real.addSession('corp', practice.cloud);
  valueOf(await intents.signIn.start({ sessionId, openBrowser: true }, window));
  const [first] = valueOf(await intents.catalog.roles(sessionId, 'ReadOnly', window));
  if (first === undefined) {
    throw new Error('the portal lists no role');
  }
  const { accountId, roleName } = first;
  const input = { name: 'dev', sessionId, accountId, roleName, region: 'us-east-1', output: 'json' };
  valueOf(await intents.profiles.save(input, null, window));
  return sessionId;
}

/** How long the token lives, so that the reader's own window of renewal has begun at once (protocol/aws.md §4.5). */
const insideWindow = { botocore: 840, 'the AWS CLI': 840, 'the JavaScript SDK': 240 } as const;

for (const reader of awsReaders) {
  test.skipIf(reader.missing.length > 0)(
    `a token that ${reader.name} refreshed, and wrote its own way, is adopted, and its refresh token is used next`,
    async () => {
      await using stack = new AsyncDisposableStack();
      const accessTokenSeconds = insideWindow[reader.name as keyof typeof insideWindow];
      const practice = stack.use(
        await startTestCloud({ now: () => Date.now(), frontSecret: 'front', accessTokenSeconds }),
      );
      const real = stack.use(await startRealCore());
      const sessionId = await savedProfile(real, practice);
      const directory = await mkdtemp(join(tmpdir(), 'latchkey-front-'));
      stack.defer(() => rm(directory, { recursive: true, force: true }));
      const origin = new URL(practice.cloud.startUrl()).origin;
      const front = stack.use(
        await startTlsFront({ origin, frontSecret: 'front', region: 'us-east-1', directory }),
      );
      const tokenFile = async () => readFile(real.tokenFile('corp'), 'utf8');
      const before = readTokenFile(await tokenFile());
      await reader.identity('dev', {
        ...real.environmentFor(practice.cloud),
        HTTPS_PROXY: front.proxyUrl,
        AWS_CA_BUNDLE: front.caFile,
      });
      const after = readTokenFile(await tokenFile());
      expect(after?.refreshToken).not.toBe(before?.refreshToken);
      const endsAt = () => {
        const phase = real.core.store.current().sessions[0]?.phase;
        return phase?.state === 'active' ? phase.accessTokenExpiresAt : null;
      };
      await vi.waitUntil(() => endsAt() === after?.expiresAt, { timeout: 1000 });

      // The old refresh token is dead: only with the one that the reader wrote can there be another access token.
      practice.cloud.faults.revokeAccessTokens();
      const { accountId, roleName } = valueOf(await real.core.intents.profiles.details('dev', window)).row;
      const role = { sessionId, accountId: accountId ?? '', roleName: roleName ?? '' };
      valueOf(await real.core.intents.credentials.ofRole(role, window));
      expect(readTokenFile(await tokenFile())?.refreshToken).not.toBe(after?.refreshToken);
    },
    30_000,
  );
}

test('the files are readable by their owner alone', async () => {
  await using practice = await startTestCloud({ now: () => Date.now() });
  await using real = await startRealCore();
  await savedProfile(real, practice);
  const modes = await Promise.all(
    [real.configFile, real.tokenFile('corp')].map(async (file) => (await stat(file)).mode & 0o777),
  );
  expect(modes).toEqual([0o600, 0o600]);
});
