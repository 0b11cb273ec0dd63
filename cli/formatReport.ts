import { MAIN_FILE, MIRROR_FILE } from '../electron/main/globalState/index.ts';
import { markOf, oneLine, paint, plain, type Style } from './display.ts';
import type { Messages } from './messages/contract.ts';
import type { Report, Status } from './report.ts';
import type { Row } from './rows.ts';

const COLOUR: Readonly<Record<Status, 'green' | 'yellow' | 'red'>> = {
  healthy: 'green',
  'not-enrolled': 'green',
  repaired: 'green',
  'nothing-to-repair': 'green',
  restored: 'green',
  stale: 'yellow',
  unverified: 'red',
  blocked: 'red',
  refused: 'red',
};

/** How a report is shown to a person. */
export interface Format {
  readonly messages: Messages;
  readonly style: Style;
  /** The rows of a check; none of another command. */
  readonly rows: readonly Row[];
  /** Whether IDs and files are shown. */
  readonly all: boolean;
  /** Whether the changes are only planned. */
  readonly isPlan: boolean;
}

/** A report as text: one row a check, one sentence, one command; IDs and files where they are asked for. */
export function formatReport(report: Report, { messages, style, rows, all, isPlan }: Format): string {
  const width = Math.max(...rows.map(({ name }) => messages.rows.names[name].length));
  const table = rows.map(({ name, mark, text }) =>
    `${markOf(style, mark)} ${messages.rows.names[name].padEnd(width)}  ${oneLine(text)}`.trimEnd(),
  );
  const lines = [
    ...table,
    ...(table.length === 0 ? [] : ['']),
    paint(style, COLOUR[report.status], oneLine(report.message)),
    ...(all ? detailsOf(report, messages, isPlan) : []),
    ...(report.backup === null ? [] : [`${messages.backup}: ${oneLine(report.backup)}`]),
    paint(style, 'bold', `${messages.next}: ${oneLine(report.nextStep)}`),
  ];
  return lines.map((line) => plain(style, line)).join('\n');
}

/** What was found and changed; what is the same in the state file and its mirror is told once. */
function detailsOf(report: Report, messages: Messages, isPlan: boolean): readonly string[] {
  const findings = report.findings.map(
    ({ kind, id, where }) => `${messages.findings[kind]}: ${id} (${where})`,
  );
  const changes = report.changes.map(({ file, path, op }) =>
    `${op} ${path.join(' › ')} (${file})`.replace('  ', ' '),
  );
  const remote = report.remote.map(({ kind, id, outcome }) => `${messages.remote[outcome]} ${kind} ${id}`);
  return [
    ...section(messages.found, withMirror(findings)),
    ...section(isPlan ? messages.wouldChange : messages.changed, withMirror(changes)),
    ...section(isPlan ? messages.wouldAskServer : messages.onServer, remote),
  ];
}

/** The mirror has a list of its own; a line that says the same of both files stands once. */
function withMirror(lines: readonly string[]): readonly string[] {
  const inMain = new Set(lines);
  const twins = new Set(lines.filter((line) => twin(line) !== line).map(twin));
  return lines
    .filter((line) => twin(line) === line || !inMain.has(twin(line)))
    .map((line) => (twins.has(line) ? line.replace(/\)$/, ', and in its mirror)') : line));
}

function twin(line: string): string {
  return line.replace(`(${MIRROR_FILE}`, `(${MAIN_FILE}`);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  - ${oneLine(line)}`)];
}
