import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { electron: fileURLToPath(new URL('cli/electronAbsent.ts', import.meta.url)) } },
  test: {
    include: ['{electron,cli,testing,e2e,renderer,tools,proofs,bench,package}/**/*.test.{ts,tsx}'],
    testTimeout: 20_000,
    // What runs concurrently waits for a process or for the second between two readings.
    maxConcurrency: 10,
    globalSetup: ['testing/setup/buildCommandLine.ts', 'testing/setup/ensureChromium.ts'],
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    server: { deps: { inline: ['electron-store'] } },
  },
});
