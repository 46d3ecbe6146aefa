import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { CallContext } from '../../../electron/core/intents.ts';
import { readTokenFile } from '../../../shared/config-files/sso-cache.ts';
import { valueOf } from '../../fakes/core-harness.ts';
import { javaScriptSdk } from '../../fixtures/aws-readers.ts';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import { startRealCore } from '../../fixtures/real-core.ts';

const run = promisify(execFile);
const window: CallContext = { origin: 'window' };
const python = '/usr/bin/python3';
const hasBotocore = existsSync(python) && existsSync('/usr/lib/python3/dist-packages/botocore');
const noRole = { accountId: null, roleName: null };

async function signedIn() {
  const stack = new AsyncDisposableStack();
  const practice = stack.use(await startTestCloud({ now: () => Date.now() }));
  const real = stack.use(await startRealCore());
  const { intents } = real.core;
  const sessionId = await real.addSession('corp', practice.cloud);
  valueOf(await intents.signIn.start({ sessionId, openBrowser: true }, window));
  const [role] = valueOf(await intents.catalog.roles(sessionId, 'ReadOnly', window));
  if (role === undefined) throw new Error('the portal lists no role');
  const base = { sessionId, region: 'us-east-1', output: null };
  return { stack, practice, real, intents, base, role };
}

/** Answers AssumeRole and remembers what it was asked, and with whose key. */
async function startSts() {
  const asked: { readonly body: URLSearchParams; readonly authorization: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      asked.push({
        body: new URLSearchParams(body),
        authorization: request.headers.authorization ?? '',
      });
      response.setHeader('content-type', 'text/xml');
      response.end(
        `<Response><AssumeRoleResult><Credentials><AccessKeyId>ASIACHAINED</AccessKeyId><SecretAccessKey>s</SecretAccessKey>` +
          `<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>` +
          `<GetCallerIdentityResult><Arn>arn:chained</Arn><Account>444455556666</Account></GetCallerIdentityResult></Response>`,
      );
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    asked,
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

test.skipIf(!hasBotocore)(
  'of a bearer-only profile botocore’s token provider gives the token, and no credentials come of it',
  async () => {
    const { stack, practice, real, intents, base } = await signedIn();
    await using _ = stack;
    const saved = valueOf(await intents.profiles.save({ ...base, ...noRole, name: 'bare' }, null, window));
    const { stdout } = await run(
      python,
      [new URL('../../fixtures/bearer-like-botocore.py', import.meta.url).pathname, 'bare'],
      { env: real.environmentFor(practice.cloud) },
    );
    const token = readTokenFile(await readFile(real.tokenFile('corp'), 'utf8'))?.accessToken;
    expect(JSON.parse(stdout)).toEqual({ credentials: false, token });
    expect(saved.warnings.map((warning) => warning.code)).toEqual(['config.bearer-only']);
  },
  30_000,
);

test('of a chain the JavaScript SDK assumes the role with the credentials of the source', async () => {
  const { stack, practice, real, intents, base, role } = await signedIn();
  await using _ = stack;
  const sts = stack.use(await startSts());
  const source = { accountId: role.accountId, roleName: role.roleName };
  valueOf(await intents.profiles.save({ ...base, ...source, name: 'dev' }, null, window));
  const chain = {
    roleArn: 'arn:aws:iam::444455556666:role/Deploy',
    sourceProfile: 'dev',
    roleSessionName: 'me@example.com',
    externalId: 'x-1',
    durationSeconds: 1800,
  };
  valueOf(await intents.profiles.save({ ...base, ...noRole, name: 'deploy', chain }, null, window));
  const env = { ...real.environmentFor(practice.cloud), AWS_ENDPOINT_URL_STS: sts.url };
  await javaScriptSdk.identity('deploy', env);
  // Moved to another name, the chain still leads there.
  valueOf(await intents.profiles.rename('dev', 'base', { digest: null, confirmed: false }, window));
  await javaScriptSdk.identity('deploy', env);
  const [first, ...others] = sts.asked.map(({ body, authorization }) => ({
    ...Object.fromEntries(body),
    key: /Credential=([^/]+)/.exec(authorization)?.[1],
  }));
  expect(first).toMatchObject({
    Action: 'AssumeRole',
    RoleArn: chain.roleArn,
    RoleSessionName: 'me@example.com',
    ExternalId: 'x-1',
    key: expect.stringMatching(/^ASIA/) as string,
  });
  expect(others).toMatchObject([
    { Action: 'GetCallerIdentity', key: 'ASIACHAINED' },
    { Action: 'AssumeRole', RoleArn: chain.roleArn },
    { Action: 'GetCallerIdentity', key: 'ASIACHAINED' },
  ]);
}, 30_000);

test.skipIf(!hasBotocore)(
  'after a session is renamed the readers find its token under the new name',
  async () => {
    const { stack, practice, real, intents, base, role } = await signedIn();
    await using _ = stack;
    const source = { accountId: role.accountId, roleName: role.roleName };
    valueOf(await intents.profiles.save({ ...base, ...source, name: 'dev' }, null, window));
    valueOf(await intents.profiles.save({ ...base, ...noRole, name: 'bare' }, null, window));
    valueOf(
      await intents.sessions.rename(base.sessionId, 'work', { digest: null, confirmed: false }, window),
    );
    const env = real.environmentFor(practice.cloud);
    const identity = await javaScriptSdk.identity('dev', env);
    const { stdout } = await run(
      python,
      [new URL('../../fixtures/bearer-like-botocore.py', import.meta.url).pathname, 'bare'],
      { env },
    );
    const token = readTokenFile(await readFile(real.tokenFile('work'), 'utf8'))?.accessToken;
    expect([identity.Account, existsSync(real.tokenFile('corp')), JSON.parse(stdout)]).toEqual([
      role.accountId,
      false,
      { credentials: false, token },
    ]);
  },
  30_000,
);
