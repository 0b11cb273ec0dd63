import type { View } from '../electron/shared/screen.ts';

/** One value that the page asks main to remember. */
export interface Atom {
  readonly name: 'codex-mobile-setup-dialog-step';
  readonly value: 'waiting' | 'connected';
}

/**
 * What to remember of a view, in the words of the app this one is modelled on. Only steps that a person has really reached: a
 * start that finds all well, cannot tell, or was undone leaves the state file as it is.
 */
export function atomOf({ kind }: View): Atom | null {
  if (kind === 'pairing') return { name: 'codex-mobile-setup-dialog-step', value: 'waiting' };
  if (kind === 'connected') return { name: 'codex-mobile-setup-dialog-step', value: 'connected' };
  return null;
}
