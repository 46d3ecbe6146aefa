import type { ServerResponse } from 'node:http';
import { singleQuoted } from '../../shared/encoding/single-quoted.ts';
import type { ExitCode } from './exit-codes.ts';

/** How a command ended. */
export interface CommandEnd {
  readonly exitCode: ExitCode;
  /** Lines for standard error, safe to show. */
  readonly errorLines: readonly string[];
  /** Set by `exec`: the client exports these and becomes the command. */
  readonly run?: Readonly<Record<string, string>>;
  /** Done when the answer is on its way, e.g. quitting. */
  readonly afterwards?: () => void;
}

/** Where a command prints. */
export interface CommandOutput {
  /** Standard output, exactly these bytes as UTF-8. Held back until the end of the command, or `flush`. */
  write(text: string): void;
  /** Sends what was written so far at once; for commands that tell how it goes. */
  flush(): void;
}

/** Names of the framing; the client knows the same. */
const exitName = 'Latchkey-Exit';
const errorName = 'Latchkey-Error';
const runName = 'Latchkey-Run';

/** curl takes no trailer line above 4096 bytes. */
const longestErrorLine = 1000;
const mostErrorLines = 200;

/**
 * The framing of an answer (security.md §0.7): the body is standard output, byte for byte. `Latchkey-Exit` is the exit
 * code, each `Latchkey-Error` a line of standard error, each `Latchkey-Run` a variable `NAME='value'` of `exec`. They
 * are headers where the whole answer is known when it begins, and trailers where the body was streamed; an answer
 * without `Latchkey-Exit` is one that broke off.
 */
export function createAnswer(
  response: ServerResponse,
  status = 200,
): CommandOutput & { end(end: CommandEnd): void } {
  let held = '';
  let streaming = false;

  return {
    write(text) {
      if (streaming) {
        response.write(text);
      } else {
        held += text;
      }
    },
    flush() {
      if (!streaming) {
        streaming = true;
        response.writeHead(status, [...fixedHeaders, ['Trailer', `${exitName}, ${errorName}`]].flat());
      }
      if (held !== '') {
        response.write(held);
        held = '';
      }
    },
    end(end) {
      const frame = frameOf(end);
      if (streaming) {
        response.addTrailers(frame);
        response.end();
        return;
      }
      const body = Buffer.from(held, 'utf8');
      response.writeHead(status, [...fixedHeaders, ...frame, ['Content-Length', String(body.length)]].flat());
      response.end(body);
    },
  };
}

const fixedHeaders: readonly (readonly [string, string])[] = [
  ['Content-Type', 'application/octet-stream'],
  ['Cache-Control', 'no-store'],
  ['Connection', 'close'],
];

function frameOf(end: CommandEnd): [string, string][] {
  return [
    [exitName, String(end.exitCode)],
    ...end.errorLines
      .slice(0, mostErrorLines)
      .map((line): [string, string] => [errorName, headerText(fitErrorLine(line))]),
    ...Object.entries(end.run ?? {}).map(([name, value]): [string, string] => [
      runName,
      headerText(`${name}=${singleQuoted(value)}`),
    ]),
  ];
}

/** Node writes header values as Latin-1; UTF-8 bytes pass through it unharmed. */
function headerText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** What a trailer can carry: no control characters, and cut between characters where it is too long. */
function fitErrorLine(line: string): string {
  let size = 0;
  let kept = '';
  for (const character of line.replace(/[\u0000-\u001f\u007f]/g, ' ')) {
    size += Buffer.byteLength(character);
    if (size > longestErrorLine) {
      return `${kept}…`;
    }
    kept += character;
  }
  return kept;
}
