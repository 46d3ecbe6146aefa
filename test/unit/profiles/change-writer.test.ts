import { describe, expect, it } from 'vitest';
import { createHash } from '../../../electron/adapters/hash.ts';
import type { FilePlan } from '../../../electron/core/profiles/change-plan.ts';
import { createChangeWriter } from '../../../electron/core/profiles/change-writer.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { ok } from '../../../shared/model/result.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createFakeSettings } from '../../fakes/fake-settings.ts';
import { MemoryFileStore } from '../../fakes/memory-file-store.ts';
import { confirmed, unconfirmed } from './profile-setup.ts';

const config = '/home/user/.aws/config';
const credentials = '/home/user/.aws/credentials';

function setUp() {
  const files = new MemoryFileStore();
  files.foreignWrite(config, '# mine\n[profile a]\nregion = x\n');
  files.foreignWrite(credentials, '[a]\nregion = y\n');
  const writer = createChangeWriter({
    files,
    settings: createFakeSettings(),
    hash: createHash(),
    clock: createFakeClock(),
  });
  const both: readonly [FilePlan, FilePlan] = [
    {
      file: config,
      kind: 'config',
      plan: () => ok({ edits: [{ section: 'profile a', rename: 'profile b' }] }),
    },
    { file: credentials, kind: 'credentials', plan: () => ok({ edits: [{ section: 'a', rename: 'b' }] }) },
  ];
  const texts = () => [files.textOf(config), files.textOf(credentials)];
  return { files, writer, plan: { files: both, warnings: [] }, texts };
}

describe('a change of two files', () => {
  it('is one preview, and both are written', async () => {
    const { writer, plan, texts } = setUp();
    const preview = await writer.preview(plan);
    if (!preview.ok) throw new Error(preview.error.code);
    expect(preview.value.files.map((one) => one.file)).toEqual([config, credentials]);
    expect(preview.value).toMatchObject({ file: config, diff: preview.value.files[0]?.diff });
    expect(await writer.write(plan, { digest: preview.value.digest, confirmed: false })).toMatchObject({
      ok: true,
    });
    expect(texts()).toEqual(['# mine\n[profile b]\nregion = x\n', '[b]\nregion = y\n']);
  });

  it('that fails at the second leaves the first as it was', async () => {
    const { files, writer, plan, texts } = setUp();
    const before = texts();
    const replace = files.replace.bind(files);
    files.replace = async (path, text, options) =>
      path === credentials
        ? { ok: false, error: appError('config.disk-full') }
        : replace(path, text, options);
    expect([await writer.write(plan, unconfirmed), texts()]).toMatchObject([
      { error: { code: 'config.disk-full' } },
      before,
    ]);
  });

  it.each([config, credentials])('is refused if %s is no longer what was previewed', async (file) => {
    const { files, writer, plan, texts } = setUp();
    const preview = await writer.preview(plan);
    if (!preview.ok) throw new Error(preview.error.code);
    files.foreignWrite(file, `# newer\n${files.textOf(file) ?? ''}`);
    const before = texts();
    expect([
      await writer.write(plan, { digest: preview.value.digest, confirmed: true }),
      texts(),
    ]).toMatchObject([{ error: { code: 'config.changed-on-disk' } }, before]);
  });

  it('with a question in either is refused before the other is written', async () => {
    const { writer, plan, texts } = setUp();
    const before = texts();
    const asking: readonly [FilePlan, FilePlan] = [
      plan.files[0],
      {
        ...plan.files[1],
        plan: () =>
          ok({ edits: [{ section: 'a', rename: 'b' }], asks: [appError('config.foreign-default')] }),
      },
    ];
    const refused = await writer.write({ ...plan, files: asking }, unconfirmed);
    const untouched = texts();
    const done = await writer.write({ ...plan, files: asking }, confirmed);
    expect([refused, untouched, done.ok]).toMatchObject([
      { error: { code: 'config.foreign-default' } },
      before,
      true,
    ]);
  });

  it('names only the files in which something changes', async () => {
    const { files, writer, plan } = setUp();
    files.foreignWrite(credentials, '[other]\nregion = y\n');
    const preview = await writer.preview(plan);
    expect(preview).toMatchObject({ value: { files: [{ file: config }] } });
    expect(await writer.write(plan, unconfirmed)).toMatchObject({
      value: { files: [{ plan: { file: config } }], effect: { files: [{ file: config }] } },
    });
  });
});
