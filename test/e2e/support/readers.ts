import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';
import { startTlsFront, type TlsFront } from '../../fixtures/tls-front.ts';
import { output } from './run.ts';
import { root } from './surroundings.ts';

const awsPath = '/usr/bin/aws';

/** What the real `aws` of Debian and the TLS front need and this machine does not have. */
export const missingForAws = [awsPath, '/usr/bin/openssl'].filter((program) => !existsSync(program));

export interface CallerIdentity {
  readonly Account: string;
  readonly Arn: string;
}

/** A practice cloud outside the app: it goes on when the app has quit. */
export interface Portal extends AsyncDisposable {
  readonly practice: TestCloud;
  readonly region: string;
  /** Binds sessions that are added under them, and leads tools here. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** What leads a program here that knows the vendor's host names only. */
  tlsFront(): Promise<TlsFront>;
}

const frontSecret = 'front';

export async function startPortal(
  options: {
    readonly accounts?: number;
    readonly rolesPerAccount?: number;
    readonly accessTokenSeconds?: number;
  } = {},
): Promise<Portal> {
  const stack = new AsyncDisposableStack();
  const practice = stack.use(await startTestCloud({ now: () => Date.now(), frontSecret, ...options }));
  const region = 'us-east-1';
  const { ssoOidc, sso, sts } = practice.cloud.endpoints;
  let front: Promise<TlsFront> | null = null;
  return {
    practice,
    region,
    endpoints: {
      AWS_ENDPOINT_URL_SSO_OIDC: ssoOidc,
      AWS_ENDPOINT_URL_SSO: sso,
      AWS_ENDPOINT_URL_STS: sts,
    },
    tlsFront() {
      front ??= (async () => {
        const directory = await mkdtemp(join(tmpdir(), 'latchkey-front-'));
        stack.defer(() => rm(directory, { recursive: true, force: true }));
        const origin = new URL(practice.cloud.startUrl()).origin;
        return stack.use(await startTlsFront({ origin, frontSecret, region, directory }));
      })();
      return front;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** A tool of the user, with HOME, the files and the endpoints it is told of, and nothing else. */
export function toolEnvironment(
  home: string,
  more: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: home,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    ...more,
  };
}

/** `aws sts get-caller-identity --profile NAME` with the real AWS CLI of Debian. */
export async function awsIdentity(
  profile: string,
  env: Readonly<Record<string, string>>,
): Promise<CallerIdentity> {
  // The front answers for one region only, whatever the profile says.
  const args = [
    'sts',
    'get-caller-identity',
    '--profile',
    profile,
    '--region',
    'us-east-1',
    '--output',
    'json',
  ];
  const { Account, Arn } = JSON.parse(await output(awsPath, args, { env: { ...env } })) as CallerIdentity;
  return { Account, Arn };
}

/** The same with the AWS SDK for JavaScript: by a profile, or by what stands in the environment. */
export async function sdkIdentity(
  profile: string | null,
  env: Readonly<Record<string, string>>,
): Promise<CallerIdentity> {
  const credentials = profile === null ? 'fromEnv()' : `fromIni({ profile: ${JSON.stringify(profile)} })`;
  return await sdk<CallerIdentity>(
    `import { fromEnv, fromIni } from '@aws-sdk/credential-providers';
     import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
     const client = new STSClient({ region: 'us-east-1', credentials: ${credentials} });
     const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
     console.log(JSON.stringify({ Account, Arn }));`,
    env,
  );
}

/** The access token that the SDK's token provider gives for a profile; it renews one that is about to end. */
export async function sdkToken(profile: string, env: Readonly<Record<string, string>>): Promise<string> {
  const { token } = await sdk<{ readonly token: string }>(
    `import { fromSso } from '@aws-sdk/token-providers';
     const { token } = await fromSso({ profile: ${JSON.stringify(profile)} })();
     console.log(JSON.stringify({ token }));`,
    env,
  );
  return token;
}

async function sdk<T>(script: string, env: Readonly<Record<string, string>>): Promise<T> {
  const args = ['--input-type=module', '--eval', script];
  return JSON.parse(await output(process.execPath, args, { env: { ...env }, cwd: root })) as T;
}

/** `export NAME=value` lines, as a shell takes them. */
export function exportedVariables(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split('\n')
      .map((line) => /^export (\w+)=(.*)$/.exec(line))
      .flatMap((match) => (match === null ? [] : [[match[1] ?? '', match[2] ?? '']])),
  );
}
