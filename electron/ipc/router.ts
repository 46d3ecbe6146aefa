import * as v from 'valibot';
import { contract, type CallEntry, type EventEntry } from '../../shared/ipc/contract.ts';
import type { Schema } from '../../shared/ipc/schemas.ts';
import { channelName, type Envelope, type Handlers } from '../../shared/ipc/types.ts';
import { appError, appErrorCodes, type AppError, type AppErrorCode } from '../../shared/model/app-error.ts';
import type { Millis } from '../../shared/model/instant.ts';
import { causeOf } from '../core/cause-of.ts';
import type { Log } from '../core/ports.ts';
import { senderRefusal, type SenderEvent } from '../security/sender-policy.ts';
import { isPlainAndSmall } from './argument-guard.ts';
import { callLimitOf, createCallGate } from './call-limits.ts';

/** The parts of Electron's `ipcMain` that the router uses. */
export interface IpcMainPort {
  handle(channel: string, listener: (event: SenderEvent, ...args: unknown[]) => Promise<unknown>): void;
  removeHandler(channel: string): void;
}

export interface RouterOptions {
  readonly ipcMain: IpcMainPort;
  readonly handlers: Handlers;
  /** Whether a webContents id is one of our windows. */
  readonly isKnownSender: (webContentsId: number) => boolean;
  readonly log: Log;
  readonly monotonic: () => Millis;
  /** Checks what handlers give against the contract; for development and tests. */
  readonly checkResults: boolean;
}

export interface Router {
  dispose(): void;
}

type AnyHandler = (args: unknown) => Promise<Envelope<unknown>>;

/**
 * The only way from the window into main. The order is fixed (style.md §2.4): sender, weight and rate, arguments,
 * handler, result, envelope. Nothing throws across: what went wrong is a code.
 */
export function createRouter(options: RouterOptions): Router {
  const channels: string[] = [];
  for (const [group, entries] of Object.entries(contract)) {
    for (const [name, entry] of Object.entries(entries) as [
      string,
      CallEntry<Schema, Schema> | EventEntry<Schema>,
    ][]) {
      if (entry.kind === 'call') {
        const channel = channelName(group, name);
        const handlers = options.handlers as unknown as Record<string, Record<string, AnyHandler>>;
        const handler = handlers[group]?.[name];
        if (handler === undefined) {
          throw new Error(`no handler for ${channel}`);
        }
        options.ipcMain.handle(channel, routeOf(channel, entry, handler, options));
        channels.push(channel);
      }
    }
  }
  return {
    dispose: () => {
      for (const channel of channels) {
        options.ipcMain.removeHandler(channel);
      }
    },
  };
}

function routeOf(
  channel: string,
  entry: CallEntry<Schema, Schema>,
  handler: AnyHandler,
  { isKnownSender, log, monotonic, checkResults }: RouterOptions,
): (event: SenderEvent, ...args: unknown[]) => Promise<Envelope<unknown>> {
  const gate = createCallGate(callLimitOf(channel), monotonic);

  async function handled(args: unknown): Promise<Envelope<unknown>> {
    const reply = await handler(args);
    if (!reply.ok) {
      return { ok: false, error: plainError(reply.error) };
    }
    if (checkResults && !v.is(entry.result, reply.value)) {
      log.error('ipc.result-off-contract', { channel });
      return refused('app.internal');
    }
    return { ok: true, value: reply.value };
  }

  return async (event, ...args) => {
    const refusal = senderRefusal(event, isKnownSender);
    if (refusal !== null) {
      log.warn('ipc.sender-refused', { channel, refusal });
      return refused('app.internal');
    }
    const leave = gate.enter();
    if (leave === null) {
      log.warn('ipc.too-many-calls', { channel });
      return refused('app.busy');
    }
    try {
      const [argument] = args;
      if (args.length !== 1 || !isPlainAndSmall(argument)) {
        log.warn('ipc.arguments-refused', { channel, reason: 'shape' });
        return refused('input.value-invalid');
      }
      const parsed = v.safeParse(entry.arguments, argument);
      if (!parsed.success) {
        log.warn('ipc.arguments-refused', { channel, reason: 'schema' });
        return refused('input.value-invalid');
      }
      return await handled(parsed.output);
    } catch (error) {
      log.error('ipc.handler-threw', { channel, cause: causeOf(error) });
      return refused('app.internal');
    } finally {
      leave();
    }
  };
}

function refused(code: AppErrorCode): Envelope<never> {
  return { ok: false, error: appError(code) };
}

/** Code and params, whatever else the value may carry. */
function plainError(error: AppError): AppError {
  return appErrorCodes.includes(error.code) ? appError(error.code, error.params) : appError('app.internal');
}
