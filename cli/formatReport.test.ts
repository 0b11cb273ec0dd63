import { expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from '../electron/main/globalState/index.ts';
import { formatReport, type Format } from './formatReport.ts';
import { ENGLISH } from './messages/english.ts';
import type { Report } from './report.ts';

const REPAIRED: Report = {
  schemaVersion: 1,
  version: '1.0.0',
  command: 'repair',
  status: 'repaired',
  reason: null,
  findings: [
    { kind: 'client-gone', id: 'c1', where: `${MAIN_FILE}: enrollments` },
    { kind: 'environment-gone', id: 'e1', where: `${MAIN_FILE}: environment` },
    { kind: 'client-gone', id: 'c1', where: `${MIRROR_FILE}: enrollments` },
    { kind: 'client-revoked', id: 'c0', where: `${MIRROR_FILE}: enrollments` },
    { kind: 'pending-client', id: 'p1', where: 'account' },
  ],
  changes: [
    { file: MAIN_FILE, path: ['enrollments', 'Codex\nDesktop'], op: 'remove' },
    { file: MIRROR_FILE, path: ['enrollments', 'Codex\nDesktop'], op: 'remove' },
    { file: MIRROR_FILE, path: ['added'], op: 'set' },
    { file: 'installation_id', path: [], op: 'set' },
  ],
  remote: [
    { kind: 'client', id: 'p1', outcome: 'deleted' },
    { kind: 'environment', id: 'e1', outcome: 'queued' },
  ],
  backup: '/home/person/backup',
  message: 'Fixed.',
  nextStep: 'Scan the code.',
  diagnostics: {},
};

const PLAIN: Format = {
  messages: ENGLISH,
  style: { colour: false, ascii: false },
  rows: [],
  all: false,
  isPlan: false,
};
const format = (report: Report, how: Partial<Format> = {}) =>
  formatReport(report, { ...PLAIN, ...how }).split('\n');

it('is short: IDs and files are shown where they are asked for', () => {
  expect(format(REPAIRED)).toEqual(['Fixed.', 'Backup: /home/person/backup', 'Next: Scan the code.']);
});

it('shows everything with --all, and what is the same in the file and its mirror once', () => {
  expect(format(REPAIRED, { all: true })).toEqual([
    'Fixed.',
    'Found:',
    "  - the server doesn't know this authorization any more: c1 (.codex-global-state.json: enrollments, and in its mirror)",
    '  - the server has deleted this computer: e1 (.codex-global-state.json: environment)',
    '  - this authorization was revoked: c0 (.codex-global-state.json.bak: enrollments)',
    '  - a phone that never finished: p1 (account)',
    'Changed:',
    '  - remove enrollments › Codex Desktop (.codex-global-state.json, and in its mirror)',
    '  - set added (.codex-global-state.json.bak)',
    '  - set (installation_id)',
    'On the server:',
    '  - deleted client p1',
    '  - kept for the next repair: environment e1',
    'Backup: /home/person/backup',
    'Next: Scan the code.',
  ]);
});

it('shows a plan as a plan', () => {
  const remote = [{ kind: 'client', id: 'p1', outcome: 'planned' }] as const;
  const lines = format({ ...REPAIRED, findings: [], remote, backup: null }, { all: true, isPlan: true });
  expect(lines.filter((line) => !line.startsWith('  -'))).toEqual([
    'Fixed.',
    'Would change:',
    'Would ask the server to:',
    'Next: Scan the code.',
  ]);
});

it('puts the rows first, one mark each', () => {
  const rows = [
    { name: 'app', mark: 'ok', text: 'not running' },
    { name: 'signIn', mark: 'warning', text: 'soon over' },
    { name: 'computer', mark: 'problem', text: 'deleted' },
    { name: 'database', mark: 'none', text: '' },
  ] as const;
  const short = { ...REPAIRED, backup: null };
  expect(format(short, { rows }).slice(0, 5)).toEqual([
    '✓ App            not running',
    '⚠ Sign-in        soon over',
    '✗ This computer  deleted',
    '– Database',
    '',
  ]);
  expect(format(short, { rows, style: { colour: false, ascii: true } }).slice(0, 4)).toEqual([
    '[ok] App            not running',
    '[!]  Sign-in        soon over',
    '[x]  This computer  deleted',
    '[-]  Database',
  ]);
});

it('paints only where it is told to', () => {
  const escape = '\u001B[';
  const painted = format(REPAIRED, { style: { colour: true, ascii: false } });
  expect([painted[0]?.startsWith(`${escape}32m`), format(REPAIRED).join('').includes(escape)]).toEqual([
    true,
    false,
  ]);
});

it('lets nothing from a file or a server move the cursor of a terminal', () => {
  const hostile = 'a\u001B[2J\r\nb\u202Ec\u009B2Jd\u2028e';
  const findings = [{ kind: 'pending-client', id: hostile, where: 'account' }] as const;
  const lines = format(
    { ...REPAIRED, findings, message: hostile, nextStep: hostile, backup: hostile },
    { all: true },
  );
  expect(lines.join('').match(/[\p{Cc}\p{Cf}\p{Zl}]/gu)).toBeNull();
});
