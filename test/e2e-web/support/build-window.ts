import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, mergeConfig } from 'vite';
import rendererConfig from '../../../build/vite/renderer.config.ts';

/** Builds the window as it ships, into a folder of its own. */
export async function buildWindow(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'latchkey-window-'));
  await build(mergeConfig(rendererConfig, { configFile: false, logLevel: 'error', build: { outDir } }));
  return outDir;
}

/** Builds the fakes into one script that a page can be given before its own: it sets `windowFakes`. */
export async function buildFakes(): Promise<string> {
  const outcome = await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, 'scenarios.ts'), formats: ['iife'], name: 'windowFakes' },
    },
  });
  const outputs = Array.isArray(outcome) ? outcome : [outcome];
  for (const one of outputs) {
    const chunk = 'output' in one ? one.output[0] : undefined;
    if (chunk !== undefined) return chunk.code;
  }
  throw new Error('the fakes were not built');
}
