import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readAliyunConfig } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import { planAliyunEdits, type AliyunEdit } from '../../../shared/config-files/aliyun/aliyun-edits.ts';

interface Step {
  readonly argv: readonly string[];
  readonly exitCode: number;
}
interface FileCase {
  readonly name: string;
  readonly why: string;
  readonly steps: readonly Step[];
  readonly before?: string;
  readonly file: string;
}
interface OddInput {
  readonly name: string;
  readonly file?: string;
  readonly list: {
    readonly stderrFirstLine: string;
    readonly rows: readonly {
      readonly profile: string;
      readonly region: string;
      readonly language: string;
    }[];
  };
}
const vectors = JSON.parse(
  readFileSync(new URL('../../vectors/aliyun-config.json', import.meta.url), 'utf8'),
) as { readonly files: readonly FileCase[]; readonly oddInputs: readonly OddInput[] };

/** Where we do better than the CLI on purpose, or it does more than what was asked for. */
const elsewhere: Readonly<Record<string, string>> = {
  'delete-last': 'leaves a list with which the CLI refuses every command',
  'after-delete-last': 'no change',
  'rewrite-drops-unknown': 'loses keys that it does not know',
  'rewrite-crlf-0644': 'changes every line end',
  'switch-unknown': 'refused',
  'delete-unknown': 'refused',
};

const flags: Readonly<Record<string, string>> = {
  '--mode': 'mode',
  '--access-key-id': 'access_key_id',
  '--access-key-secret': 'access_key_secret',
  '--sts-token': 'sts_token',
  '--region': 'region_id',
  '--oauth-site-type': 'oauth_site_type',
  '--process-command': 'process_command',
  '--language': 'language',
};

/** What we would do for the same command of the CLI. */
function editsOf(step: Step, after: string): AliyunEdit[] {
  const [, verb, ...rest] = step.argv;
  const given = rest.flatMap((word, index): [string, string][] =>
    word.startsWith('--') ? [[word, rest[index + 1] ?? '']] : [],
  );
  const options = new Map(given);
  const profile = options.get('--profile') ?? '';
  if (verb === 'switch') return [{ current: profile }];
  if (verb === 'delete') return [{ profile, remove: true }];
  if (verb !== 'set') return signInOf(after);
  const set = Object.fromEntries(
    [...options].flatMap(([flag, value]) => (flags[flag] === undefined ? [] : [[flags[flag], value]])),
  );
  const language = readAliyunConfig(after);
  const written = language.ok ? language.value.profiles.find((each) => each.name === profile) : undefined;
  return [
    {
      profile,
      set: {
        ...set,
        output_format: 'json',
        language: written?.values.get('language') ?? 'en',
        site: 'china',
      },
    },
    { current: profile },
  ];
}

/** A sign-in or a refresh: what came from the servers is in the file that the CLI left. */
function signInOf(after: string): AliyunEdit[] {
  const read = readAliyunConfig(after);
  if (!read.ok) throw new Error('a vector that cannot be read');
  const profile = read.value.profiles.find((each) => each.name === read.value.current);
  const { name: _name, ...set } = Object.fromEntries(profile?.values ?? []);
  return [{ profile: read.value.current, set }, { current: read.value.current }];
}

describe('what is written into config.json', () => {
  const comparable = vectors.files.filter(({ name }) => elsewhere[name] === undefined);

  it.each(comparable)(
    'is what the CLI writes, byte for byte: $name ($why)',
    ({ before, steps, file, name }) => {
      let text: string | null = before ?? null;
      for (const step of steps) {
        const planned = planAliyunEdits(text, editsOf(step, file));
        if (!planned.ok) throw new Error(JSON.stringify(planned.error));
        text = planned.value.text;
      }
      // The placeholder takes its language from the locale of whoever begins the file.
      expect(text).toBe(name === 'zh-locale' ? file.replace('"language": "zh"', '"language": "en"') : file);
    },
  );

  it.each(vectors.files.filter(({ name }) => ['switch-unknown', 'delete-unknown'].includes(name)))(
    'is nothing where the profile is not there: $name',
    ({ before, steps, file }) => {
      const planned = planAliyunEdits(before ?? null, editsOf(steps[0] ?? { argv: [], exitCode: 0 }, file));
      expect(planned).toMatchObject({ ok: false, error: { code: 'input.profile-unknown' } });
    },
  );

  it('is never a list without a profile, nor an unknown current one', () => {
    const only = planAliyunEdits(null, [
      { profile: 'a', set: { mode: 'AK' } },
      { current: 'a' },
      { profile: 'default', remove: true },
    ]);
    const none = only.ok ? planAliyunEdits(only.value.text, [{ profile: 'a', remove: true }]) : only;
    expect(none.ok && readAliyunConfig(none.value.text)).toMatchObject({
      value: { current: 'default', problem: null, profiles: [{ name: 'default' }] },
    });
  });

  it.each([
    ['an empty region', { region_id: '' }],
    ['a region with a space', { region_id: 'cn hangzhou' }],
    ['a time that is no whole number', { sts_expiration: 1.5 }],
    ['a time as text', { sts_expiration: '1' }],
    ['a key that the CLI does not know', { x_extra: 'x' }],
    ['a mode that is no text', { mode: 1 }],
  ])('is not %s', (_, set) => {
    expect(planAliyunEdits(null, [{ profile: 'a', set }])).toMatchObject({
      ok: false,
      error: { code: 'input.value-invalid' },
    });
  });

  it('keeps what it does not know, in a layout of its own', () => {
    const { before = '' } = vectors.files.find(({ name }) => name === 'rewrite-drops-unknown') ?? {};
    const planned = planAliyunEdits(before, [
      { current: 'u' },
      { profile: 'a', set: { sts_token: 'new', sts_region: 'cn-beijing' } },
    ]);
    expect(planned.ok && planned.value.text).toBe(
      before
        .replace('"current": "a"', '"current": "u"')
        .replace('"sts_token": "t",', '"sts_token": "new",\n            "sts_region": "cn-beijing",'),
    );
  });

  it('keeps line ends and one-line layout', () => {
    const { before = '' } = vectors.files.find(({ name }) => name === 'rewrite-crlf-0644') ?? {};
    const planned = planAliyunEdits(before, [{ profile: 'a', set: { language: null } }]);
    expect(planned.ok && planned.value.text).toBe(before.replace(/,[^,]*"language": "en"/, ''));
  });

  it('spells a key as every reader does, and leaves it there once', () => {
    const odd = '{"current":"a","profiles":[{"name":"a","MODE":"AK","Mode":"StsToken","region_id":"x"}]}';
    const planned = planAliyunEdits(odd, [{ profile: 'a', set: { mode: 'OAuth' } }]);
    expect(planned.ok && planned.value.text).toBe(
      '{"current":"a","profiles":[{"name":"a","mode":"OAuth","region_id":"x"}]}',
    );
  });

  it('repairs a current profile that is not there by naming one, and is refused otherwise', () => {
    const odd = '{"current":"gone","profiles":[{"name":"a","mode":"AK"}]}';
    expect([
      planAliyunEdits(odd, [{ profile: 'a', set: { language: 'en' } }]),
      planAliyunEdits(odd, [{ current: 'a' }]),
    ]).toMatchObject([
      { ok: false, error: { code: 'config.file-broken', params: { reason: 'current-unknown' } } },
      { ok: true, value: { text: '{"current":"a","profiles":[{"name":"a","mode":"AK"}]}' } },
    ]);
  });
});

describe('taking a change back', () => {
  const text = vectors.files.find(({ name }) => name === 'delete-current')?.before ?? '';

  it('never brings back a key or a token', () => {
    const planned = planAliyunEdits(text, [{ profile: 'StsProfile', remove: true }]);
    expect(JSON.stringify(planned.ok && planned.value.inverse)).not.toMatch(/CAIS|n3w|STS\.New/);
  });

  it('puts a profile back in its place, current again, without its keys', () => {
    const planned = planAliyunEdits(text, [{ profile: 'StsProfile', remove: true }]);
    const back = planned.ok ? planAliyunEdits(planned.value.text, planned.value.inverse) : planned;
    const keys = /^\t{3}"(?:access_key_id|access_key_secret|sts_token)": .*\n/gm;
    const [head = '', profile = '', tail = ''] = text.split(/(?<=StsProfile",\n)(\t\t\t"mode[^}]*)/);
    expect(back.ok && back.value.text).toBe(head + profile.replace(keys, '') + tail);
  });

  it('restores every byte where no key or token was touched', () => {
    const edits: AliyunEdit[] = [
      { profile: 'Second', set: { region_id: 'cn-beijing', endpoint: 'x.example', language: null } },
      { current: 'Second' },
      { profile: 'new', set: { mode: 'External', process_command: 'x', region_id: 'cn-beijing' } },
    ];
    const planned = planAliyunEdits(text, edits);
    const back = planned.ok ? planAliyunEdits(planned.value.text, planned.value.inverse) : planned;
    expect(back.ok && back.value.text).toBe(text);
  });
});

describe('reading config.json', () => {
  const readable = vectors.oddInputs.filter(
    (each): each is OddInput & { file: string } => each.file !== undefined,
  );

  it.each(readable)('comes to what the CLI comes to: $name', ({ file, list }) => {
    const read = readAliyunConfig(file);
    const fails = list.stderrFirstLine.startsWith('ERROR: load current configuration failed');
    expect(read.ok && read.value.problem === null).toBe(!fails);
    if (read.ok && !fails) {
      const { current, profiles } = read.value;
      const seen = profiles.map((profile) => ({
        profile: `${profile.name}${profile.name === current ? ' *' : ''}`.trim(),
        region: profile.values.get('region_id') ?? '',
        language: profile.values.get('language') ?? '',
      }));
      expect(seen).toEqual(list.rows.map(({ profile, region, language }) => ({ profile, region, language })));
    }
  });

  it('names the line at which it breaks', () => {
    const { file } = readable.find(({ name }) => name === 'trailing-comma') ?? { file: '' };
    const read = readAliyunConfig(file);
    const line = read.ok ? 0 : Number(read.error.params?.['line']);
    expect(file.split('\n')[line - 1]).toMatch(/^\s*\}/);
  });
});
