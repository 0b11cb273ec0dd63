import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MAIN_FILE } from '../../electron/main/globalState/index.ts';
import { until } from '../harness/until.ts';

/** What is there after a quit. */
export interface Reading {
  /** What has to stay as it is, by what it is. */
  readonly counts: Readonly<Record<string, number>>;
  /** Moments of which there is a backup. */
  readonly backups: number;
  /** Bytes of the state file. */
  readonly stateBytes: number;
  /** Bytes that this process cannot give back: the heap and what hangs on it, after a collection. */
  readonly memory: number;
}

/** Where to look. */
export interface Places {
  readonly codexHome: string;
  readonly temporary: string;
}

/** A socket or a pipe may take so long to be taken down after both ends are closed, in milliseconds. */
const SETTLE_TIMEOUT_MS = 300;

/** Reads once nothing is more than in the reading before, or when waiting has not helped. */
export async function takeReading(places: Places, before: Reading | undefined): Promise<Reading> {
  await until(() => before === undefined || isNoMore(countAll(places), before.counts), SETTLE_TIMEOUT_MS);
  const counts = countAll(places);
  collectGarbage();
  // What a finalizer lets go of is there until the next collection.
  await nextTurn();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return {
    counts,
    backups: backupsIn(places.codexHome),
    stateBytes: statSync(join(places.codexHome, MAIN_FILE)).size,
    memory: heapUsed + external,
  };
}

function isNoMore(counts: Reading['counts'], before: Reading['counts']): boolean {
  return Object.entries(counts).every(([what, count]) => count <= (before[what] ?? 0));
}

function countAll({ codexHome, temporary }: Places): Record<string, number> {
  const counts: Record<string, number> = {
    'file descriptors': readdirSync('/proc/self/fd').length,
    'temporary files': namesBelow(temporary).length,
    'files in CODEX_HOME': namesBelow(codexHome).filter((name) => !isPassing(name)).length,
  };
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Backups have a bound of their own; and a database of the app-server's has its journal beside it or not, as its end went. */
function isPassing(name: string): boolean {
  return backupStamp(name) !== undefined || /\.sqlite-(?:shm|wal)$/.test(name);
}

function namesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}

function backupsIn(codexHome: string): number {
  return new Set(namesBelow(codexHome).flatMap((name) => backupStamp(name) ?? [])).size;
}

function backupStamp(name: string): string | undefined {
  return /\.mobile-pairing-backup\.(\d{14})$/.exec(name)?.[1];
}

let collector: (() => void) | null = null;

function collectGarbage(): void {
  if (collector === null) {
    setFlagsFromString('--expose-gc');
    collector = runInNewContext('gc') as () => void;
  }
  collector();
}
