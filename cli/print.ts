import { styleText } from 'node:util';
import type { Report } from './report.ts';

/** A report in plain sentences, the plan as a list. Colour only where `colour` says so. */
export function inWords(report: Report, colour: boolean): string {
  const paint = (style: 'green' | 'yellow' | 'red' | 'dim', text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const isWell = ['healthy', 'not-enrolled', 'repaired', 'nothing-to-repair', 'restored'].includes(
    report.status,
  );
  const isPlan = report.remote.some(({ outcome }) => outcome === 'planned') || report.status === 'stale';
  return [
    paint(isWell ? 'green' : report.status === 'stale' ? 'yellow' : 'red', report.message),
    ...section(
      'Found:',
      report.findings.map(({ kind, id, where }) => [kind, id ?? '', `(${where})`]),
    ),
    ...section(
      isPlan && report.command === 'repair' ? 'Would change:' : 'Changed:',
      report.changes.map(({ file, path, op }) => [op, file, path.map(oneLine).join(' › ')]),
    ),
    ...section(
      'On the server:',
      report.remote.map(({ kind, id, outcome }) => [outcome, kind, id]),
    ),
    ...(report.backup === null ? [] : [`Backup: ${report.backup}`]),
    paint('dim', `Next: ${report.nextStep}`),
  ].join('\n');
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0
    ? []
    : [title, ...rows.map((row) => `  - ${row.filter(Boolean).map(oneLine).join(' ')}`)];
}

/** Text from a file or a server must not move the cursor of a terminal. */
function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}
