import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { createRouter } from '../../../electron/ipc/router.ts';
import type { Handlers } from '../../../shared/ipc/types.ts';
import { contractCalls, validArguments } from '../../fakes/contract-entries.ts';
import { createFakeIpcMain, knownWindow } from '../../fakes/fake-ipc-main.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';

/** A router over handlers that only remember what reached them. */
function setUp() {
  const ipcMain = createFakeIpcMain();
  const reached: unknown[] = [];
  const groups: Record<string, Record<string, unknown>> = {};
  for (const { group, name } of contractCalls) {
    groups[group] = {
      ...groups[group],
      [name]: async (args: unknown) => {
        reached.push(args);
        return { ok: true, value: null };
      },
    };
  }
  let time = 0;
  createRouter({
    ipcMain,
    handlers: groups as unknown as Handlers,
    isKnownSender: (id) => id === knownWindow,
    log: createFakeLog(),
    // An hour between calls, so that the rate limit stays out of the way.
    monotonic: () => (time += 3_600_000),
    checkResults: false,
  });
  return { ipcMain, reached };
}

/** Anything, and things close to what is valid: a good argument with one part put out of shape. */
function argumentsFor(channel: string): fc.Arbitrary<unknown> {
  const valid = validArguments[channel] as Record<string, unknown>;
  const keys = Object.keys(valid);
  const key = keys.length === 0 ? fc.string() : fc.oneof(fc.constantFrom(...keys), fc.string());
  const bent = fc.tuple(key, fc.anything()).map(([name, value]) => {
    const copy: Record<string, unknown> = { ...valid };
    Object.defineProperty(copy, name, { value, enumerable: true, configurable: true, writable: true });
    return copy;
  });
  const short = key.map((name) =>
    Object.fromEntries(Object.entries(valid).filter(([each]) => each !== name)),
  );
  return fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
    fc.jsonValue(),
    bent,
    short,
    fc.constant(valid),
  );
}

describe.each(contractCalls)('arguments of $channel (R-12)', ({ channel, entry }) => {
  it('whatever they are, nothing throws and only valid ones reach the handler', async () => {
    await fc.assert(
      fc.asyncProperty(argumentsFor(channel), async (argument) => {
        const { ipcMain, reached } = setUp();
        const reply = (await ipcMain.invoke(channel, [argument])) as { ok: boolean; error?: unknown };
        const handled = reached.length === 1;
        const isValid = v.is(entry.arguments, argument);
        // The guard in front may refuse more than the schema, never less.
        expect(handled && !isValid).toBe(false);
        expect(reply).toEqual(
          handled ? { ok: true, value: null } : { ok: false, error: { code: 'input.value-invalid' } },
        );
      }),
      { numRuns: 200 },
    );
  });

  it('any number of arguments but one is refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constant(validArguments[channel]), { maxLength: 4 }).filter((args) => args.length !== 1),
        async (args) => {
          const { ipcMain, reached } = setUp();
          expect(await ipcMain.invoke(channel, args)).toEqual({
            ok: false,
            error: { code: 'input.value-invalid' },
          });
          expect(reached).toEqual([]);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('accepts what it is made for', async () => {
    const { ipcMain, reached } = setUp();
    await ipcMain.invoke(channel, [validArguments[channel]]);
    expect(reached).toEqual([validArguments[channel]]);
  });
});
