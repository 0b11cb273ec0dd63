import { readFileSync } from 'node:fs';
import { z } from 'zod';

const vitestSchema = z.looseObject({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numFailedTestSuites: z.int(),
});
const playwrightSchema = z.looseObject({
  stats: z.looseObject({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

/** Adds up what the runners wrote down. A runner that left no report counts as one failure. */
function sum(): { passed: number; failed: number; skipped: number } {
  const unit = read('test-results/vitest.json', vitestSchema);
  const endToEnd = read('test-results/playwright.json', playwrightSchema);
  const missing = [unit, endToEnd].filter((report) => report === null).length;
  const failedFiles = unit !== null && unit.numFailedTests === 0 ? unit.numFailedTestSuites : 0;
  return {
    passed: (unit?.numPassedTests ?? 0) + (endToEnd?.stats.expected ?? 0),
    failed:
      missing +
      failedFiles +
      (unit?.numFailedTests ?? 0) +
      (endToEnd?.stats.unexpected ?? 0) +
      (endToEnd?.stats.flaky ?? 0),
    skipped: (unit?.numPendingTests ?? 0) + (endToEnd?.stats.skipped ?? 0),
  };
}

function read<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

const { passed, failed, skipped } = sum();
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exitCode = 1;
