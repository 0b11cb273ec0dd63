import type { GlobalState } from '../../electron/main/globalState/index.ts';
import {
  cut,
  plan,
  withFreshAtoms,
  type Cut,
  type Diagnosis,
} from '../../electron/main/remoteControl/index.ts';

/** The cut of an automatic heal, without the question who else runs: a listing of processes says nothing about our speed. */
export function heal(state: GlobalState, diagnosis: Diagnosis): Promise<Cut> {
  const planned = plan(withFreshAtoms(state, diagnosis), 'automatic');
  return cut(state, diagnosis, planned, { mode: 'automatic', now: Date.now() });
}
