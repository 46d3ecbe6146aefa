import { readFileSync } from 'node:fs';

import type { AwsValue, AwsValues } from '../../../shared/config-files/aws-config.ts';

/** Loads a file of test/vectors. */
export function readVectors(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../vectors/${name}`, import.meta.url), 'utf8'));
}

/** Maps as plain objects, the shape the vectors have. */
export function plainValues(values: AwsValues): Record<string, unknown> {
  return Object.fromEntries([...values].map(([key, value]) => [key, plainValue(value)]));
}

function plainValue(value: AwsValue): unknown {
  return typeof value === 'string' ? value : Object.fromEntries(value);
}

/** A map of sections as a plain object. */
export function plainSections(sections: ReadonlyMap<string, AwsValues>): Record<string, unknown> {
  return Object.fromEntries([...sections].map(([name, values]) => [name, plainValues(values)]));
}
