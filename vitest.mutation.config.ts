import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** For mutation testing: only the tests that run the module in their own process, for what is started apart is not mutated. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['electron/main/{globalState,remoteControl}/**/*.test.ts'],
    reporters: ['dot'],
  },
});
