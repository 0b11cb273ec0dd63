import { readLockOwner } from '../../globalState/index.ts';
import type { Need, RunningProgram } from './contract.ts';
import { findRunningProgram } from './decide.ts';
import { folderIdentity } from './folderIdentity.ts';
import { listProcesses } from './list.ts';
import { isLockedOnWindows, singletonHolders } from './singletonLock.ts';

export type { Need, RunningProgram } from './contract.ts';

/**
 * Who else works on this `CODEX_HOME` now and would undo a repair, or `null`: our own app by its lock, the desktop app by its
 * processes and its own single-instance lock, and where `need` is `full` an app-server. Reads only, and never throws: where
 * the system doesn't say what runs, the answer is `unlisted`.
 */
export async function whoElseRuns(folder: string, need: Need): Promise<RunningProgram | null> {
  const owner = readLockOwner(folder);
  if (owner?.role === 'app' && owner.pid !== process.pid) {
    return { kind: 'our-app', name: 'Mobile Setup', pid: owner.pid };
  }
  const found = findRunningProgram(await listProcesses(), {
    folder: folderIdentity(folder),
    need,
    ownPid: process.pid,
    lockHolders: singletonHolders(folder, process.env),
  });
  return (
    found ??
    (isLockedOnWindows(process.env) ? { kind: 'desktop-app', name: 'Codex Desktop', pid: null } : null)
  );
}
