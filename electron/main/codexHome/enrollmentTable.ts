import { constants, copyFileSync, lstatSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod/mini';
import { readConfig, textOf } from './config.ts';

/** One host enrollment that the app-server remembers: for whom, at which service, under which name of the computer, since when. */
export interface EnrollmentRow {
  readonly environmentId: string;
  readonly accountId: string;
  readonly websocketUrl: string;
  /** The host name of the computer that enrolled. */
  readonly serverName: string | null;
  /** When it was written, in unix milliseconds. */
  readonly updatedAt: number | null;
}

/** The app-server's table `remote_control_enrollments`, joined from every place where it may be. */
export interface EnrollmentTable {
  readonly rows: readonly EnrollmentRow[];
  /** Every database that is there could be read. */
  readonly isWhole: boolean;
}

const rowsSchema = z.lazy(() =>
  z.array(
    z.looseObject({
      environment_id: z.string(),
      account_id: z.string(),
      websocket_url: z.string(),
      server_name: z.optional(z.nullable(z.string())),
      updated_at: z.optional(z.nullable(z.number())),
    }),
  ),
);

const DATABASE = 'state_5.sqlite';

/**
 * Reads the table in all places that the app-server honours: `sqlite_home` of `config.toml`, `CODEX_SQLITE_HOME`, and both its defaults in
 * `CODEX_HOME`. Each database is read from a copy outside the folder, which is gone afterwards, so that nothing of it is touched. Never rejects.
 */
export async function readEnrollmentTable(
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<EnrollmentTable> {
  const read = await Promise.all(placesOf(folder, env).map((place) => readPlace(join(place, DATABASE))));
  return {
    rows: read.flatMap((rows) => rows ?? []),
    isWhole: read.every((rows) => rows !== null),
  };
}

function placesOf(folder: string, env: NodeJS.ProcessEnv): readonly string[] {
  const configured = textOf(readConfig(join(folder, 'config.toml')), 'sqlite_home');
  const named = [configured, env['CODEX_SQLITE_HOME']].flatMap((place) =>
    place ? resolve(folder, place.replace(/^~(?=$|[/\\])/, homedir())) : [],
  );
  return [...new Set([...named, join(folder, 'sqlite'), folder])];
}

/** The pauses before another look at a database that can't be read. An app-server that starts has an empty file for a moment. */
const PAUSES_MS = [10, 20, 50, 100, 200, 400];

/** What could not be read at the last look either, by path: until it changes, nothing is waited for again. */
const unreadable = new Map<string, string>();

/** No rows where there is no database or no table; `null` where there is one that can't be read, at the last look either. */
async function readPlace(database: string): Promise<readonly EnrollmentRow[] | null> {
  const known = unreadable.get(database);
  for (const pause of known !== undefined && known === versionOf(database) ? [] : PAUSES_MS) {
    const rows = await readOnce(database);
    if (rows !== null) return rows;
    await delay(pause);
  }
  const last = await readOnce(database);
  if (last === null) unreadable.set(database, versionOf(database));
  return last;
}

/** What tells one version of a database from another, also where it cannot be looked at. */
function versionOf(database: string): string {
  try {
    return stampsOf(database);
  } catch (error) {
    return String(error);
  }
}

/** `null` also for a link that leads nowhere, and for a file that was cut to nothing, which SQLite would take for a new database. */
async function readOnce(database: string): Promise<readonly EnrollmentRow[] | null> {
  try {
    if (lstatSync(database, { throwIfNoEntry: false }) === undefined) return [];
    if (statSync(database).size === 0) return null;
    // Loaded only here: a healthy check never needs it.
    const { DatabaseSync } = await import('node:sqlite');
    return withCopy(database, (copy) => {
      const opened = new DatabaseSync(copy);
      try {
        const table = opened
          .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'remote_control_enrollments'")
          .get();
        if (table === undefined) return [];
        const rows = opened.prepare('SELECT * FROM remote_control_enrollments').all();
        return rowsSchema.parse(rows).map(toRow);
      } finally {
        opened.close();
      }
    });
  } catch {
    return null;
  }
}

function toRow(row: z.infer<typeof rowsSchema>[number]): EnrollmentRow {
  return {
    environmentId: row.environment_id,
    accountId: row.account_id,
    websocketUrl: row.websocket_url,
    serverName: row.server_name ?? null,
    updatedAt: typeof row.updated_at === 'number' ? inMilliseconds(row.updated_at) : null,
  };
}

/** The app-server writes seconds (protocol.md 4). As seconds, so great a number would be in the year 5138: then it is milliseconds. */
function inMilliseconds(time: number): number {
  return Math.abs(time) < 1e11 ? time * 1000 : time;
}

/** What belongs to a database beside its own file: what was written last may be there alone. */
const SIDE_FILES = ['', '-wal', '-journal'];

/** Copies a database as of one moment, or throws. Synchronous, so that no signal finds a copy. */
function withCopy<T>(database: string, read: (copy: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'mobile-setup-'));
  try {
    const copy = join(folder, 'copy.sqlite');
    const before = stampsOf(database);
    for (const side of SIDE_FILES) copyIfThere(`${database}${side}`, `${copy}${side}`);
    if (before !== stampsOf(database)) throw new Error('The database changed while it was copied.');
    return read(copy);
  } finally {
    removeFolder(folder);
  }
}

function copyIfThere(from: string, to: string): void {
  if (stampOf(from) !== null) copyFileSync(from, to, constants.COPYFILE_FICLONE);
}

function stampsOf(database: string): string {
  return SIDE_FILES.map((side) => stampOf(`${database}${side}`)).join('\n');
}

/** What tells one version of a file from another; `null` where there is no file. */
function stampOf(path: string): string | null {
  const facts = statSync(path, { bigint: true, throwIfNoEntry: false });
  return facts === undefined ? null : `${facts.ino} ${facts.size} ${facts.mtimeNs} ${facts.ctimeNs}`;
}

/** A scanner may hold a copy open for a moment (Windows); a copy that stays is no reason to fail. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  } catch {
    // It lies in the temporary folder of the system, which clears it.
  }
}
