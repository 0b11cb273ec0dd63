import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
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
    /** A file to write what `--json` prints to, whatever else is printed. */
    save: { type: 'string' },
    /** A file that an earlier run wrote so. */
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
const record = JSON.stringify(recordOf(rows), null, 2);
console.log(values.json ? record : tableOf(rows));
if (values.save !== undefined) {
  mkdirSync(dirname(values.save), { recursive: true });
  writeFileSync(values.save, `${record}\n`);
}

if (values.compare !== undefined) {
  const worse = compareWithFile(rows, values.compare);
  // GitHub shows such a line on the page of the run.
  const sign =
    process.env['GITHUB_ACTIONS'] === 'true' ? '::error title=Slower than the last run::' : 'slower: ';
  for (const line of worse) console.error(`${sign}${line}`);
  if (worse.length > 0) process.exitCode = 1;
}
