import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { readOwners } from './environmentOwners.ts';
import { ACCOUNT, BASE_URL } from '../../../testing/fakes/directoryFixtures.ts';

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
    'CREATE TABLE remote_control_enrollments (websocket_url TEXT, account_id TEXT, environment_id TEXT, server_name TEXT)',
  );
  const insert = open.prepare('INSERT INTO remote_control_enrollments VALUES (?, ?, ?, ?)');
  for (const [environment, account, socket] of rows)
    insert.run(socket, account, environment, 'old-host-name');
  return folder;
}

// A folder of its own, so that nobody else's copies are counted.
beforeAll(() => void vi.stubEnv('TMPDIR', mkdtempSync(join(tmpdir(), 'rows-'))));
afterAll(() => {
  rmSync(tmpdir(), { recursive: true });
  vi.unstubAllEnvs();
});

const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('mobile-setup-')).length;
const ownersOf = (folder: string, ...ids: readonly string[]) => readOwners(folder, ids, ACCOUNT, BASE_URL);

it.each([['state_5.sqlite'], ['sqlite/state_5.sqlite']])('tells owners by the table of %s', async (name) => {
  const folder = database(
    [
      ['e-ours', 'acct', SOCKET],
      ['e-theirs', 'other', SOCKET],
      ['e-both', 'other', SOCKET],
      ['e-both', 'acct', SOCKET],
      ['e-other-host', 'acct', SOCKET.replace('chatgpt', 'chatgpt-staging')],
      ['e-other-path', 'acct', SOCKET.replace('backend-api', 'backend-api-2')],
      ['e-odd', 'acct', ''],
    ],
    name,
  );
  const ids = ['e-ours', 'e-theirs', 'e-both', 'e-other-host', 'e-other-path', 'e-odd', 'e-without-row'];
  expect(await ownersOf(folder, ...ids)).toEqual(
    new Map([
      ['e-ours', 'ours'],
      ['e-theirs', 'other-account'],
      ['e-both', 'ours'],
      ['e-other-host', 'other-account'],
      ['e-other-path', 'other-account'],
      ['e-odd', 'ours'],
    ]),
  );
});

it('tells owners at an address without a path too', async () => {
  const folder = database([
    ['e-ours', 'acct', 'ws://127.0.0.1:1/wham/remote/control/server'],
    ['e-other-port', 'acct', 'ws://127.0.0.1:2/wham/remote/control/server'],
  ]);
  expect(await readOwners(folder, ['e-ours', 'e-other-port'], ACCOUNT, 'http://127.0.0.1:1')).toEqual(
    new Map([
      ['e-ours', 'ours'],
      ['e-other-port', 'other-account'],
    ]),
  );
});

it('touches nothing and leaves no copy', async () => {
  const folder = database([['e1', 'acct', SOCKET]]);
  const facts = () =>
    readdirSync(folder).map((name) => {
      const { mtimeMs, ctimeMs, size } = statSync(join(folder, name));
      return { name, mtimeMs, ctimeMs, size };
    });
  const before = [facts(), copies(), readFileSync(join(folder, 'state_5.sqlite'))];
  await ownersOf(folder, 'e1');
  expect([facts(), copies(), readFileSync(join(folder, 'state_5.sqlite'))]).toEqual(before);
});

it.runIf(process.platform === 'linux')('keeps no copy open', async () => {
  await ownersOf(database([['e1', 'acct', SOCKET]]), 'e1');
  const open = readdirSync('/proc/self/fd').flatMap((file) => {
    const path = `/proc/self/fd/${file}`;
    // The file descriptor that listed them is closed by now.
    return lstatSync(path, { throwIfNoEntry: false }) === undefined ? [] : [readlinkSync(path)];
  });
  expect(open.filter((path) => path.includes('mobile-setup-') && path.endsWith('(deleted)'))).toEqual([]);
});

it('says of every id that it is not known where the database cannot be read', async () => {
  const folder = database([]);
  writeFileSync(join(folder, 'state_5.sqlite'), 'no database at all, but long enough to be looked at');
  rmSync(join(folder, 'state_5.sqlite-wal'), { force: true });
  expect(await ownersOf(folder, 'e1', 'e2')).toEqual(
    new Map([
      ['e1', 'unreadable'],
      ['e2', 'unreadable'],
    ]),
  );
});

it('knows nothing without a database, without the table, and without a question', async () => {
  const bare = mkdtempSync(join(tmpdir(), 'rows-'));
  onTestFinished(() => rmSync(bare, { recursive: true, force: true }));
  const none = await ownersOf(bare, 'e1');
  new DatabaseSync(join(bare, 'state_5.sqlite')).exec('CREATE TABLE other (a)');
  const noTable = await ownersOf(bare, 'e1');
  writeFileSync(join(bare, 'state_5.sqlite'), 'damaged');
  expect([none, noTable, await ownersOf(bare)]).toEqual([new Map(), new Map(), new Map()]);
});
