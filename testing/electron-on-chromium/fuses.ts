import { readFileSync } from 'node:fs';

/** Where the fuses are in a program (the package `@electron/fuses`, constants.js). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Places behind the sentinel, its version and its length. */
const FUSES = { runAsNode: 0, nodeOptions: 2, inspect: 3, onlyFromAsar: 5 } as const;
const ENABLED = '1'.charCodeAt(0);

/** The fuses that the stand-in obeys. Electron's defaults are all on but the last. */
export type Fuses = Readonly<Record<keyof typeof FUSES, boolean>>;

/** Reads the fuses of a program; throws where it has none. */
export function readFuses(program: string): Fuses {
  const bytes = readFileSync(program);
  const at = bytes.indexOf(SENTINEL);
  if (at < 0) throw new Error(`${program} holds no fuses.`);
  const start = at + SENTINEL.length + 2;
  const isOn = (place: number): boolean => bytes[start + place] === ENABLED;
  return {
    runAsNode: isOn(FUSES.runAsNode),
    nodeOptions: isOn(FUSES.nodeOptions),
    inspect: isOn(FUSES.inspect),
    onlyFromAsar: isOn(FUSES.onlyFromAsar),
  };
}
