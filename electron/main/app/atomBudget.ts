import type { JsonValue } from '../globalState/index.ts';

/** Bounds for what a page may leave in the state file. */
const MAX_ATOMS = 64;
const MAX_BYTES = 64 * 1024;
const BURST = 32;
const PER_SECOND = 8;

/** What the budget looks at. */
export interface AtomBudgetPorts {
  /** The atoms that are stored now. */
  readonly stored: () => unknown;
  /** Whether an atom is one that pages write. */
  readonly counts: (name: string) => boolean;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/**
 * Says whether a page may write an atom: at most 64 atoms of together 64 KiB, and after a burst of 32 writes 8 a second. A page
 * that was taken over would otherwise fill the disk, write by write, each of them valid. What the app itself stored beyond that
 * stays, and may be made smaller.
 */
export function createAtomBudget({ stored, counts, now }: AtomBudgetPorts) {
  let left = BURST;
  let last = now();
  return (name: string, value: JsonValue): boolean => {
    const at = now();
    left = Math.min(BURST, left + ((at - last) / 1000) * PER_SECOND);
    last = at;
    if (left < 1) return false;
    left -= 1;
    return fits(
      atomsOf(stored()).filter(([each]) => counts(each)),
      name,
      sizeOf([name, value]),
    );
  };
}

function fits(atoms: readonly [string, unknown][], name: string, size: number): boolean {
  const before = atoms.find(([each]) => each === name);
  if (before !== undefined && size <= sizeOf(before)) return true;
  const others = atoms.filter(([each]) => each !== name);
  const bytes = others.reduce((sum, each) => sum + sizeOf(each), size);
  return others.length < MAX_ATOMS && bytes <= MAX_BYTES;
}

function atomsOf(stored: unknown): [string, unknown][] {
  return typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
}

function sizeOf([name, value]: readonly [string, unknown]): number {
  return Buffer.byteLength(name) + Buffer.byteLength(JSON.stringify(value) ?? '');
}
