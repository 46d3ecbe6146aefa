import { describe, expect, it } from 'vitest';
import { createClipboard } from '../../../electron/adapters/concealing-clipboard.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';

class FakeItem {
  readonly items: Record<string, string | Blob>;
  constructor(items: Record<string, string | Blob>) {
    this.items = items;
  }
}

function setUp(platform: string, isNew = true) {
  const texts: string[] = [];
  const items: FakeItem[] = [];
  const clipboard = createClipboard({
    platform,
    log: createFakeLog(),
    Item: isNew ? FakeItem : undefined,
    api: {
      readText: () => (isNew ? Promise.resolve('copied elsewhere') : 'copied elsewhere'),
      writeText: (text) => void texts.push(text),
      ...(isNew
        ? { write: async (given: readonly unknown[]) => void items.push(...(given as FakeItem[])) }
        : {}),
    },
  });
  return { clipboard, texts, items };
}

const raw = (name: string) => `electron application/osclipboard;format="${name}"`;

async function readable(items: Record<string, string | Blob> | undefined): Promise<Record<string, unknown>> {
  const entries = Object.entries(items ?? {}).map(async ([format, value]) => [
    format,
    typeof value === 'string' ? value : [...new Uint8Array(await value.arrayBuffer())],
  ]);
  return Object.fromEntries(await Promise.all(entries)) as Record<string, unknown>;
}

describe('the clipboard (R-23)', () => {
  it.each([
    ['linux', { [raw('x-kde-passwordManagerHint')]: 'secret' }],
    ['darwin', { [raw('org.nspasteboard.ConcealedType')]: '', [raw('org.nspasteboard.TransientType')]: '' }],
    [
      'win32',
      {
        [raw('ExcludeClipboardContentFromMonitorProcessing')]: [0, 0, 0, 0],
        [raw('CanIncludeInClipboardHistory')]: [0, 0, 0, 0],
        [raw('CanUploadToCloudClipboard')]: [0, 0, 0, 0],
      },
    ],
  ])('on %s sensitive text goes with what histories look for, in one write', async (platform, formats) => {
    const { clipboard, texts, items } = setUp(platform);
    const result = await clipboard.write('secret text', { sensitive: true });
    expect([result.ok, texts, items.length, await readable(items[0]?.items)]).toEqual([
      true,
      [],
      1,
      { 'text/plain': 'secret text', ...formats },
    ]);
  });

  it('ordinary text goes alone', async () => {
    const { clipboard, texts, items } = setUp('linux');
    await clipboard.write('aws s3 ls', { sensitive: false });
    expect([texts, items]).toEqual([['aws s3 ls'], []]);
  });

  it('where no format can go along, the text goes alone', async () => {
    const { clipboard, texts } = setUp('linux', false);
    expect([await clipboard.write('secret text', { sensitive: true }), texts]).toEqual([
      { ok: true, value: undefined },
      ['secret text'],
    ]);
  });

  it.each([
    ['of Electron 44 and later', true, ['selection.clear()']],
    ['of earlier ones', false, ["clear('selection')"]],
  ])(
    'the API %s is asked to take sensitive text off the primary selection of X11 (R-25)',
    async (_, isNew, asked) => {
      const calls: string[] = [];
      const clear = (type?: string) => void calls.push(`clear(${type === undefined ? '' : `'${type}'`})`);
      const create = (platform: string) =>
        createClipboard({
          platform,
          log: createFakeLog(),
          Item: isNew ? FakeItem : undefined,
          api: {
            readText: () => '',
            writeText: () => undefined,
            clear,
            ...(isNew
              ? {
                  write: () => Promise.resolve(),
                  ...(platform === 'linux'
                    ? { selection: { clear: () => void calls.push('selection.clear()') } }
                    : {}),
                }
              : {}),
          },
        });
      await create('linux').write('aws s3 ls', { sensitive: false });
      await create('win32').write('secret text', { sensitive: true });
      expect(calls).toEqual([]);
      await create('linux').write('secret text', { sensitive: true });
      expect(calls).toEqual(asked);
    },
  );

  it.each([true, false])(
    'text that is there is read (the API of Electron 44 and later: %s)',
    async (isNew) => {
      const { clipboard } = setUp('linux', isNew);
      expect(await clipboard.read()).toEqual({ ok: true, value: 'copied elsewhere' });
    },
  );

  it('a clipboard that cannot be read is an error by code', async () => {
    const clipboard = createClipboard({
      platform: 'linux',
      log: createFakeLog(),
      Item: undefined,
      api: { readText: () => Promise.reject(new Error('cannot read')), writeText: () => undefined },
    });
    expect(await clipboard.read()).toEqual({ ok: false, error: { code: 'clipboard.unavailable' } });
  });

  it('a failing clipboard is an error by code, and the text stays out of the log', async () => {
    const log = createFakeLog();
    const clipboard = createClipboard({
      platform: 'linux',
      log,
      Item: undefined,
      api: {
        readText: () => Promise.reject(new Error('cannot read')),
        writeText: (text) => Promise.reject(new Error(`cannot write ${text}`)),
      },
    });
    expect([await clipboard.write('canary-secret', { sensitive: true }), log.entries]).toEqual([
      { ok: false, error: { code: 'clipboard.unavailable' } },
      [{ level: 'error', event: 'clipboard.failed', fields: { cause: 'Error' } }],
    ]);
  });
});
