/**
 * Mutation testing of the state's owner and of the module (docs/proofs.md, "Each guard earns its place").
 * `MUTATE=globalState npm run mutate` or `MUTATE=remoteControl npm run mutate` takes one folder with its own tests, which is
 * the quick way; without `MUTATE` both folders are mutated, and the tests of both have to find out.
 */
const folder = process.env['MUTATE'] ?? '';
const name = folder === '' ? 'both' : folder;

export default {
  testRunner: 'vitest',
  // None: Node strips the types, and no type check takes part.
  tsconfigFile: 'none.json',
  vitest: { configFile: 'vitest.mutation.config.ts', related: true, dir: `electron/main/${folder}` },
  mutate: [
    `electron/main/${folder === '' ? '{globalState,remoteControl}' : folder}/**/*.ts`,
    '!**/*.test.ts',
    // Each of their mutants would start the real app-server several times over.
    '!electron/main/remoteControl/appServer/{start,child}.ts',
    // Generated.
    '!electron/main/remoteControl/appServer/protocol/**',
  ],
  ignorePatterns: [
    '/.stryker-tmp*',
    '/docs/images',
    '/test-results',
    '/demo-output',
    '/reports',
    '/.vite',
    '/dist',
    '/out',
  ],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 8000,
  incremental: true,
  incrementalFile: `reports/stryker-${name}.json`,
  reporters: ['clear-text', 'progress', 'json', 'html'],
  clearTextReporter: { logTests: false },
  jsonReporter: { fileName: `reports/mutation/${name}.json` },
  htmlReporter: { fileName: `reports/mutation/${name}.html` },
  thresholds: { high: 95, low: 90, break: 90 },
  tempDirName: '.stryker-tmp',
};
