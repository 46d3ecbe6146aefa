import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/model/app-error.ts';
import { HOUR, instant } from '../../../shared/model/instant.ts';
import { err, ok } from '../../../shared/model/result.ts';
import { contextOf, testNow } from '../../fakes/broker-intents.ts';
import { type BrokerFixture, shells, startFixture } from './broker-fixture.ts';

let fixture: BrokerFixture;

beforeEach(async () => {
  fixture = await startFixture();
});

afterEach(async () => {
  await fixture.close();
});

const signedIn = ok({ sessionName: 'my-sso', accessTokenExpiresAt: instant(testNow + HOUR) });

describe.each(shells.map((shell) => ({ shell, name: shell.join(' ') })))(
  'the client under $name',
  ({ shell }) => {
    it('prints what the app answers, with its exit code, and errors on standard error', async () => {
      expect(await fixture.latchkey(['open'], { shell })).toStrictEqual({ code: 0, stdout: '', stderr: '' });
      const failed = await fixture.latchkey(['credentials', 'nope'], { shell });
      expect(failed).toMatchObject({ code: 1, stdout: '' });
      expect(failed.stderr).toMatch(/^latchkey: .*“nope”\.\nNothing was done\. .*\n$/);
    });

    it('lets lines through while the command still runs', async () => {
      let approve: () => void = () => undefined;
      const approved = new Promise<void>((resolve) => (approve = resolve));
      fixture.change({
        signIn: {
          async start(_request, _context, tell) {
            tell?.({ event: 'url', url: 'https://x.example/one' });
            await approved;
            return signedIn;
          },
        },
      });
      const run = fixture.start(['sign-in', 'my-sso', '--json'], { shell });
      await run.printed('https://x.example/one');
      approve();
      expect(await run.result).toMatchObject({ code: 0, stderr: '' });
    });

    it('exit code and errors come through behind a stream as well', async () => {
      fixture.change({
        signIn: {
          start: async (_request, _context, tell) => {
            tell?.({ event: 'url', url: 'https://x.example/' });
            return err(appError('sign-in.timed-out'));
          },
        },
      });
      const result = await fixture.latchkey(['sign-in', 'my-sso', '--no-browser'], { shell });
      expect(result.code).toBe(6);
      expect(result.stdout).toMatch(/^https:\/\/x\.example\/\n/);
      expect(result.stderr).toMatch(/^latchkey: .+\nNo token was issued.+\n$/);
    });

    it('ends the call in the app when it is interrupted', async () => {
      let ended: (reason: string) => void = () => undefined;
      const aborted = new Promise<string>((resolve) => (ended = resolve));
      fixture.change({
        signIn: {
          start: (_request, context, tell) =>
            new Promise((resolve) => {
              context.signal?.addEventListener('abort', () => {
                ended('aborted');
                resolve(err(appError('sign-in.cancelled')));
              });
              tell?.({ event: 'url', url: 'https://x.example/' });
            }),
        },
      });
      const run = fixture.start(['sign-in', 'my-sso'], { shell });
      await run.printed('https://x.example/');
      run.interrupt();
      expect(await aborted).toBe('aborted');
      expect((await run.result).code).not.toBe(0);
    });

    it('says so when the app goes away in the middle of an answer', async () => {
      fixture.change({
        signIn: {
          start: (_request, _context, tell) => {
            tell?.({ event: 'url', url: 'https://x.example/' });
            return new Promise(() => undefined);
          },
        },
      });
      const run = fixture.start(['sign-in', 'my-sso'], { shell });
      await run.printed('https://x.example/');
      await fixture.broker.stop();
      const result = await run.result;
      expect(result.code).toBe(4);
      expect(result.stderr).toContain('stopped before its answer was complete');
    });
  },
);

it('two hundred calls at once are all answered', async () => {
  const results = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      fixture.latchkey(index % 2 === 0 ? ['credentials', 'dev'] : ['sign-in', 'nobody']),
    ),
  );
  expect(results.filter(({ code }) => code === 0)).toHaveLength(100);
  expect(results.filter(({ code }) => code === 1)).toHaveLength(100);
});

it('a crash of a command is an answer with a code, and the server goes on', async () => {
  fixture.change({
    catalog: {
      roles: () => Promise.reject(new Error('secret detail')),
    },
  });
  const result = await fixture.latchkey(['roles', '--json']);
  expect(result.code).toBe(1);
  expect(JSON.parse(result.stderr)).toMatchObject({ error: { code: 'app.internal' } });
  expect(result.stderr + JSON.stringify(fixture.log.entries)).not.toContain('secret detail');
  expect((await fixture.latchkey(['status'])).code).toBe(0);
});

it('arguments above 64 kB are refused as usage', async () => {
  const long = Array.from({ length: 10 }, () => 'x'.repeat(10_000));
  const result = await fixture.latchkey(['roles', ...long]);
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain('64 kB');
});

it('an argument that is not text is refused as usage', async () => {
  const result = await fixture.latchkey([], {
    shell: ['sh', '-c', `exec dash "$0" sign-in "$(printf '\\377')"`],
  });
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain('UTF-8');
});

it('what is logged of a call are ids and codes', async () => {
  await fixture.latchkey(['credentials', 'dev']);
  const entry = fixture.log.entries.find(({ event }) => event === 'broker.call');
  expect(Object.keys(entry?.fields ?? {}).sort()).toStrictEqual(['exitCode', 'parent', 'pid']);
});

it('a caller of the command line is told apart from tray and window', async () => {
  await fixture.latchkey(['profile', 'list']);
  expect(contextOf(fixture.calls.find(({ intent }) => intent === 'profiles.all'))).toMatchObject({
    origin: 'command-line',
  });
});

it('neither a proxy nor a .curlrc of the user comes in between', async () => {
  writeFileSync(join(fixture.home, '.curlrc'), 'fail\nuser-agent = x\nurl = http://127.0.0.1:9/\n');
  const dead = 'http://127.0.0.1:9/';
  const result = await fixture.latchkey(['open'], {
    env: { http_proxy: dead, HTTP_PROXY: dead, ALL_PROXY: dead, all_proxy: dead, CURL_HOME: fixture.home },
  });
  expect(result).toStrictEqual({ code: 0, stdout: '', stderr: '' });
});

it('a reader that leaves early is no error message', async () => {
  const row = {
    session: 's',
    cloud: 'aws' as const,
    accountId: '1',
    accountName: null,
    emailAddress: null,
    roleName: 'r'.repeat(200),
  };
  fixture.change({ catalog: { roles: async () => ok(Array.from({ length: 5_000 }, () => row)) } });
  const result = await fixture.latchkey([], { shell: ['sh', '-c', 'dash "$0" roles | head -n 1'] });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect(result.stdout).toMatch(/^SESSION.*\n$/);
});

it('a standard error line longer than a trailer is cut, not lost', async () => {
  const long = 'ä'.repeat(3_000);
  const result = await fixture.latchkey(['sign-in', long]);
  expect(result.code).toBe(1);
  expect(result.stderr).toMatch(/^latchkey: .*ä…\nNothing was done\..*\n$/);
});
