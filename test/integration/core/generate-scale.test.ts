import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { readAwsConfig } from '../../../shared/config-files/aws-config.ts';
import type { ChangePreview } from '../../../shared/model/profile.ts';
import { valueOf } from '../../fakes/core-harness.ts';
import { commentedConfig, openLargeBatch, type LargeBatch } from '../../fixtures/large-batch.ts';

const agreed = (change: ChangePreview) => ({ digest: change.digest, confirmed: true });

describe('2,000 profiles generated into a commented config of 10,000 lines', () => {
  const before = commentedConfig(10_000);
  let batch: LargeBatch;
  let change: ChangePreview;
  beforeAll(async () => {
    batch = await openLargeBatch(100, 20);
    await batch.write(before);
    change = valueOf(await batch.batches.previewGenerate(batch.input, batch.context)).change;
  });
  afterAll(() => batch[Symbol.asyncDispose]());

  it('are exactly the lines that the preview shows, behind a file of which no byte changes', async () => {
    expect(await batch.read()).toBe(before);
    const { profiles } = valueOf(await batch.batches.generate(batch.input, agreed(change), batch.context));
    const after = await batch.read();
    const added = change.diff.filter(({ type }) => type === 'add').map(({ text }) => text);
    expect(change.diff.filter(({ type }) => type === 'remove')).toEqual([]);
    expect(after).toBe(`${before}${added.join('\n')}\n`);
    expect(new Set(profiles.map(({ name }) => name)).size).toBe(2000);
    const read = valueOf(readAwsConfig(after));
    expect(
      profiles.every(({ name }) => read.profiles.get(name)?.values.get('sso_session') === 'my-sso'),
    ).toBe(true);
  });

  it('are one step of undo that is small to keep, and restores every byte', async () => {
    const preview = valueOf(await batch.profiles.previewUndo());
    expect(preview.asks).toEqual([]);
    valueOf(await batch.profiles.undo(agreed(preview)));
    expect(await batch.read()).toBe(before);
    expect((await batch.profiles.all(batch.context)).rows.some(({ managed }) => managed)).toBe(false);
  });

  it('are taken back by a new plan where somebody has written in between, and what they wrote stays', async () => {
    valueOf(await batch.batches.generate(batch.input, { digest: null, confirmed: true }, batch.context));
    const written = await batch.read();
    const theirs = '[profile theirs]\nregion = us-east-1\n';
    await batch.write(`# first\n${written.replace('[profile team-7]\n', `${theirs}[profile team-7]\n`)}`);
    const there = await batch.read();

    const refused = await batch.profiles.undo({ digest: null, confirmed: false });
    const preview = valueOf(await batch.profiles.previewUndo());
    expect([refused, preview.asks, await batch.read()]).toMatchObject([
      { ok: false, error: { code: 'config.undo-changed' } },
      [{ code: 'config.undo-changed' }],
      there,
    ]);
    valueOf(await batch.profiles.undo(agreed(preview)));
    const expected = `# first\n${before.replace('[profile team-7]\n', `${theirs}[profile team-7]\n`)}`;
    const back = await batch.read();
    expect(back.trimEnd()).toBe(expected.trimEnd());
    const removed = preview.diff.filter(({ type }) => type === 'remove').length;
    expect(there.split('\n').length - back.split('\n').length).toBe(removed);
    expect(preview.diff.filter(({ type }) => type === 'add')).toEqual([]);
  });

  it('take time in proportion to their number', async () => {
    await batch.write(before);
    const timeOf = async (search: string | null) => {
      const started = performance.now();
      valueOf(await batch.batches.previewGenerate({ ...batch.input, search }, batch.context));
      return performance.now() - started;
    };
    await timeOf(null);
    // Far more than they take on a slow machine; what grows with the square would need minutes.
    expect(await timeOf(null)).toBeLessThan(10_000);
  });
});
