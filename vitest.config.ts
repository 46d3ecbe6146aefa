import { defineConfig } from 'vitest/config';

/** One project a layer (test/<layer>); `build/scripts/test.mjs` decides which of them this machine can run. */
export default defineConfig({
  test: {
    // Nothing is written into node_modules: the tests may run as a user that cannot.
    cache: false,
    // A wait ends as soon as its condition holds; this is only when it gives up, on a machine as slow as may be.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 20_000 } },
      { test: { name: 'property', include: ['test/property/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'contract', include: ['test/contract/**/*.test.ts'], testTimeout: 20_000 } },
      {
        test: {
          name: 'component',
          include: ['test/component/**/*.test.tsx'],
          environment: 'jsdom',
          testTimeout: 20_000,
        },
      },
      {
        test: { name: 'integration', include: ['test/integration/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        test: {
          name: 'e2e-web',
          include: ['test/e2e-web/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
