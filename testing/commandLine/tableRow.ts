import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Scene } from './testBed.ts';

/** Writes the app-server's own table, with one row that gives this computer's environment to an account. */
export function writeTableRow({ profile, ids }: Scene, accountId: string): void {
  const database = new DatabaseSync(join(profile.codexHome, 'state_5.sqlite'));
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(
    'CREATE TABLE remote_control_enrollments (websocket_url TEXT, account_id TEXT, environment_id TEXT, server_name TEXT)',
  );
  const socket = `${ids.baseUrl.replace('http', 'ws')}/wham/remote/control/server`;
  const insert = database.prepare('INSERT INTO remote_control_enrollments VALUES (?, ?, ?, ?)');
  insert.run(socket, accountId, ids.environmentId, 'the-old-name-of-this-computer');
  database.close();
}
