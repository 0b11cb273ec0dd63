import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { readEnrollmentTable, type EnrollmentTable } from './enrollmentTable.ts';

const SOCKET = 'wss://chatgpt.com/backend-api/wham/remote/control/server';

/** A folder with the app-server's database, the way the app-server leaves it while it runs. */
function database(
  rows: readonly (readonly [environment: string, account: string, socket: string])[],
  name = 'state_5.sqlite',
): string {
  const folder = mkdtempSync(join(tmpdir(), 'rows-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'sqlite'));
  const open = new DatabaseSync(join(folder, name));
  onTestFinished(() => open.close());
  open.exec('PRAGMA journal_mode = WAL');
  open.exec(
    'CREATE TABLE remote_control_enrollments (websocket_url TEXT, account_id TEXT, environment_id TEXT, server_name TEXT, updated_at INTEGER)',
  );
  const insert = open.prepare('INSERT INTO remote_control_enrollments VALUES (?, ?, ?, ?, 1700000000)');
  for (const [environment, account, socket] of rows)
    insert.run(socket, account, environment, 'old-host-name');
  return folder;
}

// A folder of its own, so that only its own copies are counted.
beforeAll(() => void vi.stubEnv('TMPDIR', mkdtempSync(join(tmpdir(), 'rows-'))));
afterAll(() => {
  rmSync(tmpdir(), { recursive: true });
  vi.unstubAllEnvs();
});

const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('mobile-setup-')).length;
const idsOf = ({ rows }: EnrollmentTable) => rows.map(({ environmentId }) => environmentId);

it.each([['state_5.sqlite'], ['sqlite/state_5.sqlite']])('holds every row of %s', async (name) => {
  const folder = database([['e1', 'acct', SOCKET]], name);
  expect(await readEnrollmentTable(folder, {})).toEqual({
    isWhole: true,
    rows: [
      {
        environmentId: 'e1',
        accountId: 'acct',
        websocketUrl: SOCKET,
        serverName: 'old-host-name',
        updatedAt: 1_700_000_000_000,
      },
    ],
  });
});

it('fault 4: joins all places: the configured, the one of the environment, and both defaults', async () => {
  const folder = database([['e-folder', 'acct', SOCKET]]);
  const configured = database([['e-configured', 'other', SOCKET]]);
  const ofEnvironment = database([['e-environment', 'acct', SOCKET]]);
  cpSync(
    join(database([['e-sqlite', 'acct', SOCKET]]), 'state_5.sqlite'),
    join(folder, 'sqlite', 'state_5.sqlite'),
  );
  writeFileSync(join(folder, 'config.toml'), `model = 5\nsqlite_home = ${JSON.stringify(configured)}\n`);
  const table = await readEnrollmentTable(folder, { CODEX_SQLITE_HOME: ofEnvironment });
  expect([idsOf(table).toSorted(), table.isWhole]).toEqual([
    ['e-configured', 'e-environment', 'e-folder'],
    true,
  ]);
});

it('fault 4: takes a relative place from the folder', async () => {
  const folder = database([['e1', 'acct', SOCKET]], 'sqlite/state_5.sqlite');
  writeFileSync(join(folder, 'config.toml'), 'sqlite_home = "sqlite/../sqlite"');
  expect(idsOf(await readEnrollmentTable(folder, {}))).toEqual(['e1']);
});

it('is not whole where one of the databases cannot be read, and holds the rows of the others', async () => {
  const folder = database([['e1', 'acct', SOCKET]]);
  writeFileSync(
    join(folder, 'sqlite', 'state_5.sqlite'),
    'no database at all, but long enough to be looked at',
  );
  const table = await readEnrollmentTable(folder, {});
  expect([idsOf(table), table.isWhole]).toEqual([['e1'], false]);
});

it('touches nothing and leaves no copy', async () => {
  const folder = database([['e1', 'acct', SOCKET]]);
  const facts = () =>
    readdirSync(folder).map((name) => {
      const { mtimeMs, ctimeMs, size } = statSync(join(folder, name));
      return { name, mtimeMs, ctimeMs, size };
    });
  const before = [facts(), copies(), readFileSync(join(folder, 'state_5.sqlite'))];
  await readEnrollmentTable(folder, {});
  expect([facts(), copies(), readFileSync(join(folder, 'state_5.sqlite'))]).toEqual(before);
});

it.runIf(process.platform === 'linux')('keeps no copy open', async () => {
  await readEnrollmentTable(database([['e1', 'acct', SOCKET]]), {});
  const open = readdirSync('/proc/self/fd').flatMap((file) => {
    const path = `/proc/self/fd/${file}`;
    // The file descriptor that listed them is closed by now.
    return lstatSync(path, { throwIfNoEntry: false }) === undefined ? [] : [readlinkSync(path)];
  });
  expect(open.filter((path) => path.includes('mobile-setup-') && path.endsWith('(deleted)'))).toEqual([]);
});

it('is not whole where the database cannot be read', async () => {
  const folder = database([]);
  writeFileSync(join(folder, 'state_5.sqlite'), 'no database at all, but long enough to be looked at');
  rmSync(join(folder, 'state_5.sqlite-wal'), { force: true });
  expect(await readEnrollmentTable(folder, {})).toEqual({ rows: [], isWhole: false });
});

it('is not whole where the database was cut to nothing, or is a link that leads nowhere', async () => {
  const [cut, link] = [database([]), database([])];
  for (const folder of [cut, link]) rmSync(join(folder, 'state_5.sqlite'));
  writeFileSync(join(cut, 'state_5.sqlite'), '');
  symlinkSync(join(link, 'missing'), join(link, 'state_5.sqlite'));
  const unknown = { rows: [], isWhole: false };
  expect([await readEnrollmentTable(cut, {}), await readEnrollmentTable(link, {})]).toEqual([
    unknown,
    unknown,
  ]);
});

it('waits for a database that an app-server is just making', async () => {
  const folder = database([['e1', 'acct', SOCKET]], 'sqlite/state_5.sqlite');
  const [file, made] = [join(folder, 'sqlite', 'state_5.sqlite'), join(folder, 'made.sqlite')];
  renameSync(file, made);
  writeFileSync(file, '');
  const reading = readEnrollmentTable(folder, {});
  renameSync(made, file);
  expect(await reading).toMatchObject({ isWhole: true, rows: [{ environmentId: 'e1' }] });
});

it('takes a time in milliseconds for what it is', async () => {
  const folder = database([['e1', 'acct', SOCKET]]);
  new DatabaseSync(join(folder, 'state_5.sqlite')).exec(
    'UPDATE remote_control_enrollments SET updated_at = 1700000000123',
  );
  expect((await readEnrollmentTable(folder, {})).rows[0]?.updatedAt).toBe(1_700_000_000_123);
});

it('is empty and whole without a database, and without the table', async () => {
  const bare = mkdtempSync(join(tmpdir(), 'rows-'));
  onTestFinished(() => rmSync(bare, { recursive: true, force: true }));
  const none = await readEnrollmentTable(bare, {});
  new DatabaseSync(join(bare, 'state_5.sqlite')).exec('CREATE TABLE other (a)');
  const empty = { rows: [], isWhole: true };
  expect([none, await readEnrollmentTable(bare, {})]).toEqual([empty, empty]);
});

it('takes a table of an older app-server, without names and times', async () => {
  const bare = mkdtempSync(join(tmpdir(), 'rows-'));
  onTestFinished(() => rmSync(bare, { recursive: true, force: true }));
  new DatabaseSync(join(bare, 'state_5.sqlite')).exec(
    `CREATE TABLE remote_control_enrollments (websocket_url TEXT, account_id TEXT, environment_id TEXT);
     INSERT INTO remote_control_enrollments VALUES ('${SOCKET}', 'acct', 'e1')`,
  );
  expect((await readEnrollmentTable(bare, {})).rows).toMatchObject([
    { environmentId: 'e1', serverName: null, updatedAt: null },
  ]);
});
