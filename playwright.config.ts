import { defineConfig } from '@playwright/test';
import { TIME_LIMIT_MS } from './testing/timeLimit.ts';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  globalSetup: './e2e/globalSetup.ts',
  outputDir: 'test-results/e2e',
  // For a machine that is busy with other work: every wait ends by an event, so no limit is a test of speed.
  timeout: 300_000,
  expect: { timeout: TIME_LIMIT_MS },
  // Each test starts a browser and an app-server of its own; two cores carry two of them.
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
});
