import type { InferOutput } from 'valibot';
import type { generatePreview } from '../../../shared/ipc/batch-schemas.ts';

/** What main answers to the question which profiles a generation would make. */
export type BatchPreview = InferOutput<typeof generatePreview>;
