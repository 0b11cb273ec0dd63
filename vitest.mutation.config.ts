import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/**
 * For mutation testing, which names the folder: the tests of the module itself. Left out is the one that kills a commit at each
 * of its changes of the disk, because it starts some twenty processes for every mutant.
 */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['**/*.test.ts'],
    exclude: ['**/crash.test.ts', '**/protocol/**'],
    globalSetup: [],
    setupFiles: ['vitest.mutation.setup.ts'],
    reporters: ['dot'],
  },
});
