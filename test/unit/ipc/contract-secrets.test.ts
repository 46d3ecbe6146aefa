import { describe, expect, it } from 'vitest';
import { appErrorSchema, type Schema } from '../../../shared/ipc/schemas.ts';
import { contractCalls, contractEvents } from '../../fakes/contract-entries.ts';

/** Words that a property holding a secret would be named by. */
const secretWord =
  /token|secret|password|passphrase|verifier|credential|accesskey|privatekey|assertion|bearer|cookie|code|state|nonce/i;

/**
 * Names with such a word that are shown on purpose: times and lists *of* credentials without a key in them, the error's
 * code, the phase of a session, and the device code that the user must see to compare it (ux.md "Sign-in sheet").
 */
const harmless = new Set([
  'code',
  'userCode',
  'state',
  'credentials',
  'credentialsValidUntil',
  'accessTokenExpiresAt',
]);

interface AnySchema {
  readonly type: string;
  readonly entries?: Record<string, AnySchema>;
  readonly options?: readonly (AnySchema | string)[];
  readonly item?: AnySchema;
  readonly key?: AnySchema;
  readonly value?: AnySchema;
  readonly wrapped?: AnySchema;
}

/** Every property path of a schema, and whether the object it stands in is an error. */
function properties(
  schema: Schema,
): readonly { readonly path: string; readonly name: string; readonly isError: boolean }[] {
  const found: { path: string; name: string; isError: boolean }[] = [];
  function walk(part: AnySchema, path: string): void {
    for (const [name, entry] of Object.entries(part.entries ?? {})) {
      found.push({
        path: `${path}.${name}`,
        name,
        isError: part.entries === (appErrorSchema as unknown as AnySchema).entries,
      });
      walk(entry, `${path}.${name}`);
    }
    for (const option of part.options ?? []) {
      if (typeof option === 'object') {
        walk(option, path);
      }
    }
    for (const inner of [part.item, part.wrapped]) {
      if (inner !== undefined) {
        walk(inner, path);
      }
    }
    if (part.type === 'record' && part.value !== undefined) {
      walk(part.value, `${path}[]`);
    }
  }
  walk(schema, '');
  return found;
}

/** The kinds of schema that the walk understands; a new kind must be looked at before it hides something. */
const knownTypes = new Set([
  'strict_object',
  'array',
  'variant',
  'union',
  'nullable',
  'optional',
  'exact_optional',
  'record',
  'string',
  'number',
  'boolean',
  'literal',
  'picklist',
]);

function typesOf(schema: AnySchema): readonly string[] {
  const inner = [
    ...Object.values(schema.entries ?? {}),
    ...(schema.options ?? []).filter((option) => typeof option === 'object'),
    ...[schema.item, schema.wrapped, schema.value].filter((part) => typeof part === 'object'),
  ];
  return [schema.type, ...inner.flatMap(typesOf)];
}

const outward = [
  ...contractCalls.map(({ channel, entry }) => ({ channel, schema: entry.result })),
  ...contractEvents.map(({ channel, entry }) => ({ channel, schema: entry.payload })),
];

describe('what crosses to the window (R-10)', () => {
  it.each(outward)('$channel carries no property that is named like a secret', ({ schema }) => {
    const suspicious = properties(schema).filter(({ name }) => secretWord.test(name) && !harmless.has(name));
    expect(suspicious.map(({ path }) => path)).toEqual([]);
  });

  it.each(outward)('$channel has a code in errors only', ({ schema }) => {
    const codes = properties(schema).filter(({ name, isError }) => name === 'code' && !isError);
    expect(codes.map(({ path }) => path)).toEqual([]);
  });

  it.each(outward)('$channel is made of schemas that the walk sees through', ({ schema }) => {
    const types = new Set(typesOf(schema));
    expect([...types].filter((type) => !knownTypes.has(type))).toEqual([]);
  });

  it('finds a secret wherever it hides', async () => {
    const v = await import('valibot');
    const hidden = v.strictObject({
      list: v.array(
        v.nullable(v.variant('type', [v.strictObject({ type: v.literal('a'), sessionToken: v.string() })])),
      ),
    });
    expect(properties(hidden).map(({ path }) => path)).toContain('.list.sessionToken');
  });
});
