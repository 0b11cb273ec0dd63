import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '..', '..');
const SESSION = join(PROJECT, 'electron', 'main', 'remoteControl', 'session');
/** All that the chart depends on. */
const SOURCES = [
  ...['state.ts', 'events.ts', 'transition.ts', 'screenOf.ts'].map((name) => join(SESSION, name)),
  ...readdirSync(join(SESSION, 'steps'))
    .filter((name) => !name.endsWith('.test.ts'))
    .toSorted()
    .map((name) => join(SESSION, 'steps', name)),
  ...['walk.ts', 'changesOfView.ts'].map((name) => join(PROJECT, 'testing', 'session', name)),
];

/** The document that holds the chart. */
export const DOCUMENT = join(PROJECT, 'docs', 'architecture.md');

const CHART = /<!-- session chart of (\w+), by tools\/drawSession\.ts -->\n```mermaid\n([^]*?)\n```/;

/** Names the sources that a chart was drawn from. */
export function sourcesNow(): string {
  const hash = createHash('sha256');
  for (const path of SOURCES) hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

/** The chart of the document and the sources it was drawn from; `null` where it holds none. */
export function readChart(document: string): { readonly sources: string; readonly chart: string } | null {
  const [, sources, chart] = CHART.exec(document) ?? [];
  return sources === undefined || chart === undefined ? null : { sources, chart };
}

/** The document with this chart in place of its own. */
export function withChart(document: string, chart: string): string {
  return document.replace(
    CHART,
    () =>
      `<!-- session chart of ${sourcesNow()}, by tools/drawSession.ts -->\n\`\`\`mermaid\n${chart}\n\`\`\``,
  );
}
