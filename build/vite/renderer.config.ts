import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { inProject } from '../scripts/lib/paths.mjs';

/**
 * The window. `outDir` is absolute: with a root of its own, a relative one would land in `renderer/.vite` and be missing
 * from the package. Nothing is inlined, since the content policy allows only files of the bundle itself.
 */
export default defineConfig({
  root: inProject('renderer'),
  mode: 'production',
  base: './',
  plugins: [react()],
  build: {
    outDir: inProject('.vite/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    minify: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
  },
});
