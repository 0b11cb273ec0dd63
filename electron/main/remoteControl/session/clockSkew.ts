import type { CheckResult } from '../repair/check.ts';
import type { OrElse } from './ownErrors.ts';
import type { Work } from './work.ts';

/** How far this computer's clock is ahead of the service's, in milliseconds; `null`: not known. */
export interface ClockSkew {
  known(this: void): number | null;
  /** A computer without a pairing has asked the service nothing, and so not its time either: it is asked once, where that may be the reason. */
  find(this: void): Promise<number | null>;
}

/** Knows it from the last check. */
export function createClockSkew(work: Pick<Work, 'lastResult' | 'inspect'>, orElse: OrElse): ClockSkew {
  let hasAsked = false;
  let found: number | null = null;
  const known = (): number | null => skewOf(work.lastResult) ?? found;
  return {
    known,
    async find() {
      if (known() === null && !hasAsked) {
        hasAsked = true;
        found = skewOf(await orElse(work.inspect(), 'time', null));
      }
      return known();
    },
  };
}

/** By one check; `null` where that does not say. */
function skewOf(result: CheckResult | null): number | null {
  if (result?.kind !== 'diagnosed') return null;
  return result.diagnosis.observation.readings.at(-1)?.clockSkewMs ?? null;
}
