import type { View } from '../electron/shared/screen.ts';

/** Where the setup is, in the words of the stored atom. */
export type SetupStep = 'initial' | 'waiting' | 'connected' | 'dismiss';

/** One value that the page asks main to remember. */
export interface Atom {
  readonly name: 'codex-mobile-setup-dialog-step' | 'remote-control-setup-last-opened';
  readonly value: string | number;
}

/** How far the page has got, and what it has to write because of it. */
export interface Progress {
  readonly step: SetupStep | null;
  readonly atoms: readonly Atom[];
}

const STEPS: Readonly<Record<View['kind'], SetupStep>> = {
  checking: 'initial',
  preparing: 'initial',
  repairing: 'initial',
  pairing: 'waiting',
  connected: 'connected',
  restored: 'dismiss',
  problem: 'dismiss',
};

/**
 * What to remember when `view` follows the step before (`null`: none yet). The setup begins with the first pairing code; until
 * then nothing is written, so that a start which finds all well, or cannot tell, leaves the state file as it is.
 * `now` is in Unix milliseconds.
 */
export function advance(before: SetupStep | null, view: View, now: number): Progress {
  const step = STEPS[view.kind];
  if (step === before || (before === null && step !== 'waiting')) return { step: before, atoms: [] };
  const atom: Atom = { name: 'codex-mobile-setup-dialog-step', value: step };
  return {
    step,
    atoms: before === null ? [{ name: 'remote-control-setup-last-opened', value: now }, atom] : [atom],
  };
}
