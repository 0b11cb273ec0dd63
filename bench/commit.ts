import assert from 'node:assert/strict';
import {
  closeSync,
  copyFileSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import ElectronStore from 'electron-store';
import {
  MAIN_FILE,
  MIRROR_FILE,
  openGlobalState,
  REPAIR_KEY,
  type CommitResult,
  type Edit,
  type JsonPath,
} from '../electron/main/globalState/index.ts';
import { commitPlan } from '../electron/main/remoteControl/index.ts';
import { measurePairs, time, timeAsync, type Sample } from './harness/measure.ts';
import { ratioRow, speedupRow } from './harness/pairRow.ts';
import { atLeast, atMost, NO_TARGET, type Benchmark, type Benchmarks } from './harness/row.ts';
import { planOfDeath, stuckStateOfSize } from './harness/stuckProfile.ts';
import { withFolder } from './harness/workspace.ts';

/** A stuck state file and its mirror, and what every way of healing them must leave. */
interface Case {
  readonly text: string;
  readonly edits: readonly Edit[];
  /** As compact JSON. */
  readonly healed: string;
}

/** The same commit beside the plainest program that leaves the same bytes as durably. */
export const commitBenchmarks: Benchmarks = {
  'commit-1k': againstBaseline('commit-1k', 1000, 100),
  'commit-100k': againstBaseline('commit-100k', 100_000, 100),
  'commit-1m': againstBaseline('commit-1m', 1_000_000, 60),
  'commit-10m': againstBaseline('commit-10m', 10_000_000, 20),
  'commit-50m': againstBaseline('commit-50m', 50_000_000, 8),
  'commit-vs-store-1m': againstStore('commit-vs-store-1m', 1_000_000, 20),
  'commit-vs-store-10m': againstStore('commit-vs-store-10m', 10_000_000, 5),
  'commit-vs-workaround-1m': againstWorkaround,
};

function againstBaseline(name: string, bytes: number, rounds: number): Benchmark {
  return async (effort) => {
    const given = await caseOfSize(effort.size(bytes));
    const pairs = await measurePairs(effort.rounds(rounds), commit(given), baseline(given));
    // Below 100 KB no ratio is promised: there it is all calls and no bytes.
    const target = bytes < 100_000 ? NO_TARGET : atMost(bytes < 1_000_000 ? 1 : 0.5);
    return ratioRow({ name, unit: '× baseline', target, against: 'baseline' }, pairs);
  };
}

function againstStore(name: string, bytes: number, rounds: number): Benchmark {
  return async (effort) => {
    const given = await caseOfSize(effort.size(bytes));
    const pairs = await measurePairs(effort.rounds(rounds), commit(given), storeByKey(given));
    const against = `electron-store, ${given.edits.length} changes`;
    return speedupRow({ name, unit: '× as fast', target: atLeast(5), against }, pairs);
  };
}

async function againstWorkaround(effort: Parameters<Benchmark>[0]) {
  const given = await caseOfSize(effort.size(1_000_000));
  const pairs = await measurePairs(effort.rounds(60), commit(given), workaround(given));
  const name = 'commit-vs-workaround-1m';
  return ratioRow({ name, unit: '× the fix by hand', target: atMost(2.5), against: 'fix by hand' }, pairs);
}

/** A stuck state of about `bytes`. */
export async function caseOfSize(bytes: number): Promise<Case> {
  const text = JSON.stringify(stuckStateOfSize(bytes));
  return withFolder(async (folder) => {
    writeBoth(folder, text);
    const { edits } = planOfDeath(await openGlobalState({ folder }));
    assert.ok(edits.length >= 20, 'a stuck state has many things to remove in both files');
    return { text, edits, healed: JSON.stringify(edited(text, edits)) };
  });
}

/** Ours: memory is loaded and the plan is made; what is timed is the commit. */
export function commit({ text, healed }: Case): Sample {
  return () =>
    withFolder(async (folder) => {
      writeBoth(folder, text);
      const state = await openGlobalState({ folder, access: 'write' });
      const plan = planOfDeath(state);
      let result = null as CommitResult | null;
      const spent = await timeAsync(async () => {
        result = await commitPlan(state, plan, 'automatic', Date.now());
      });
      assert.equal(result?.kind, 'committed');
      assert.ok(readFileSync(result.backup ?? '', 'utf8') === text);
      const { [REPAIR_KEY]: record, ...rest } = readJson(folder, MAIN_FILE);
      assert.notEqual(record, undefined);
      assert.ok(JSON.stringify(rest) === healed, `${MAIN_FILE} is healed`);
      assertHealed(folder, healed, [MIRROR_FILE]);
      await state.close();
      return spent;
    });
}

/**
 * The baseline: the same three files from one parsed value, made plainly, each on disk before the next one is touched: a
 * backup that is a copy, then the mirror and the main file, each written beside itself, synced and renamed.
 */
export function baseline({ text, edits, healed }: Case): Sample {
  return () =>
    withFolder((folder) => {
      writeBoth(folder, text);
      const [main, mirror] = [join(folder, MAIN_FILE), join(folder, MIRROR_FILE)];
      const spent = time(() => {
        const next = JSON.stringify(edited(readFileSync(main, 'utf8'), edits));
        copyFileSync(main, `${main}.backup`);
        synced(`${main}.backup`, 'r+');
        synced(folder, 'r');
        for (const path of [mirror, main]) {
          synced(`${path}.new`, 'w', (file) => writeFileSync(file, next));
          renameSync(`${path}.new`, path);
          synced(folder, 'r');
        }
      });
      assertHealed(folder, healed);
      assert.ok(readFileSync(`${main}.backup`, 'utf8') === text);
      return spent;
    });
}

/** electron-store as its documentation shows it: one call a key, on a store for each file. */
function storeByKey({ text, edits, healed }: Case): Sample {
  return () =>
    withFolder((folder) => {
      writeBoth(folder, text);
      const spent = time(() => {
        const stores = {
          [MAIN_FILE]: new ElectronStore({ cwd: folder, name: '.codex-global-state' }),
          [MIRROR_FILE]: new ElectronStore({
            cwd: folder,
            name: '.codex-global-state.json',
            fileExtension: 'bak',
          }),
        };
        for (const edit of edits) {
          const key = dotted(edit.path);
          if (edit.op === 'remove') stores[edit.file].delete(key);
          else stores[edit.file].set(key, edit.value);
        }
      });
      assertHealed(folder, healed);
      return spent;
    });
}

/** The fix that openai/codex#23112 passes on: copy the file, drop the keys, write it in place. */
function workaround({ text, edits, healed }: Case): Sample {
  return () =>
    withFolder((folder) => {
      writeBoth(folder, text);
      const main = join(folder, MAIN_FILE);
      const spent = time(() => {
        copyFileSync(main, `${main}.backup`);
        writeFileSync(main, JSON.stringify(edited(readFileSync(main, 'utf8'), edits)));
      });
      assertHealed(folder, healed, [MAIN_FILE]);
      return spent;
    });
}

function writeBoth(folder: string, text: string): void {
  for (const file of [MAIN_FILE, MIRROR_FILE]) writeFileSync(join(folder, file), text, { mode: 0o600 });
}

/** `text` parsed, without what the edits of the main file remove. */
function edited(text: string, edits: readonly Edit[]): unknown {
  const value = JSON.parse(text) as Record<string, unknown>;
  for (const edit of edits) {
    if (edit.file !== MAIN_FILE) continue;
    const last = edit.path.at(-1) ?? '';
    const parent = edit.path.slice(0, -1).reduce((at, key) => at[key] as typeof value, value);
    if (edit.op === 'remove') delete parent[last];
    else parent[last] = edit.value;
  }
  return value;
}

/** Opens, syncs and closes a file or a folder; `write` comes between. */
function synced(path: string, flags: string, write?: (file: number) => void): void {
  const file = openSync(path, flags);
  write?.(file);
  fsyncSync(file);
  closeSync(file);
}

function dotted(path: JsonPath): string {
  return path.map((key) => key.replaceAll(/[\\.[\]]/g, String.raw`\$&`)).join('.');
}

function assertHealed(
  folder: string,
  healed: string,
  files: readonly string[] = [MAIN_FILE, MIRROR_FILE],
): void {
  for (const file of files) assert.ok(JSON.stringify(readJson(folder, file)) === healed, `${file} is healed`);
}

function readJson(folder: string, file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
}
