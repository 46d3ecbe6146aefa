import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnswer } from '../../electron/broker/answer.ts';
import { type CommandCall, readCall } from '../../electron/broker/request.ts';
import { runClient, shells, temporaryFolder } from '../integration/broker/broker-fixture.ts';

let folder: string;
let socket: string;
let server: Server;
let received: CommandCall | null = null;
let variables: Record<string, string> | null = null;
let errorLines: string[] = [];
let output = '';

beforeAll(async () => {
  folder = temporaryFolder();
  socket = join(folder, 'agent.sock');
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = readCall(Buffer.concat(chunks).toString('utf8'));
      received = call.ok ? call.value : null;
      const answer = createAnswer(response);
      answer.write(output);
      answer.end({ exitCode: 0, errorLines, ...(variables === null ? {} : { run: variables }) });
    });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const hostile = fc.constantFrom(
  ...[
    '',
    ' ',
    "'",
    '"',
    '\\',
    '%',
    '%s',
    '%00',
    '&a=b',
    '+',
    '=',
    '@/etc/passwd',
    '<',
    '`id`',
    '$(id)',
    '$HOME',
  ],
  ...[
    '-',
    '--',
    '-e',
    '-n',
    '--json',
    '\n',
    '\n\n',
    'a\n',
    '\r\n',
    '\t',
    '*',
    '?',
    '[a]',
    '~',
    '!',
    '#',
    ';',
    '|',
  ],
  ...['é', 'e\u0301', '日本', '🔑', '\u001b[31m', '\u0001', '\u007f', '\ufeff', '\u2028'],
);
const argument = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.array(hostile, { maxLength: 4 }).map((parts) => parts.join('')),
);
/** What the system can pass to a program: no zero character, no half of a surrogate pair. */
const argv = fc.array(
  argument.map((text) => text.replaceAll('\0', '0').toWellFormed()),
  { maxLength: 12 },
);
const withoutControls = (text: string, put: string) =>
  text.toWellFormed().replace(/[\u0000-\u001f\u007f]/g, put);

describe.each(shells.map((shell) => ({ shell, name: shell.join(' ') })))(
  'the client under $name',
  ({ shell }) => {
    const run = (args: readonly string[], env: Record<string, string> = {}) =>
      runClient(args, { shell, env: { LATCHKEY_SOCKET: socket, ...env } }).result;

    it('carries every argument byte for byte', { timeout: 60_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(argv, async (args) => {
          variables = null;
          errorLines = [];
          output = '';
          // A verb in front: behind `exec` the client cuts on purpose.
          const sent = ['verb', ...args];
          expect(await run(sent)).toStrictEqual({ code: 0, stdout: '', stderr: '' });
          expect(received?.argv).toStrictEqual(sent);
        }),
        { numRuns: 40 },
      );
    });

    it('carries values of variables byte for byte', { timeout: 60_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(argument, async (text) => {
          const value = text.replaceAll('\0', '0').toWellFormed();
          await run(['verb'], { AWS_PROFILE: value });
          expect(received?.environment).toStrictEqual(value === '' ? {} : { AWS_PROFILE: value });
        }),
        { numRuns: 40 },
      );
    });

    it('gives standard output and standard error back byte for byte', { timeout: 60_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(argument, fc.array(argument, { maxLength: 4 }), async (text, lines) => {
          variables = null;
          output = text.toWellFormed();
          errorLines = lines.map((line) => withoutControls(line, ' '));
          const result = await run(['verb']);
          expect(result).toStrictEqual({
            code: 0,
            stdout: output,
            stderr: errorLines.map((line) => `${line}\n`).join(''),
          });
        }),
        { numRuns: 25 },
      );
    });

    it('exports the values of exec byte for byte, evaluating nothing', { timeout: 60_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(argument, { minLength: 1, maxLength: 4 }), async (values) => {
          const safe = values.map((value) => withoutControls(value, "'"));
          variables = Object.fromEntries(safe.map((value, index) => [`AWS_${'X'.repeat(index + 1)}`, value]));
          output = '';
          errorLines = [];
          const result = await run(['exec', 'p', '--', 'env', '-0']);
          const seen = result.stdout.split('\0').filter((line) => line.startsWith('AWS_X'));
          expect(seen.sort()).toStrictEqual(
            Object.entries(variables)
              .map(([name, value]) => `${name}=${value}`)
              .sort(),
          );
        }),
        { numRuns: 25 },
      );
    });
  },
);
