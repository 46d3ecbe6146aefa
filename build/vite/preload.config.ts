import { defineConfig } from 'vite';
import { inProject } from '../scripts/lib/paths.mjs';

/** The preload script: one CommonJS file, as a sandboxed renderer demands. */
export default defineConfig({
  root: inProject(),
  mode: 'production',
  publicDir: false,
  build: {
    outDir: inProject('.vite/build'),
    emptyOutDir: false,
    target: 'chrome140',
    minify: true,
    sourcemap: false,
    copyPublicDir: false,
    reportCompressedSize: false,
    modulePreload: false,
    rolldownOptions: {
      input: inProject('electron/preload.ts'),
      external: ['electron', 'electron/renderer'],
      output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
    },
  },
});
