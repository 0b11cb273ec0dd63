import pMap from 'p-map';
import type { ProofResult, Size } from '../result.ts';
import { searchItsWords } from './appServerRun.ts';
import { searchAuthorization } from './authorizationRun.ts';
import { HOMES, searchCommands } from './commandRun.ts';
import { FAULT_SETS } from './faults.ts';
import { checkModes, withoutUmask } from './modes.ts';
import { searchFaulty, searchWholeLife } from './moduleRun.ts';
import type { Searched } from './searched.ts';
import { searchFaultyWindow, searchWindow } from './windowRun.ts';

/** As many as two cores carry: each starts an app-server, some a browser. */
const AT_ONCE = 3;

/**
 * Tokens, keys and pairing codes are where they belong and nowhere else: planted in the sign-in, the state and the
 * service's answers, seen on the wire, and then looked for in all that is said, shown and left behind.
 */
export function prove(size: Size): Promise<ProofResult> {
  return withoutUmask(() => search(size));
}

async function search(size: Size): Promise<ProofResult> {
  const modes = await checkModes();
  const searches: (() => Promise<Searched>)[] = [
    ...HOMES.map((home) => () => searchCommands(home)),
    () => searchWholeLife(),
    () => searchAuthorization(),
    ...FAULT_SETS.slice(0, size === 'full' ? undefined : 1).map((faults) => () => searchItsWords(faults)),
  ];
  const more: (() => Promise<Searched>)[] = [
    ...FAULT_SETS.map((faults) => () => searchFaulty(faults)),
    () => searchWindow(),
    ...FAULT_SETS.map((faults) => () => searchFaultyWindow(faults)),
  ];
  const searched = await pMap(size === 'full' ? [...searches, ...more] : searches, (each) => each(), {
    concurrency: AT_ONCE,
  });
  const found = [...new Set(searched.flatMap((each) => each.found))];
  const sum = (of: (each: Searched) => number) => searched.reduce((total, each) => total + of(each), 0);
  return {
    name: 'secrets',
    counts: {
      secrets: sum(({ secrets }) => secrets),
      'places searched': sum(({ places }) => places),
      found: found.length,
      'files with their modes': modes.files,
      'open to others': modes.failures.length,
    },
    holds: found.length + modes.failures.length === 0,
    failures: [...found, ...modes.failures],
  };
}
