import type { TimeStyle } from '../../shared/time/absolute-time.ts';
import { timeOfDay } from '../../shared/time/absolute-time.ts';
import { durationText } from '../../shared/time/clock-text.ts';
import type { Translate } from '../../shared/i18n/translate.ts';
import type { AppError } from '../../shared/model/app-error.ts';
import type { Instant } from '../../shared/model/instant.ts';
import type { CallContext, Intents } from '../core/intents.ts';
import type { Clock } from '../core/ports.ts';
import type { CommandEnd, CommandOutput } from './answer.ts';
import { exitCodes } from './exit-codes.ts';
import { errorJson, failedWith, usageFailure } from './failure.ts';
import { jsonLine, printable } from './printable.ts';

/** What commands act through, the same for every call. */
export interface CommandServices {
  readonly intents: Intents;
  readonly clock: Clock;
  readonly translate: Translate;
  readonly timeStyle: TimeStyle;
  /** Facts for `status` that are not in AppState. */
  readonly facts: StatusFacts;
}

export interface StatusFacts {
  readonly pid: number;
  /** The path that the socket has. */
  readonly socket: string;
  /** Where secrets are kept now: `persisted`, `memory-only` or `locked`. */
  readonly secretStorage: string;
}

/** One call while it runs. */
export interface CommandContext extends CommandServices {
  readonly argv: readonly string[];
  /** How the command is called up to its arguments, e.g. `latchkey session add aws`; for hints. */
  readonly commandName: () => string;
  readonly call: CallContext;
  /** What the client read from its standard input, for the verbs that take some; perhaps a secret. */
  readonly input: string | null;
  readonly output: CommandOutput;
  /** Whether `--json` was given; known once the command line is parsed. */
  readonly json: () => boolean;
}

/** The plain good end. */
export const done: CommandEnd = { exitCode: exitCodes.done, errorLines: [] };

/** The end of a command that failed with an expected error. */
export function failed(context: CommandContext, error: AppError): CommandEnd {
  return failedWith(context.translate, errorJson(context.translate, error), context.json());
}

/** The end of a command that was called wrongly. */
export function misused(context: CommandContext, reason: string): CommandEnd {
  const t = context.translate;
  const hint = t('cli.usage.hint', { command: context.commandName() });
  return failedWith(t, usageFailure(t, reason, hint), context.json());
}

/** Prints lines of text that is safe already or made of safe parts. */
export function printLines(context: CommandContext, lines: readonly string[]): void {
  context.output.write(lines.map((line) => `${line}\n`).join(''));
}

/** Prints one line of the catalogue; its parts are made printable. */
export function say(
  context: CommandContext,
  key: Parameters<Translate>[0],
  params: Readonly<Record<string, string | number>> = {},
): void {
  printLines(context, [sentence(context, key, params)]);
}

/** A sentence of the catalogue whose parts come from outside. */
export function sentence(
  context: Pick<CommandContext, 'translate'>,
  key: Parameters<Translate>[0],
  params: Readonly<Record<string, string | number>>,
): string {
  const safe = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? printable(value) : value,
  ]);
  return context.translate(key, Object.fromEntries(safe) as Record<string, string | number>);
}

/** Prints one JSON value on a line. */
export function printJson(context: CommandContext, value: unknown): void {
  context.output.write(`${jsonLine(value)}\n`);
}

/** `18:02 (6 h 12 min)`: absolute first, it stays true on a screen that is read later. */
export function timeText(context: CommandServices, at: Instant): string {
  const now = context.clock.now();
  const clock = timeOfDay(at, now, context.timeStyle);
  return at > now
    ? context.translate('cli.time.withLeft', { at: clock, left: durationText(context.translate, at - now) })
    : clock;
}
