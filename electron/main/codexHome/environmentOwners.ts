import { constants, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod/mini';
import type { Account } from './account.ts';

/** Whose an environment is, as the app-server's own table tells. */
export type Owner = 'ours' | 'other-account' | 'unreadable';

const rowsSchema = z.array(
  z.object({ environment_id: z.string(), account_id: z.string(), websocket_url: z.string() }),
);

/**
 * Whose the environments are, by the app-server's own table `remote_control_enrollments`. The database is read from a copy
 * outside `CODEX_HOME`, which is gone afterwards, so that nothing of it is touched. An environment with no row is not in
 * the answer; where there is a database that cannot be read, every id is `unreadable`.
 */
export async function readOwners(
  folder: string,
  ids: readonly string[],
  account: Account,
  baseUrl: string,
): Promise<ReadonlyMap<string, Owner>> {
  const database = ['state_5.sqlite', join('sqlite', 'state_5.sqlite')]
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  if (database === undefined || ids.length === 0) return new Map();
  try {
    const rows = await readRows(database);
    const isOurs = (row: (typeof rows)[number]) =>
      row.account_id === account.accountId && isOfService(row.websocket_url, baseUrl);
    return new Map(
      ids.flatMap((id): [string, Owner][] => {
        const own = rows.filter((row) => row.environment_id === id);
        if (own.length === 0) return [];
        return [[id, own.some(isOurs) ? 'ours' : 'other-account']];
      }),
    );
  } catch {
    return new Map(ids.map((id) => [id, 'unreadable']));
  }
}

async function readRows(database: string): Promise<z.infer<typeof rowsSchema>> {
  // Loaded only here: a healthy check never needs it.
  const { DatabaseSync } = await import('node:sqlite');
  const copyFolder = mkdtempSync(join(tmpdir(), 'mobile-setup-'));
  try {
    const copy = join(copyFolder, 'state.sqlite');
    copyFileSync(database, copy, constants.COPYFILE_FICLONE);
    if (existsSync(`${database}-wal`))
      copyFileSync(`${database}-wal`, `${copy}-wal`, constants.COPYFILE_FICLONE);
    const opened = new DatabaseSync(copy);
    try {
      const table = opened
        .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'remote_control_enrollments'")
        .get();
      if (table === undefined) return [];
      const query = 'SELECT environment_id, account_id, websocket_url FROM remote_control_enrollments';
      return rowsSchema.parse(opened.prepare(query).all());
    } finally {
      opened.close();
    }
  } finally {
    rmSync(copyFolder, { recursive: true, force: true });
  }
}

/** The websocket's address is the base URL's with another scheme and the endpoint behind it. */
function isOfService(websocketUrl: string, baseUrl: string): boolean {
  if (!URL.canParse(websocketUrl)) return true;
  const socket = new URL(websocketUrl);
  const base = new URL(baseUrl);
  return socket.host === base.host && socket.pathname.startsWith(`${base.pathname.replace(/\/$/, '')}/`);
}
