import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAliyunConfig } from '../../shared/config-files/aliyun/aliyun-config.ts';
import { namesOf, planAliyunEdits, type AliyunEdit } from '../../shared/config-files/aliyun/aliyun-edits.ts';

const names = fc.constantFrom('a', 'b', 'work', 'default', '生产', 'a<b>');
const texts = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('<&>', '\u2028', 'x"y\\z', ''));
const known = fc.record(
  {
    mode: fc.constantFrom('AK', 'OAuth', 'StsToken', 'ststoken', ''),
    region_id: fc.constantFrom('cn-hangzhou', ''),
    access_key_id: texts,
    sts_token: texts,
    language: texts,
    sts_expiration: fc.integer(),
    auto_plugin_install: fc.boolean(),
    MODE: fc.constantFrom('AK', null),
    Region_Id: fc.constant('cn-beijing'),
  },
  { requiredKeys: [] },
);
const odd = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 4 }).map((key) => `x_${key}`),
  fc.jsonValue({ maxDepth: 2 }),
  { maxKeys: 3 },
);
const profile = fc.tuple(names, known, odd).map(([name, fields, extra]) => ({ name, ...fields, ...extra }));
const document = fc
  .tuple(
    fc.array(profile, { minLength: 1, maxLength: 4 }),
    odd,
    fc.nat(3),
    fc.constantFrom('\t', '    ', undefined),
    fc.boolean(),
  )
  .map(([profiles, extra, at, indent, crlf]) => {
    const value = { ...extra, current: profiles[at % profiles.length]?.name, profiles };
    const text = JSON.stringify(value, null, indent);
    return crlf ? text.replaceAll('\n', '\r\n') : text;
  });
const edit: fc.Arbitrary<AliyunEdit> = fc.oneof(
  fc.record({
    profile: names,
    set: fc.record(
      {
        mode: fc.constantFrom('OAuth', 'StsToken'),
        region_id: fc.constantFrom('cn-hangzhou', 'ap-southeast-1', null),
        sts_token: fc.oneof(texts, fc.constant(null)),
        language: fc.constantFrom('zh', null),
        sts_expiration: fc.oneof(fc.integer(), fc.constant(null)),
        endpoint: texts,
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ profile: names, remove: fc.constant(true as const) }),
  fc.record({ profile: names, rename: names }),
  fc.record({ current: names }),
);

type Plain = Readonly<Record<string, unknown>>;
const plain = (text: string) => JSON.parse(text) as Plain & { readonly profiles: readonly Plain[] };

describe('an edit of config.json', () => {
  it('changes what it names and nothing else, and leaves a file that the CLI can work with', () => {
    fc.assert(
      fc.property(document, fc.array(edit, { minLength: 1, maxLength: 3 }), (text, edits) => {
        const planned = planAliyunEdits(text, edits);
        if (!planned.ok) {
          expect(planned.error.code).toMatch(
            /^(input\.profile-unknown|input\.profile-name-taken|aliyun\.profile-twice|config\.file-broken)$/,
          );
          return;
        }
        const [before, after] = [plain(text), plain(planned.value.text)];
        const touched = new Set(edits.flatMap(namesOf));
        const rest = ({ current: _current, profiles, ...others }: typeof before) => [
          others,
          profiles.filter(
            ({ name, mode }) => !touched.has(String(name)) && !(name === 'default' && (mode ?? '') === ''),
          ),
        ];
        expect(rest(after)).toEqual(rest(before));
        expect(readAliyunConfig(planned.value.text)).toMatchObject({ ok: true, value: { problem: null } });
        const named = new Set(
          edits.flatMap((each) => ('set' in each ? Object.keys(each.set) : 'rename' in each ? ['name'] : [])),
        );
        if (!edits.some((each) => 'remove' in each)) {
          const unnamed = ({ ...profile }: Plain) =>
            Object.entries(profile).filter(([key]) => !named.has(key.toLowerCase()));
          const kept = after.profiles.slice(0, before.profiles.length);
          expect(kept.map(unnamed)).toEqual(before.profiles.map(unnamed));
        }
        // Nothing is laid out anew: what was one line stays one, and what ended in CR LF still does.
        expect(planned.value.text.includes('\n')).toBe(text.includes('\n'));
        expect(/[^\r]\n/.test(planned.value.text)).toBe(/[^\r]\n/.test(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('comes to what was asked for', () => {
    fc.assert(
      fc.property(document, edit, (text, asked) => {
        const planned = planAliyunEdits(text, [asked]);
        if (!planned.ok) return;
        const read = readAliyunConfig(planned.value.text);
        if (!read.ok) throw new Error('unreadable');
        if ('current' in asked) {
          expect(read.value.current).toBe(asked.current);
        } else if ('remove' in asked) {
          const left = read.value.profiles.filter(({ name }) => name === asked.profile);
          expect(left.every(({ name, values }) => name === 'default' && values.get('mode') === '')).toBe(
            true,
          );
        } else if ('rename' in asked) {
          const names = read.value.profiles.map(({ name }) => name);
          expect(names.includes(asked.rename)).toBe(true);
          expect(asked.rename === asked.profile || !names.includes(asked.profile)).toBe(true);
        } else {
          const values = read.value.profiles.find(({ name }) => name === asked.profile)?.values;
          const isFirst = read.value.profiles[0]?.name === asked.profile;
          for (const [key, value] of Object.entries(asked.set)) {
            // The first slot of the CLI has a language of its own.
            if (!(isFirst && value === null && key === 'language')) {
              expect(values?.get(key) ?? null).toBe(value);
            }
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('can be taken back to the byte where no key or token was in it', () => {
    fc.assert(
      fc.property(document, fc.constantFrom('zh', 'en'), names, (text, language, name) => {
        const read = readAliyunConfig(text);
        if (!read.ok || !read.value.profiles.some((each) => each.name === name)) return;
        const planned = planAliyunEdits(text, [{ profile: name, set: { language } }]);
        if (!planned.ok) return;
        const back = planAliyunEdits(planned.value.text, planned.value.inverse);
        expect(back.ok && plain(back.value.text)).toEqual(plain(text));
      }),
      { numRuns: 1_000 },
    );
  });
});
