import type * as v from 'valibot';
import type { AppError } from '../model/app-error.ts';
import type { CallEntry, Contract, EventEntry } from './contract.ts';
import type { Schema } from './schemas.ts';

/** Every reply: a value, or an error by code. Nothing throws across IPC. */
export type Envelope<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

type CallOf<Entry> =
  Entry extends CallEntry<infer Arguments extends Schema, infer Value extends Schema>
    ? (args: v.InferOutput<Arguments>) => Promise<Envelope<v.InferOutput<Value>>>
    : never;

type ListenOf<Entry> =
  Entry extends EventEntry<infer Payload extends Schema>
    ? (listener: (payload: v.InferOutput<Payload>) => void) => () => void
    : never;

/** What the preload exposes to the window as `window.latchkey`: calls, and subscriptions that give their own end. */
export type Bridge = {
  readonly [Group in keyof Contract]: {
    readonly [Name in keyof Contract[Group]]: Contract[Group][Name] extends { readonly kind: 'call' }
      ? CallOf<Contract[Group][Name]>
      : ListenOf<Contract[Group][Name]>;
  };
};

/** What main implements: one handler per call. */
export type Handlers = {
  readonly [Group in keyof Contract]: {
    readonly [
      Name in keyof Contract[Group] as Contract[Group][Name] extends { readonly kind: 'call' } ? Name : never
    ]: CallOf<Contract[Group][Name]>;
  };
};

/** The channel of an entry. Nobody writes channel names by hand. */
export function channelName(group: string, name: string): string {
  return `app/${group}.${name}`;
}
