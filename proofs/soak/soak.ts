import { join } from 'node:path';
import { electronDistribution } from '../../tools/electronDistribution.ts';
import { makeSurroundings } from '../desktop/window.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import type { ProofResult, Size } from '../result.ts';
import { makeHome } from './home.ts';
import { memoryGrowth, type Bounds } from './judge.ts';
import { cycleModule } from './moduleCycle.ts';
import { runSeries, type Series } from './series.ts';

/** How much is run, and by what it is judged. */
export interface Extent {
  readonly cycles: number;
  /** Every so many cycles, from the first on, one is with the real app-server. */
  readonly realEvery: number;
  readonly bounds: Bounds;
  readonly windows: number;
  readonly windowBounds: Bounds;
}

const MEBIBYTE = 1024 * 1024;

/** The record of repairs has its 200 tombstones after 100 cycles, and grows until then. */
const FULL: Extent = {
  cycles: 500,
  realEvery: 25,
  bounds: { warmUp: 120, memory: MEBIBYTE },
  windows: 20,
  windowBounds: { warmUp: 12, memory: 4 * MEBIBYTE },
};

/** So few cycles that all of them are a warm-up to the engine: memory is held to a coarse bound. */
export const SHORT: Extent = {
  cycles: 10,
  realEvery: 5,
  bounds: { warmUp: 2, memory: 4 * MEBIBYTE },
  windows: 0,
  windowBounds: { warmUp: 0, memory: 0 },
};

/** The app can be launched, healed, paired and quit forever: it leaves nothing behind. */
export function prove(size: Size): Promise<ProofResult> {
  return soak(size === 'full' ? FULL : SHORT);
}

/** The same to any extent; `leak` is called after each launch with the folder for temporary files. */
export async function soak(
  extent: Extent,
  leak: (temporary: string) => void = () => {},
): Promise<ProofResult> {
  const folder = makeFolder();
  try {
    const bare = await soakModule(join(folder, 'module'), extent, leak);
    const framed = extent.windows > 0 ? await soakWindow(join(folder, 'window'), extent) : null;
    const failures = [bare, framed].flatMap((series) => series?.failures ?? []);
    const last = bare.readings.at(-1);
    return {
      name: 'soak',
      counts: {
        'launches without the window': bare.readings.length,
        'with it': framed?.readings.length ?? 0,
        'file descriptors at the end': last?.counts['file descriptors'] ?? 0,
        'temporary files': last?.counts['temporary files'] ?? 0,
        backups: last?.backups ?? 0,
        'bytes of memory more over the last half': Math.round(memoryGrowth(bare.readings)),
        'left behind': failures.length,
      },
      holds: failures.length === 0,
      failures,
    };
  } finally {
    removeFolder(folder);
  }
}

async function soakModule(
  folder: string,
  extent: Extent,
  leak: (temporary: string) => void,
): Promise<Series> {
  const { temporary } = makeSurroundings(folder);
  const home = await makeHome(join(folder, 'home'));
  return runSeries({
    folder,
    places: { codexHome: home.profile.codexHome, temporary },
    cycles: extent.cycles,
    bounds: extent.bounds,
    async run(number) {
      await cycleModule(home, number, number % extent.realEvery === 0 ? 'real' : 'fake');
      leak(temporary);
    },
  });
}

async function soakWindow(folder: string, { windows, windowBounds }: Extent): Promise<Series> {
  const { cycleWindow } = await import('./windowCycle.ts');
  // Playwright asks for the program in this process, where the package `electron` looks for this.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= (await electronDistribution()).folder;
  const surroundings = makeSurroundings(folder);
  const home = await makeHome(join(folder, 'home'));
  return runSeries({
    folder,
    places: { codexHome: home.profile.codexHome, temporary: surroundings.temporary },
    cycles: windows,
    bounds: windowBounds,
    run: (number) => cycleWindow(home, number, surroundings),
  });
}
