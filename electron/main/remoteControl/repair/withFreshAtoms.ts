import type { GlobalState } from '../../globalState/index.ts';
import type { Diagnosis } from '../decide/diagnose.ts';
import { readLocalPairing, type LocalPairing } from '../decide/localPairing.ts';

/**
 * The diagnosis with the atoms of this moment. The page writes atoms while a check or a dialog is open: those belong to
 * the same environment and go with it. Everything else stays as it was judged, and what changed since is caught by
 * what the edits expect.
 */
export function withFreshAtoms(state: Pick<GlobalState, 'read'>, diagnosis: Diagnosis): Diagnosis {
  const local = diagnosis.observation.local.map((judged): LocalPairing => {
    const reading = state.read(judged.file);
    if (reading.kind !== 'read') return judged;
    const now = readLocalPairing(judged.file, reading.value);
    const isSame = now.environment?.environmentId === judged.environment?.environmentId;
    return isSame ? { ...judged, atoms: now.atoms } : judged;
  });
  return { ...diagnosis, observation: { ...diagnosis.observation, local } };
}
