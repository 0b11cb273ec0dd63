import { readFileSync, writeFileSync } from 'node:fs';
import { collectChanges } from '../testing/session/changesOfView.ts';
import { walk } from '../testing/session/walk.ts';
import { DOCUMENT, readChart, sourcesNow, withChart } from './chart/sessionChart.ts';

// Draws the chart of the session into docs/architecture.md; with `--check` only says whether it is that of the sources.
const document = readFileSync(DOCUMENT, 'utf8');
if (process.argv.includes('--check')) {
  if (readChart(document)?.sources !== sourcesNow()) {
    process.stderr.write('The chart in docs/architecture.md is stale. Draw it again: npm run chart\n');
    process.exitCode = 1;
  }
} else {
  const changes = collectChanges();
  walk(changes.note);
  writeFileSync(DOCUMENT, withChart(document, changes.chart()));
}
