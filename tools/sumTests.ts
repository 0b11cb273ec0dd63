import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

const vitestSchema = z.looseObject({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  testResults: z.array(
    z.looseObject({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.looseObject({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});
const suiteSchema = z.looseObject({
  file: z.string(),
  specs: z.array(
    z.looseObject({
      title: z.string(),
      tests: z.array(
        z.looseObject({
          status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
          results: z.array(z.looseObject({ errors: z.array(z.looseObject({ message: z.string() })) })),
        }),
      ),
    }),
  ),
  get suites() {
    return z.optional(z.array(suiteSchema));
  },
});
const playwrightSchema = z.looseObject({
  suites: z.array(suiteSchema),
  errors: z.array(z.looseObject({ message: z.string() })),
  stats: z.looseObject({ expected: z.int(), skipped: z.int() }),
});

interface Sum {
  readonly passed: number;
  readonly skipped: number;
  /** One text for each failure: where, and the first lines of why. */
  readonly failures: readonly string[];
}

function sumOfVitest(report: z.infer<typeof vitestSchema>): Sum {
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // A file that could not be loaded has no test that failed.
    if (failed.length === 0 && status === 'failed') return [failure(name, message)];
    return failed.map(({ fullName, failureMessages }) =>
      failure(`${name} › ${fullName}`, ...failureMessages),
    );
  });
  return { passed: report.numPassedTests, skipped: report.numPendingTests, failures };
}

function sumOfPlaywright({ suites, errors, stats }: z.infer<typeof playwrightSchema>): Sum {
  const failures = [
    ...suites.flatMap(failuresOfSuite),
    ...errors.map(({ message }) => failure('outside the tests', message)),
  ];
  return { passed: stats.expected, skipped: stats.skipped, failures };
}

function failuresOfSuite({ file, specs, suites = [] }: z.infer<typeof suiteSchema>): string[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) =>
        failure(
          `${file} › ${title}`,
          ...results.flatMap(({ errors }) => errors.map((error) => error.message)),
        ),
      ),
  );
  return [...own, ...suites.flatMap(failuresOfSuite)];
}

function failure(where: string, ...messages: readonly string[]): string {
  const lines = stripVTControlCharacters(messages.join('\n')).split('\n').slice(0, 12);
  return [`✘ ${where.replace(`${process.cwd()}/`, '')}`, ...lines.map((line) => `    ${line}`)].join('\n');
}

/** What a runner wrote down. A runner that left no report counts as one failure. */
function read<T>(path: string, schema: z.ZodType<T>, sum: (report: T) => Sum): Sum {
  try {
    return sum(schema.parse(JSON.parse(readFileSync(path, 'utf8'))));
  } catch (error) {
    return { passed: 0, skipped: 0, failures: [failure(path, String(error))] };
  }
}

const sums = [
  read('test-results/vitest.json', vitestSchema, sumOfVitest),
  read('test-results/playwright.json', playwrightSchema, sumOfPlaywright),
];
const failures = sums.flatMap((sum) => sum.failures);
const [passed, skipped] = [total(({ passed: each }) => each), total(({ skipped: each }) => each)];

function total(of: (sum: Sum) => number): number {
  return sums.reduce((before, sum) => before + of(sum), 0);
}

for (const each of failures) console.log(`${each}\n`);
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failures.length} failed`);
if (failures.length > 0 || passed === 0) process.exitCode = 1;
