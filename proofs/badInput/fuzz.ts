import * as fc from 'fast-check';

/** What fuzzing with bad input came to. */
export interface Fuzzing {
  readonly name: string;
  readonly inputs: number;
  /** The longest that one input took, in milliseconds. */
  readonly longest: number;
  /** One line each, with the smallest input found. */
  readonly failures: readonly string[];
}

/** No input may take longer, in milliseconds; what waits in them waits on a fake clock. */
const INPUT_TIMEOUT_MS = 5000;
/** Shrinking an input that hangs takes that long for each try, in milliseconds. */
const SHRINK_TIMEOUT_MS = 300_000;

/** Gives `runs` inputs to `work`, which resolves to what was lost. One that throws, hangs or loses is shrunk and reported. */
export async function fuzz<T>(
  name: string,
  runs: number,
  given: fc.Arbitrary<T>,
  work: (input: T) => Promise<readonly string[]>,
): Promise<Fuzzing> {
  let longest = 0;
  const property = fc.asyncProperty(given, async (input) => {
    const start = performance.now();
    const losses = await within(INPUT_TIMEOUT_MS, work(input));
    longest = Math.max(longest, performance.now() - start);
    if (losses.length > 0) throw new Error(losses.join('; '));
  });
  const { failed, numRuns, counterexample, errorInstance, seed } = await fc.check(property, {
    numRuns: runs,
    interruptAfterTimeLimit: SHRINK_TIMEOUT_MS,
    markInterruptAsFailure: true,
  });
  const found = `${name}: ${String(errorInstance)} for ${JSON.stringify(counterexample)?.slice(0, 2000)} (seed ${seed})`;
  return { name, inputs: numRuns, longest, failures: failed ? [found] : [] };
}

/** What `work` comes to, or an error after so many milliseconds. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`It hung for ${milliseconds} ms.`)), milliseconds);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
