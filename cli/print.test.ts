import { expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from '../electron/main/globalState/index.ts';
import { inWords } from './print.ts';
import type { Outcome } from './report.ts';
import { toReport } from './sentences.ts';

const plain = { colour: false, isPlan: false };
const print = (outcome: Outcome, words = plain) => inWords(toReport(outcome), words).split('\n');

const REPAIRED: Outcome = {
  command: 'repair',
  status: 'repaired',
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
};

it('tells everything in plain sentences, and what is the same in the file and its mirror once', () => {
  expect(print(REPAIRED)).toEqual([
    'What the server no longer has was removed from this computer.',
    'Found:',
    '  - the server no longer knows this client: c1 (.codex-global-state.json: enrollments, and in its mirror)',
    '  - the server no longer knows this environment: e1 (.codex-global-state.json: environment)',
    '  - this client was revoked: c0 (.codex-global-state.json.bak: enrollments)',
    '  - a phone that never finished: p1 (account)',
    'Changed:',
    '  - remove enrollments › Codex Desktop (.codex-global-state.json, and in its mirror)',
    '  - set added (.codex-global-state.json.bak)',
    '  - set (installation_id)',
    'On the server:',
    '  - deleted client p1',
    '  - kept for the next repair: environment e1',
    'Backup: /home/person/backup',
    'Next: Open the desktop app and scan the new QR code with the phone.',
  ]);
});

it('tells a plan as a plan, whatever its status', () => {
  const { findings: _, backup: __, ...planned } = REPAIRED;
  const dry: Outcome = {
    ...planned,
    status: 'unverified',
    reason: 'incomplete-list',
    remote: [{ kind: 'client', id: 'p1', outcome: 'planned' }],
    isPlan: true,
  };
  expect(print(dry, { colour: false, isPlan: true })).toEqual([
    'The server did not give its whole list, so an absence proves nothing.',
    'Would change:',
    '  - remove enrollments › Codex Desktop (.codex-global-state.json, and in its mirror)',
    '  - set added (.codex-global-state.json.bak)',
    '  - set (installation_id)',
    'Would ask the server to:',
    '  - delete client p1',
    'Next: Try again in some minutes.',
  ]);
});

it('is short where there is nothing to tell', () => {
  expect(print({ command: 'check', status: 'not-enrolled' })).toEqual([
    'This computer is not set up for a phone yet.',
    'Next: Open the desktop app and scan its QR code with the phone.',
  ]);
});

it('paints only where it is told to', () => {
  const escape = '\u001B[';
  const painted = inWords(toReport({ command: 'check', status: 'stale' }), { colour: true, isPlan: false });
  expect([painted.startsWith(`${escape}33m`), print(REPAIRED).join('').includes(escape)]).toEqual([
    true,
    false,
  ]);
});

it('lets nothing from a file or a server move the cursor of a terminal', () => {
  const [, , line] = print({
    command: 'check',
    status: 'stale',
    findings: [{ kind: 'pending-client', id: 'a\u001B[2J\r\nb\u202Ec', where: 'account' }],
  });
  expect(line).toBe('  - a phone that never finished: a [2J b c (account)');
});
