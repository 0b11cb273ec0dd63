import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { runCheck } from '../../cli/commands/check.ts';
import { makeProfile } from '../../testing/profiles/profile.ts';
import { openDesktop } from '../desktop/desktop.ts';
import { ACCOUNT, signInAt } from '../desktop/signIn.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { fuzz, type Fuzzing } from './fuzz.ts';
import { lossesBetween, OURS, readAll } from './loss.ts';
import { serve } from './services.ts';
import { take } from './use.ts';
import { BASE_URL, IDS, STUCK } from './values.ts';

/** One thing that happens to the bytes of a file. `at` is a part of its length, from 0 to 1. */
type Damage = { readonly at: number } & (
  | { readonly kind: 'flip'; readonly bits: number }
  | { readonly kind: 'remove' | 'zeros' | 'twice'; readonly length: number }
  | { readonly kind: 'insert'; readonly bytes: readonly number[] }
  | { readonly kind: 'cut' }
);

const at = fc.double({ min: 0, max: 1, noNaN: true });
const length = fc.integer({ min: 1, max: 400 });
const anyDamage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at, bits: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constantFrom('remove' as const, 'zeros' as const, 'twice' as const), at, length }),
  fc.record({
    kind: fc.constant('insert' as const),
    at,
    bytes: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 30 }),
  }),
  fc.record({ kind: fc.constant('cut' as const), at }),
);

function applyDamage(bytes: Buffer, damage: Damage): Buffer {
  const from = Math.min(Math.floor(damage.at * bytes.length), bytes.length);
  const [before, rest] = [bytes.subarray(0, from), bytes.subarray(from)];
  switch (damage.kind) {
    case 'flip':
      return Buffer.concat([before, rest.subarray(0, 1).map((byte) => byte ^ damage.bits), rest.subarray(1)]);
    case 'remove':
      return Buffer.concat([before, rest.subarray(damage.length)]);
    case 'zeros':
      return Buffer.concat([
        before,
        Buffer.alloc(Math.min(damage.length, rest.length)),
        rest.subarray(damage.length),
      ]);
    case 'twice':
      return Buffer.concat([before, rest.subarray(0, damage.length), rest]);
    case 'insert':
      return Buffer.concat([before, Uint8Array.from(damage.bytes), rest]);
    case 'cut':
      return Buffer.from(before);
  }
}

const FILES = [
  ...OURS,
  ...OURS,
  'auth.json',
  'config.toml',
  'installation_id',
  'state_5.sqlite',
  '.codex-global-state.json.lock',
] as const;

/** Random damage to any of the files of a `CODEX_HOME`, before a launch that would heal, and before a check by the command. */
export function fuzzFiles(runs: number): Promise<Fuzzing> {
  const given = fc.record({
    damages: fc.array(fc.record({ file: fc.constantFrom(...FILES), damage: anyDamage }), {
      minLength: 1,
      maxLength: 3,
    }),
    indented: fc.boolean(),
  });
  return fuzz('files', runs, given, ({ damages, indented }) =>
    inProfile(indented, async (codexHome) => {
      for (const { file, damage } of damages) {
        const path = join(codexHome, file);
        writeFileSync(path, applyDamage(readFileSync(path), damage));
      }
      const before = readAll(codexHome);
      // Signed out, or at an address that may not be called, it sends no request; nothing here can leave this computer.
      await runCheck(optionsOf(codexHome));
      const looked = lossesBetween(before, readAll(codexHome));
      const desktop = await openDesktop(codexHome, { fetch: serve('nothing lives') });
      for (const step of ['launch', 'atom', 'diagnostics'] as const) await take(step, desktop);
      await desktop.quit();
      return [...looked, ...lossesBetween(before, readAll(codexHome)), ...leftovers(codexHome)];
    }),
  );
}

/** Random damage to a backup, before it is put back: it comes back as it is, or not at all. */
export function fuzzBackups(runs: number): Promise<Fuzzing> {
  const given = fc.record({ damage: anyDamage, ofMirror: fc.boolean() });
  return fuzz('backups', runs, given, ({ damage, ofMirror }) =>
    inProfile(false, async (codexHome) => {
      const desktop = await openDesktop(codexHome, { fetch: serve('nothing lives') });
      await take('launch', desktop);
      const backup = backupIn(codexHome);
      const damaged = applyDamage(readFileSync(backup), damage);
      writeFileSync(backup, damaged);
      if (ofMirror)
        writeFileSync(join(codexHome, OURS[1]), applyDamage(readFileSync(join(codexHome, OURS[1])), damage));
      const before = readAll(codexHome);
      const problem = desktop.remoteControl.undo();
      const after = readAll(codexHome);
      await desktop.quit();
      const main = after.get(OURS[0]);
      if (problem === null)
        return main?.equals(damaged) ? [] : ['another content than that of the backup came back'];
      return [...after]
        .filter(([name, bytes]) => !same(bytes, before.get(name)))
        .map(([name]) => `${name} was changed`);
    }),
  );
}

async function inProfile(
  indented: boolean,
  work: (codexHome: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const folder = makeFolder();
  try {
    const state = JSON.stringify(STUCK, null, indented ? 2 : undefined);
    const { codexHome } = makeProfile({
      ...signInAt(BASE_URL),
      folder,
      installationId: IDS.installationId,
      state,
      mirror: state,
    });
    writeFileSync(join(codexHome, 'state_5.sqlite'), DATABASE);
    writeFileSync(
      join(codexHome, '.codex-global-state.json.lock'),
      JSON.stringify({ pid: 2 ** 30, role: 'command', started: '1' }),
    );
    return await work(codexHome);
  } finally {
    removeFolder(folder);
  }
}

/** A table of the app-server with our own environment in it. */
const DATABASE = makeDatabase();

function makeDatabase(): Buffer {
  const folder = makeFolder();
  try {
    const path = join(folder, 'state_5.sqlite');
    const database = new DatabaseSync(path);
    database.exec(
      'CREATE TABLE remote_control_enrollments (websocket_url TEXT, account_id TEXT, environment_id TEXT)',
    );
    database
      .prepare('INSERT INTO remote_control_enrollments VALUES (?, ?, ?)')
      .run(
        `${BASE_URL.replace('https', 'wss')}/wham/remote/control/server`,
        ACCOUNT.accountId,
        IDS.environmentId,
      );
    database.close();
    return readFileSync(path);
  } finally {
    removeFolder(folder);
  }
}

function backupIn(codexHome: string): string {
  const name = readdirSync(codexHome).find((each) => each.startsWith(`${OURS[0]}.mobile-pairing-backup.`));
  if (name === undefined) throw new Error('The launch healed nothing, and so there is no backup to damage.');
  return join(codexHome, name);
}

/** Temporary files that a write should have taken away. */
function leftovers(codexHome: string): string[] {
  return readdirSync(codexHome)
    .filter((name) => /tmp-/.test(name))
    .map((name) => `${name} was left`);
}

function optionsOf(folder: string): Parameters<typeof runCheck>[0] {
  const signal = AbortSignal.abort();
  return {
    command: 'check',
    folder,
    json: true,
    full: false,
    dryRun: false,
    newIdentity: false,
    force: false,
    signal,
  };
}

function same(one: Buffer | null, other: Buffer | null | undefined): boolean {
  return one === null || !other ? one === (other ?? null) : one.equals(other);
}
