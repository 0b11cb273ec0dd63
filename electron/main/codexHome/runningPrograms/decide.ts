import type { Listing, LockHolder, Need, RunningProcess, RunningProgram } from './contract.ts';
import { desktopName, isAppServer } from './names.ts';

/** What a decision needs to know beside the listing. */
interface Question {
  /** The folder that is to be repaired, as `folderIdentity` names it. */
  readonly folder: string;
  readonly need: Need;
  /** Our own process: it and what it started are not "else". */
  readonly ownPid: number;
  /** What holds the desktop app's single-instance lock. */
  readonly lockHolders: readonly LockHolder[];
}

/**
 * The program of a listing that stands in the way, or `null`. Pure. A process whose folder can't be seen, by itself or by
 * the process that started it, may work on this folder as on any other, and counts. A listing without our own process
 * can't be believed.
 */
export function findRunningProgram(listing: Listing, question: Question): RunningProgram | null {
  const { folder, need, ownPid, lockHolders } = question;
  const processes = listing.kind === 'listed' ? listing.processes : [];
  const byPid = new Map(processes.map((running) => [running.pid, running]));
  const isHere = (running: RunningProcess) => [null, folder].includes(folderOf(running, byPid));
  // The name is asked for first: of most processes it is all that has to be known.
  const others = (isWanted: (running: RunningProcess) => boolean) =>
    processes.filter(
      (running) => isWanted(running) && !descendsFrom(running, ownPid, byPid) && isHere(running),
    );

  const app = others((running) => desktopName(running) !== null);
  // Its first process rather than a helper of it: that is the one to quit.
  const first = app.find(({ parent }) => app.every(({ pid }) => pid !== parent)) ?? app[0];
  if (first !== undefined) {
    return { kind: 'desktop-app', name: desktopName(first) ?? '', pid: first.pid };
  }
  const holder = lockHolders.find((at) => {
    const running = at === 'another-computer' ? undefined : byPid.get(at);
    return at !== ownPid && (running === undefined || isHere(running));
  });
  if (holder !== undefined) {
    return { kind: 'desktop-app', name: 'Codex Desktop', pid: holder === 'another-computer' ? null : holder };
  }
  if (!byPid.has(ownPid)) return { kind: 'unlisted', name: '', pid: null };
  const [server] = need === 'full' ? others(isAppServer) : [];
  return server === undefined ? null : { kind: 'app-server', name: 'codex app-server', pid: server.pid };
}

/** A sandboxed helper hides its environment; the part of the app that started it tells. */
function folderOf(running: RunningProcess, byPid: ReadonlyMap<number, RunningProcess>): string | null {
  const [, ...parents] = lineOf(running, byPid);
  const end = parents.findIndex((parent) => desktopName(parent) === null);
  const family = [running, ...(end === -1 ? parents : parents.slice(0, end))];
  return family.find(({ folder }) => folder !== null)?.folder ?? null;
}

function descendsFrom(
  running: RunningProcess,
  ancestor: number,
  byPid: ReadonlyMap<number, RunningProcess>,
): boolean {
  return lineOf(running, byPid).some(({ pid }) => pid === ancestor);
}

/** A process, its parent, and so on. Parents that recycled pids make a circle of end it. */
function lineOf(
  running: RunningProcess,
  byPid: ReadonlyMap<number, RunningProcess>,
): readonly RunningProcess[] {
  const line = new Set<RunningProcess>();
  for (let at: RunningProcess | undefined = running; at !== undefined && !line.has(at);) {
    line.add(at);
    at = at.parent === null ? undefined : byPid.get(at.parent);
  }
  return [...line];
}
