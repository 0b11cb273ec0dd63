import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildPackage } from '../package/build.ts';
import { packPackage } from '../package/pack.ts';
import { measurePairs } from './harness/measure.ts';
import { differenceRow, round } from './harness/pairRow.ts';
import { atMost, type Benchmarks } from './harness/row.ts';
import { measureProcess } from './harness/wholeProcess.ts';
import { withFolder } from './harness/workspace.ts';

const TARBALL_BYTES = 200_000;
const UNPACKED_BYTES = 700_000;

/** The published package: how long its import takes, and how large it is. */
export const moduleBenchmarks: Benchmarks = {
  'module-load': (effort) =>
    withFolder(async (folder) => {
      const built = join(folder, 'package');
      await buildPackage(built);
      const empty = join(folder, 'empty.mjs');
      writeFileSync(empty, 'export {};\n');
      const pairs = await measurePairs(effort.rounds(30), load(join(built, 'index.js')), load(empty));
      const against = 'an empty module';
      return differenceRow({ name: 'module-load', unit: 'ms more', target: atMost(25), against }, pairs);
    }),
  'package-size': () =>
    withFolder(async (folder) => {
      const built = join(folder, 'package');
      await buildPackage(built);
      const packed = statSync(await packPackage(built, folder)).size;
      const unpacked = sizeOf(built);
      // The worse of the two decides.
      const value = round(Math.max(packed / TARBALL_BYTES, unpacked / UNPACKED_BYTES));
      const target = atMost(1);
      return {
        name: 'package-size',
        value,
        unit: '× the limit',
        target: target.text,
        holds: target.holds(value),
        against: `${TARBALL_BYTES / 1000} kB packed, ${UNPACKED_BYTES / 1000} kB unpacked`,
        spread: null,
        ours: `${Math.round(packed / 1000)} kB packed, ${Math.round(unpacked / 1000)} kB unpacked`,
      };
    }),
};

const load = (path: string) => () =>
  measureProcess([
    '--input-type=module',
    '--eval',
    `await import(${JSON.stringify(pathToFileURL(path).href)})`,
  ]).wallMs;

function sizeOf(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
