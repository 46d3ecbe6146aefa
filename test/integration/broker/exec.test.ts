import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/model/app-error.ts';
import { err, ok } from '../../../shared/model/result.ts';
import { type BrokerFixture, runClient, shells, startFixture, temporaryFolder } from './broker-fixture.ts';

let fixture: BrokerFixture;

beforeEach(async () => {
  fixture = await startFixture();
});

afterEach(async () => {
  await fixture.close();
});

const show = ['--', 'sh', '-c', 'printf "%s|%s|%s" "$AWS_ACCESS_KEY_ID" "${AWS_PROFILE-unset}" "$1"', 'x'];

describe.each(shells.map((shell) => ({ shell, name: shell.join(' ') })))('exec under $name', ({ shell }) => {
  it('becomes the command: its arguments, standard input and exit code', async () => {
    const shown = await fixture.latchkey(['exec', 'dev', ...show, 'a "b" $c\n'], {
      shell,
      env: { AWS_PROFILE: 'other', AWS_SESSION_TOKEN: 'stale' },
    });
    expect(shown).toStrictEqual({ code: 0, stdout: 'ASIATESTKEY|unset|a "b" $c\n', stderr: '' });
    const copied = await fixture.latchkey(['exec', 'dev', '--', 'sh', '-c', 'cat; exit 41'], {
      shell,
      input: 'through\n',
    });
    expect(copied).toMatchObject({ code: 41, stdout: 'through\n' });
  });

  it('keys of another profile do not leak in', async () => {
    const result = await fixture.latchkey(['exec', 'dev', '--', 'env'], {
      shell,
      env: { AWS_SESSION_TOKEN: 'stale', AWS_CREDENTIAL_EXPIRATION: 'stale', AWS_DEFAULT_PROFILE: 'stale' },
    });
    expect(result.code).toBe(0);
    expect(result.stdout).not.toContain('stale');
    expect(result.stdout).not.toMatch(/^lk_/m);
  });

  it('a variable of the caller that the client uses itself stays as it was', async () => {
    const result = await fixture.latchkey(['exec', 'dev', '--', 'sh', '-c', 'echo "$name $value $code"'], {
      shell,
      env: { name: 'n', value: 'v', code: 'c' },
    });
    expect(result.stdout).toBe('n v c\n');
  });

  it.each([
    ["it's", "''", "'", "\\'", "'\\''"],
    ['$(touch CANARY)', '`touch CANARY`', '${HOME}', '%s %n', '\\n\\033'],
    ["';touch CANARY;'", "'$(touch CANARY)'", ' a  b ', 'größe 大 🔑', 'a=b'],
  ])('values are never evaluated: %s', async (...values) => {
    const canary = join(fixture.home, 'canary');
    for (const value of values.map((text) => text.replace('CANARY', canary))) {
      fixture.change({ credentials: { environmentOf: async () => ok({ AWS_SESSION_TOKEN: value }) } });
      const result = await fixture.latchkey(
        ['exec', 'dev', '--', 'sh', '-c', 'printf %s "$AWS_SESSION_TOKEN"'],
        { shell },
      );
      expect(result).toStrictEqual({ code: 0, stdout: value, stderr: '' });
    }
    expect(existsSync(canary)).toBe(false);
  });

  it.each([
    ['a line end in a value', { AWS_SESSION_TOKEN: 'a\nAWS_X=b' }],
    ['a carriage return', { AWS_SESSION_TOKEN: 'a\r' }],
    ['a variable that steers programs', { LD_PRELOAD: '/tmp/x.so' }],
    ['a search path', { PATH: '/tmp' }],
    ['a name with a command', { 'AWS_X=1;id': 'a' }],
  ])('the app refuses %s', async (_, variables) => {
    fixture.change({
      credentials: { environmentOf: async () => ok(variables as Readonly<Record<string, string>>) },
    });
    const result = await fixture.latchkey(['exec', 'dev', '--', 'echo', 'ran'], { shell });
    expect(result).toMatchObject({ code: 1, stdout: '' });
  });

  it('runs nothing when there are no credentials', async () => {
    fixture.change({ credentials: { environmentOf: async () => err(appError('sign-in.required')) } });
    expect(await fixture.latchkey(['exec', 'dev', '--', 'echo', 'ran'], { shell })).toMatchObject({
      code: 3,
      stdout: '',
    });
  });

  it('a command that is not there has the shell’s own code', async () => {
    expect((await fixture.latchkey(['exec', 'dev', '--', 'no-such-command'], { shell })).code).toBe(127);
  });
});

it('options of the command are its own, however they look', async () => {
  const result = await fixture.latchkey(['exec', 'dev', '--', 'echo', '--json', '--', '--help']);
  expect(result).toStrictEqual({ code: 0, stdout: '--json -- --help\n', stderr: '' });
});

it('the arguments of the command stay with the client', async () => {
  const huge = Array.from({ length: 20 }, () => 'x'.repeat(10_000));
  const result = await fixture.latchkey(['exec', 'dev', '--', 'sh', '-c', 'echo $#', 'x', ...huge]);
  expect(result).toMatchObject({ code: 0, stdout: '20\n' });
});

it.each([
  [['exec', 'dev']],
  [['exec', 'dev', 'ls']],
  [['exec', 'dev', 'ls', '-l']],
  [['exec', 'dev', '--']],
  [['exec', '--', 'dev', 'ls']],
  [['exec', 'dev', 'more', '--', 'ls']],
  [['exec', '--bogus', 'dev', '--', 'ls']],
])('%j is a usage error', async (args) => {
  expect(await fixture.latchkey(args)).toMatchObject({ code: 2, stdout: '' });
});

describe('an answer that is not the app’s', () => {
  let server: Server;
  let folder: string;
  let socket: string;
  let head: string[] = [];

  beforeEach(async () => {
    folder = temporaryFolder();
    socket = join(folder, 'agent.sock');
    server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, ['Latchkey-Exit', '0', ...head]);
      response.end('');
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
  });

  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
  });

  it.each([
    "AWS_X='a';touch CANARY;'b'",
    "AWS_X='a'$(touch CANARY)",
    'AWS_X=$(touch CANARY)',
    "AWS_X='a",
    "AWS_X='",
    'AWS_X=a',
    "aws_x='a'",
    "X$(touch CANARY)='a'",
    "='a'",
    "PATH='/tmp'",
    "LD_PRELOAD='x'",
    'AWS_X',
    '',
  ])('%s is not taken over and nothing runs', async (line) => {
    const canary = join(folder, 'canary');
    head = ['Latchkey-Run', line.replace('CANARY', canary)];
    for (const shell of shells) {
      const run = runClient(['exec', 'dev', '--', 'echo', 'ran'], {
        shell,
        env: { LATCHKEY_SOCKET: socket },
      });
      expect(await run.result).toMatchObject({ code: 4, stdout: '' });
    }
    expect(existsSync(canary)).toBe(false);
  });
});
