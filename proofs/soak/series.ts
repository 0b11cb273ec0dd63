import { whatHasGrown, type Bounds } from './judge.ts';
import { orphansOf } from './processes.ts';
import { takeReading, type Places, type Reading } from './reading.ts';

/** Launches one after the other, and what was there after each. */
export interface Series {
  readonly readings: readonly Reading[];
  readonly failures: readonly string[];
}

/** Runs cycles with `places.temporary` as the system's folder for temporary files, and judges them. Ends with the first that throws. */
export async function runSeries(options: {
  /** Every process of a cycle names this folder. */
  readonly folder: string;
  readonly places: Places;
  readonly cycles: number;
  readonly bounds: Bounds;
  readonly run: (number: number) => Promise<void>;
}): Promise<Series> {
  const { folder, places, cycles, bounds, run } = options;
  const readings: Reading[] = [];
  const failures: string[] = [];
  const onWarning = (warning: Error) => {
    if (warning.name === 'MaxListenersExceededWarning') failures.push(warning.message);
  };
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = places.temporary;
  process.on('warning', onWarning);
  try {
    for (let number = 0; number < cycles; number += 1) {
      await run(number);
      readings.push(await takeReading(places, readings.at(-1)));
    }
    failures.push(...whatHasGrown(readings, bounds));
  } catch (error) {
    failures.push(String(error));
  } finally {
    process.off('warning', onWarning);
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  failures.push(...(await orphansOf(folder)));
  return { readings, failures };
}
