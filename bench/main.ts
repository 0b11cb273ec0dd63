import { parseArgs } from 'node:util';
import '../proofs/harness/withoutElectron.ts';
import { compareWithFile } from './harness/compare.ts';
import { FULL, type Row } from './harness/row.ts';
import { recordOf, tableOf } from './harness/table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    'idle-seconds': { type: 'string' },
    /** A file that an earlier run with `--json` wrote. */
    compare: { type: 'string' },
  },
});

// Loaded after the line above has taught Node to do without Electron.
const { BENCHMARKS } = await import('./benchmarks.ts');
const unknown = positionals.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0) {
  console.error(
    `There is no benchmark called ${unknown.join(', ')}.\nThere are: ${Object.keys(BENCHMARKS).join(', ')}`,
  );
  process.exit(2);
}

const idleMs = values['idle-seconds'] === undefined ? FULL.idleMs : Number(values['idle-seconds']) * 1000;
const rows: Row[] = [];
for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.error(`${name} …`);
  const row = await benchmark({ ...FULL, idleMs });
  rows.push(row);
  // A run that is cut short has told what it measured.
  console.error(tableOf([row]).split('\n').at(-1));
}
console.log(values.json ? JSON.stringify(recordOf(rows), null, 2) : tableOf(rows));

if (values.compare !== undefined) {
  const worse = compareWithFile(rows, values.compare);
  for (const line of worse) console.error(`slower: ${line}`);
  if (worse.length > 0) process.exitCode = 1;
}
