import { commentedConfig, openLargeBatch } from '../fixtures/large-batch.ts';

const rounds = 5;

export interface GenerateTimes {
  /** Medians, in milliseconds. */
  readonly preview: number;
  readonly write: number;
  readonly undo: number;
}

/** How long 2,000 profiles take that are generated into a commented config of 10,000 lines, and taken back. */
export async function measureGenerate(): Promise<GenerateTimes> {
  const times: GenerateTimes[] = [];
  await using batch = await openLargeBatch(100, 20);
  const { batches, profiles, input, context } = batch;
  for (let round = 0; round <= rounds; round += 1) {
    await batch.write(commentedConfig(10_000));
    const preview = await timed(() => batches.previewGenerate(input, context));
    const write = await timed(() => batches.generate(input, { digest: null, confirmed: true }, context));
    const undo = await timed(() => profiles.undo({ digest: null, confirmed: false }));
    // The first one only warms up.
    if (round > 0) times.push({ preview, write, undo });
  }
  return { preview: median(times, 'preview'), write: median(times, 'write'), undo: median(times, 'undo') };
}

async function timed(run: () => Promise<{ readonly ok: boolean }>): Promise<number> {
  const started = performance.now();
  const outcome = await run();
  if (!outcome.ok) throw new Error('the bench could not generate its profiles');
  return performance.now() - started;
}

function median(times: readonly GenerateTimes[], figure: keyof GenerateTimes): number {
  return times.map((time) => time[figure]).toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
}
