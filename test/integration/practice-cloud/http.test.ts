import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { createPracticeCloud } from '../../../electron/practice-cloud/practice-cloud.ts';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';

function statusWithHost(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/start', headers: { host }, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

function canConnect(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

test('only the loopback origin is answered to, whatever name leads here', async () => {
  await using practice = await startTestCloud();
  const port = Number(new URL(practice.cloud.startUrl()).port);
  expect(await statusWithHost(port, `127.0.0.1:${port}`)).toBe(200);
  for (const host of [`localhost:${port}`, 'evil.example.com', '127.0.0.1', `127.0.0.1:${port + 1}`]) {
    expect(await statusWithHost(port, host)).toBe(421);
  }
});

test('no other address of this machine is listened on', async () => {
  await using practice = await startTestCloud();
  const port = Number(new URL(practice.cloud.startUrl()).port);
  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => address.address);
  for (const host of ['127.0.0.2', '::1', ...others]) expect(await canConnect(port, host)).toBe(false);
});

test('a body of 64 kB is read, a longer one is 413', async () => {
  await using practice = await startTestCloud();
  const send = (length: number) =>
    fetch(`${practice.cloud.endpoints.ssoOidc}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: ' '.repeat(length),
    });
  expect((await send(64 * 1024)).status).toBe(400);
  expect((await send(64 * 1024 + 1)).status).toBe(413);
});

test.for([
  ['GET', '/oidc/token', 'POST'],
  ['POST', '/portal-api/assignment/accounts', 'GET'],
  ['PUT', '/sign-in', 'GET, POST'],
  ['DELETE', '/start', 'GET'],
] as const)('%s %s is not allowed', async ([method, path, allow]) => {
  await using practice = await startTestCloud();
  const { origin } = new URL(practice.cloud.startUrl());
  const response = await fetch(origin + path, { method });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe(allow);
});

test.for(['/', '/oidc', '/client/register', '/oidc/token/', '/..%2f', '/portal/none/start'])(
  '%s is not there',
  async (path) => {
    await using practice = await startTestCloud();
    expect((await fetch(new URL(practice.cloud.startUrl()).origin + path)).status).toBe(404);
  },
);

test('nothing may be read across origins and no API answer is cached', async () => {
  await using practice = await startTestCloud();
  const response = await fetch(`${practice.cloud.endpoints.sso}/assignment/accounts`, {
    headers: { origin: 'https://example.com' },
  });
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('the date of an answer comes from the clock of the practice cloud', async () => {
  await using practice = await startTestCloud();
  const response = await fetch(practice.cloud.startUrl());
  expect(Date.parse(response.headers.get('date') ?? '')).toBe(practice.clock.now);
});

test('a wanted port is kept over a restart, and another is taken when it is busy', async () => {
  await using first = await startTestCloud();
  const { cloud } = first;
  const { port } = await cloud.start();
  await using second = await startTestCloud();
  await second.cloud.stop();
  const moved = await second.cloud.start(port);
  expect(moved.port).not.toBe(port);
  await cloud.stop();
  expect((await cloud.start(port)).port).toBe(port);
});

test('starting twice is starting once', async () => {
  await using practice = await startTestCloud();
  const { cloud } = practice;
  await cloud.stop();
  const [one, two] = await Promise.all([cloud.start(), cloud.start()]);
  expect(two).toEqual(one);
});

test('stop cuts open connections, waiting ones included', async () => {
  await using practice = await startTestCloud();
  const { cloud } = practice;
  cloud.faults.fail('PortalPage', { answer: 'hang' });
  const url = cloud.startUrl();
  const waiting = fetch(url).then(
    () => 'answered',
    () => 'cut',
  );
  await expect.poll(() => cloud.log.count('PortalPage')).toBe(1);
  await cloud.stop();
  expect(await waiting).toBe('cut');
  await expect(fetch(url)).rejects.toThrow();
  expect(() => cloud.startUrl()).toThrow('not running');
});

test('the log names operations and outcomes and holds no secret', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const tokens = await client.signIn();
  await client.refresh(tokens, 'wrong');
  const keys = await client.roleKeys(tokens.accessToken);
  expect(cloud.log.of('CreateToken')).toEqual([
    { operation: 'CreateToken', at: practice.clock.now, status: 200, grantType: 'authorization_code' },
    {
      operation: 'CreateToken',
      at: practice.clock.now,
      status: 400,
      error: 'invalid_grant',
      grantType: 'refresh_token',
    },
  ]);
  const text = JSON.stringify(cloud.log.entries);
  for (const secret of [
    tokens.accessToken,
    tokens.refreshToken!,
    tokens.clientSecret,
    keys.secretAccessKey,
  ]) {
    expect(text).not.toContain(secret);
  }
});

test('a sign-in survives a restart with saved state; without it everything is unknown', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const tokens = await client.signIn();
  const savedState = cloud.exportState();
  for (const [saved, status] of [
    [{ savedState }, 200],
    [{}, 401],
    [{ savedState: '{"version":1,"clients":[3],"sessions":"?"' }, 401],
    [{ savedState: '{"version":1,"clients":[3],"sessions":"?"}' }, 401],
  ] as const) {
    await using again = await startTestCloud(saved);
    expect((await again.client.refresh(tokens, tokens.refreshToken)).status).toBe(status);
  }
});

test('a practice cloud refuses impossible sizes and portal names', () => {
  const options = { now: () => 0, random: (bytes: number) => new Uint8Array(bytes) };
  const make = (accounts: number, rolesPerAccount: number) =>
    createPracticeCloud({ ...options, accounts, rolesPerAccount });
  for (const [accounts, roles] of [
    [1001, 1],
    [1, 31],
    [-1, 1],
    [1.5, 1],
  ] as const) {
    expect(() => make(accounts, roles)).toThrow();
  }
  for (const id of ['', 'Upper', 'a/b', '-a', 'x'.repeat(33)]) {
    expect(() => {
      make(1, 1).addPortal(id, { accounts: 1, rolesPerAccount: 1 });
    }).toThrow('not a portal id');
  }
});
