import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallContext } from '../../../electron/core/intents.ts';
import type { WrittenDelivery } from '../../../shared/model/profile.ts';
import { valueOf } from '../../fakes/core-harness.ts';
import { awsReaders } from '../../fixtures/aws-readers.ts';
import { openPracticeBrowser } from '../../fixtures/practice-browser.ts';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import { startRealCore } from '../../fixtures/real-core.ts';
import { startTlsFront } from '../../fixtures/tls-front.ts';

// Every reader there is here, at every form of profile that Latchkey writes: signed in through the practice cloud, saved by
// the intents that window and command line use, resolved by the reader alone, and accepted by STS.

const elsewhere = (home: string) => ({
  AWS_CONFIG_FILE: join(home, 'elsewhere', 'aws-config'),
  AWS_SHARED_CREDENTIALS_FILE: join(home, 'elsewhere', 'aws-credentials'),
});

interface Form {
  readonly form: string;
  readonly delivery: WrittenDelivery;
  /** Read by no name at all. */
  readonly isDefault?: true;
  readonly environment?: (home: string) => Readonly<Record<string, string>>;
  /** The environment is that of the shell the command comes from, not Latchkey's own. */
  readonly fromShell?: true;
  /** What the file must hold, so that nothing else can be what the reader finds. */
  readonly holds: readonly [file: 'config' | 'credentials', pattern: RegExp];
}

const forms: readonly Form[] = [
  { form: 'a native profile', delivery: 'native', holds: ['config', /^sso_session = corp$/m] },
  { form: 'a legacy profile', delivery: 'legacy', holds: ['config', /^sso_start_url = http/m] },
  { form: 'a static profile', delivery: 'static', holds: ['credentials', /^aws_session_token = \S/m] },
  {
    form: 'the default profile',
    delivery: 'native',
    isDefault: true,
    holds: ['config', /^\[default\]\nsso_session/m],
  },
  {
    form: 'a native profile in files elsewhere',
    delivery: 'native',
    environment: elsewhere,
    holds: ['config', /^sso_session = corp$/m],
  },
  {
    form: 'a native profile in the files of the shell that asked for it',
    delivery: 'native',
    environment: elsewhere,
    fromShell: true,
    holds: ['config', /^sso_session = corp$/m],
  },
  {
    form: 'a legacy profile in files elsewhere',
    delivery: 'legacy',
    environment: elsewhere,
    holds: ['config', /^sso_start_url = http/m],
  },
  {
    form: 'a static profile in files elsewhere',
    delivery: 'static',
    environment: elsewhere,
    holds: ['credentials', /^aws_session_token = \S/m],
  },
  {
    form: 'the default profile in files elsewhere',
    delivery: 'native',
    isDefault: true,
    environment: elsewhere,
    holds: ['config', /^\[default\]\nsso_session/m],
  },
];

/** Signs in and saves the profile; what readers need to find it. */
async function write({ delivery, isDefault, environment, fromShell }: Form) {
  const stack = new AsyncDisposableStack();
  const practice = stack.use(await startTestCloud({ now: () => Date.now(), frontSecret: 'front' }));
  const real = stack.use(
    await startRealCore({
      user: 'dana.developer@example.com',
      ...(environment === undefined || fromShell === true ? {} : { environment }),
    }),
  );
  const { intents } = real.core;
  const caller: CallContext =
    environment !== undefined && fromShell === true
      ? { origin: 'command-line', environment: environment(real.home) }
      : { origin: 'window' };
  const kind = delivery === 'legacy' ? 'legacy' : 'sso-session';
  const flow = delivery === 'legacy' ? 'device' : 'pkce';
  const sessionId = await real.addSession('corp', practice.cloud, { kind, flow });
  valueOf(
    await intents.signIn.start({ sessionId, openBrowser: true }, caller, (progress) => {
      if (progress.event === 'code') {
        void openPracticeBrowser().decide(progress.completeUrl, 'allow', 'dana.developer@example.com');
      }
    }),
  );
  const [role] = valueOf(await intents.catalog.roles(sessionId, 'ReadOnly', caller));
  if (role === undefined) {
    throw new Error('the portal lists no role');
  }
  const { accountId, roleName } = role;
  const input = { name: 'dev', sessionId, accountId, roleName, region: 'us-east-1', output: 'json' };
  valueOf(await intents.profiles.save({ ...input, delivery }, null, caller));
  if (isDefault === true) {
    valueOf(await intents.profiles.makeDefault('dev', { digest: null, confirmed: true }, caller));
  }
  const directory = await mkdtemp(join(tmpdir(), 'latchkey-front-'));
  stack.defer(() => rm(directory, { recursive: true, force: true }));
  const origin = new URL(practice.cloud.startUrl()).origin;
  const front = stack.use(
    await startTlsFront({ origin, frontSecret: 'front', region: 'us-east-1', directory }),
  );
  const files = { config: real.configFile, credentials: join(real.home, '.aws', 'credentials') };
  const placed = environment?.(real.home);
  return {
    stack,
    accountId,
    usualConfig: real.configFile,
    profile: isDefault === true ? null : 'dev',
    files:
      placed === undefined
        ? files
        : {
            config: placed['AWS_CONFIG_FILE'] ?? '',
            credentials: placed['AWS_SHARED_CREDENTIALS_FILE'] ?? '',
          },
    env: {
      ...real.environmentFor(practice.cloud),
      ...placed,
      // For readers that know the vendor's host names alone; the SDK follows the endpoint variables.
      HTTPS_PROXY: front.proxyUrl,
      AWS_CA_BUNDLE: front.caFile,
    },
  };
}

describe.for(forms)('$form', (form) => {
  let written: Awaited<ReturnType<typeof write>>;
  beforeAll(async () => {
    written = await write(form);
  }, 30_000);
  afterAll(async () => {
    await written.stack.disposeAsync();
  });

  test('is there in the form that was asked for, and nowhere else', async () => {
    const [file, pattern] = form.holds;
    expect(await readFile(written.files[file], 'utf8')).toMatch(pattern);
    const usual = access(written.usualConfig).then(
      () => true,
      () => false,
    );
    expect(await usual).toBe(form.environment === undefined);
  });

  for (const reader of awsReaders) {
    const why = reader.missing.length === 0 ? '' : ` (skipped: no ${reader.missing.join(', ')})`;
    test.skipIf(reader.missing.length > 0)(
      `is resolved by ${reader.name}, and STS takes it${why}`,
      async () => {
        const { Account, Arn } = await reader.identity(written.profile, written.env);
        expect([Account, Arn]).toEqual([
          written.accountId,
          expect.stringMatching(
            /:assumed-role\/AWSReservedSSO_ReadOnly_[0-9a-f]+\/dana\.developer@/,
          ) as string,
        ]);
      },
      30_000,
    );
  }
});
