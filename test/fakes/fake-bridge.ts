import * as v from 'valibot';
import { contract, type Contract } from '../../shared/ipc/contract.ts';
import type { Bridge, Envelope, Handlers } from '../../shared/ipc/types.ts';

type DeepPartial<Groups> = { [Group in keyof Groups]?: Partial<Groups[Group]> };

type EventGroups = {
  [Group in keyof Contract]: {
    [
      Name in keyof Contract[Group] as Contract[Group][Name] extends { readonly kind: 'event' } ? Name : never
    ]: true;
  };
};
type EventPayload<
  Group extends keyof Contract,
  Name extends keyof EventGroups[Group],
> = Contract[Group][Name & keyof Contract[Group]] extends {
  readonly payload: infer Schema extends v.GenericSchema;
}
  ? v.InferOutput<Schema>
  : never;

/** A call that the window made. */
export interface BridgeCall {
  readonly name: string;
  readonly args: unknown;
}

export interface FakeBridge {
  readonly bridge: Bridge;
  /** Every call so far, in order. */
  readonly calls: readonly BridgeCall[];
  /** Arguments of the calls of `group.name`. */
  callsOf(name: string): readonly unknown[];
  /** Answers from now on; what is not given keeps its answer. */
  answer(handlers: DeepPartial<Handlers>): void;
  /** Sends an event to everybody who listens. */
  emit<Group extends keyof Contract, Name extends keyof EventGroups[Group] & string>(
    group: Group,
    name: Name,
    payload: EventPayload<Group, Name>,
  ): void;
}

interface Entry {
  readonly kind: 'call' | 'event';
  readonly arguments?: v.GenericSchema;
  readonly result?: v.GenericSchema;
  readonly payload?: v.GenericSchema;
}

/**
 * The bridge of the window without a main process, made from the contract: arguments, results and payloads are held
 * against their schemas, so a test cannot get by with shapes that the real router would refuse.
 */
export function createFakeBridge(handlers: DeepPartial<Handlers> = {}): FakeBridge {
  const calls: BridgeCall[] = [];
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const answers = new Map<string, (args: unknown) => Promise<Envelope<unknown>>>();
  const answer = (more: DeepPartial<Handlers>) => {
    for (const [group, entries] of Object.entries(more)) {
      for (const [name, handler] of Object.entries(entries)) {
        answers.set(`${group}.${name}`, handler as (args: unknown) => Promise<Envelope<unknown>>);
      }
    }
  };
  answer(handlers);

  const callEntry = (name: string, entry: Entry) => async (args: unknown) => {
    const parsed = v.parse(entry.arguments ?? v.unknown(), args);
    calls.push({ name, args: parsed });
    const handler = answers.get(name);
    if (handler === undefined) {
      throw new Error(`the fake bridge has no answer for ${name}`);
    }
    const reply = await handler(parsed);
    return reply.ok ? { ok: true, value: v.parse(entry.result ?? v.unknown(), reply.value) } : reply;
  };
  const eventEntry = (name: string) => (listener: (payload: unknown) => void) => {
    const all = listeners.get(name) ?? new Set();
    listeners.set(name, all.add(listener));
    return () => all.delete(listener);
  };
  const bridge = Object.fromEntries(
    Object.entries(contract).map(([group, entries]) => [
      group,
      Object.fromEntries(
        Object.entries<Entry>(entries as Record<string, Entry>).map(([name, entry]) => [
          name,
          entry.kind === 'call' ? callEntry(`${group}.${name}`, entry) : eventEntry(`${group}.${name}`),
        ]),
      ),
    ]),
  ) as unknown as Bridge;

  return {
    bridge,
    calls,
    callsOf: (name) => calls.filter((call) => call.name === name).map((call) => call.args),
    answer,
    emit(group, name, payload) {
      const entry = (contract[group] as unknown as Record<string, Entry>)[name];
      const parsed = v.parse(entry?.payload ?? v.unknown(), payload);
      for (const listener of listeners.get(`${group}.${name}`) ?? []) {
        listener(parsed);
      }
    },
  };
}
