import type { Row } from './row.ts';

const HEAD = ['name', 'value', 'middle half', 'target', 'holds', 'ours', 'against'] as const;

/** The rows as a Markdown table that a terminal can read too. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({ name, value, unit, spread, target, holds, ours, against }) => [
    name,
    `${value} ${unit}`,
    spread === null ? '' : `${spread[0]} – ${spread[1]}`,
    target,
    holds ? 'yes' : 'NO',
    ours,
    against,
  ]);
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

/** The rows by name, for a program. */
export function recordOf(rows: readonly Row[]) {
  return Object.fromEntries(
    rows.map(({ name, value, spread, unit, target, holds, against }) => [
      name,
      { value, spread, unit, target, holds, against },
    ]),
  );
}
