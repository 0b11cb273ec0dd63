import { styleText } from 'node:util';
import { MAIN_FILE, MIRROR_FILE } from '../electron/main/globalState/index.ts';
import type { FindingKind } from '../electron/main/remoteControl/index.ts';
import type { RemoteChange, Report, Status } from './report.ts';

const FOUND: Readonly<Record<FindingKind, string>> = {
  'client-gone': 'the server no longer knows this client',
  'client-revoked': 'this client was revoked',
  'environment-gone': 'the server no longer knows this environment',
  'pointer-gone': 'points to an environment that is gone',
  'setup-flag-stale': 'claims a setup that is no longer there',
  'pending-client': 'a phone that never finished',
  'clone-suspected': 'another computer with the identity of this one',
  'malformed-entry': 'has an unknown form and is left alone',
  'other-account': 'belongs to another account or server and is left alone',
};

const DONE: Readonly<Record<RemoteChange['outcome'], string>> = {
  deleted: 'deleted',
  queued: 'kept for the next repair:',
  impossible: 'cannot be asked for:',
  planned: 'delete',
};

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

/** A report in plain sentences, the plan as a list; what is the same in the state file and its mirror is told once. */
export function inWords(
  report: Report,
  { colour, isPlan }: { readonly colour: boolean; readonly isPlan: boolean },
): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const findings = report.findings.map(({ kind, id, where }) => `${FOUND[kind]}: ${id} (${where})`);
  const changes = report.changes.map(({ file, path, op }) =>
    `${op} ${path.join(' › ')} (${file})`.replace('  ', ' '),
  );
  const remote = report.remote.map(({ kind, id, outcome }) => `${DONE[outcome]} ${kind} ${id}`);
  return [
    paint(COLOUR[report.status], report.message),
    ...section('Found:', withMirror(findings)),
    ...section(isPlan ? 'Would change:' : 'Changed:', withMirror(changes)),
    ...section(isPlan ? 'Would ask the server to:' : 'On the server:', remote),
    ...(report.backup === null ? [] : [`Backup: ${report.backup}`]),
    paint('dim', `Next: ${report.nextStep}`),
  ].join('\n');
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

/** Text from a file or a server must not move the cursor of a terminal. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ');
}
