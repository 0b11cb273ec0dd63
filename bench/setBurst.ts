import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ElectronStore from 'electron-store';
import { MAIN_FILE, MIRROR_FILE, openGlobalState, PAIRING_KEYS } from '../electron/main/globalState/index.ts';
import { measurePairs, time, timeAsync, type Sample } from './harness/measure.ts';
import { speedupRow } from './harness/pairRow.ts';
import { atLeast, type Benchmarks } from './harness/row.ts';
import { stuckStateOfSize } from './harness/stuckProfile.ts';
import { withFolder } from './harness/workspace.ts';

/** A thousand changes at once, as a page makes them that is dragged about, until they are on disk. */
export const setBurstBenchmarks: Benchmarks = {
  'set-burst': async (effort) => {
    const text = JSON.stringify(stuckStateOfSize(effort.size(1_000_000)));
    const count = effort.size(1000);
    const pairs = await measurePairs(effort.rounds(3), writes(text, count), storeSets(text, count));
    const against = `electron-store, ${count} × set`;
    return speedupRow({ name: 'set-burst', unit: '× as fast', target: atLeast(100), against }, pairs);
  },
};

function writes(text: string, count: number): Sample {
  return () =>
    withFolder(async (folder) => {
      for (const file of [MAIN_FILE, MIRROR_FILE]) writeFileSync(join(folder, file), text);
      const state = await openGlobalState({
        folder,
        access: 'write',
      });
      const spent = await timeAsync(async () => {
        for (let index = 0; index < count; index += 1) {
          const path = [PAIRING_KEYS.atoms, `panel-${index}`];
          state.write({ path, op: 'set', value: index, epoch: state.epoch });
        }
        await state.flush();
      });
      assertHolds(folder, count);
      await state.close();
      return spent;
    });
}

function storeSets(text: string, count: number): Sample {
  return () =>
    withFolder((folder) => {
      writeFileSync(join(folder, MAIN_FILE), text);
      const store = new ElectronStore({ cwd: folder, name: '.codex-global-state' });
      const spent = time(() => {
        for (let index = 0; index < count; index += 1)
          store.set(`${PAIRING_KEYS.atoms}.panel-${index}`, index);
      });
      assertHolds(folder, count);
      return spent;
    });
}

function assertHolds(folder: string, count: number): void {
  const state = JSON.parse(readFileSync(join(folder, MAIN_FILE), 'utf8')) as Record<string, object>;
  const panels = Object.entries(state[PAIRING_KEYS.atoms] ?? {}).filter(([name]) =>
    name.startsWith('panel-'),
  );
  assert.deepEqual(
    panels,
    Array.from({ length: count }, (_, index) => [`panel-${index}`, index]),
  );
}
