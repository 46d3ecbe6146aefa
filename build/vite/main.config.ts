import { builtinModules } from 'node:module';
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { inProject } from '../scripts/lib/paths.mjs';

const packageJson = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as {
  devDependencies: { electron: string };
};

/**
 * The main process: one CommonJS entry beside chunks for what is imported lazily, so that it stays out of the start
 * path. Everything is bundled but Electron itself and keytar, which loads its own native code.
 */
export default defineConfig({
  root: inProject(),
  mode: 'production',
  publicDir: false,
  resolve: { conditions: ['node', 'import', 'module', 'default'], mainFields: ['module', 'main'] },
  define: {
    // Main compares it with `process.versions.electron`: another Electron than the pinned one is the fallback.
    __LATCHKEY_ELECTRON_VERSION__: JSON.stringify(packageJson.devDependencies.electron),
    'process.env.NODE_ENV': '"production"',
  },
  build: {
    outDir: inProject('.vite/build'),
    emptyOutDir: false,
    target: 'node24',
    minify: true,
    sourcemap: false,
    copyPublicDir: false,
    reportCompressedSize: false,
    modulePreload: false,
    lib: { entry: inProject('electron/main.ts'), formats: ['cjs'], fileName: () => 'main.cjs' },
    rolldownOptions: {
      external: [
        'electron',
        /^electron\//,
        'keytar',
        ...builtinModules.filter((name) => !name.startsWith('_')),
        /^node:/,
      ],
      // Nobody imports the entry; this lets chunks be cut as said below.
      preserveEntrySignatures: false,
      output: {
        chunkFileNames: 'main-[name]-[hash].cjs',
        codeSplitting: {
          // Left alone, the bundler puts its own helpers, which every chunk requires, into the chunk of electron-store;
          // the start would then load that library and its validator, 25 ms for nothing.
          includeDependenciesRecursively: false,
          groups: [
            { name: 'settings-store', test: /node_modules[\\/](?!(?:valibot|i18next|commander)[\\/])/ },
          ],
        },
      },
    },
  },
});
