import type { Screen } from '../../shared/screen.ts';

/** Tells, of one screen after another, when a heal happened by itself that nobody has been told of. */
export function createHealWatch(): (screen: Screen) => boolean {
  let told: Screen['outcome'] = null;
  return ({ outcome }) => {
    const isNew = outcome !== told && outcome?.kind === 'repaired' && !outcome.requested;
    told = outcome;
    return isNew;
  };
}
