import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/**
 * For mutation testing, which names the folder: only the tests that run the module in their own process, because what is
 * started apart runs the code as it is.
 */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['**/*.test.ts'],
    exclude: ['**/crash.test.ts', '**/protocol/**'],
    globalSetup: [],
    reporters: ['dot'],
  },
});
