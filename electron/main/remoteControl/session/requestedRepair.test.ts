import { describe, expect, it } from 'vitest';
import type { CodexHome } from '../../codexHome/index.ts';
import { MAIN_FILE, PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { testState } from '../../../../testing/fakes/stateFolder.ts';
import type { CheckResult } from '../repair/check.ts';
import { plan } from '../decide/plan.ts';
import { removedBy, summarise } from '../decide/summary.ts';
import {
  ACCOUNT,
  BASE_URL,
  client,
  environment,
  INSTALLATION_ID,
  judge,
  list,
  OK,
  reading,
  stuck,
} from '../../../../testing/fakes/directoryFixtures.ts';
import type { RemoteControlPorts } from '../ports.ts';
import { createRequestedRepair } from '../repair/requestedRepair.ts';

const HOME: CodexHome = {
  signIn: { kind: 'signed-in', account: ACCOUNT },
  service: { kind: 'base-url', baseUrl: BASE_URL },
  installationId: INSTALLATION_ID,
} as CodexHome;
const diagnosis = (twin = false) => {
  const copy = environment('e-copy', { online: true, installation_id: INSTALLATION_ID });
  const environments = list([environment('e1'), ...(twin ? [copy] : [])]);
  return judge(stuck(), [reading({ clients: list([client('c1')]), environments, refreshed: { c1: OK } })]);
};
const diagnosed = (more: Partial<Extract<CheckResult, { kind: 'diagnosed' }>> = {}): CheckResult => ({
  kind: 'diagnosed',
  diagnosis: diagnosis(),
  reason: null,
  retryAfterMs: null,
  ...more,
});

/** A repair of a real state, and everything that happens around it, in order. */
async function scene({ main = stuck() as object, rotate = () => {} } = {}) {
  const files = await testState({ main: JSON.stringify(main) });
  const events: unknown[] = [];
  const home = { now: HOME };
  const ports: Partial<RemoteControlPorts> = {
    state: files.state,
    readHome: () => home.now,
    clock: { now: () => Date.UTC(2026, 4, 4, 3, 2, 1), monotonic: () => 0, wait: () => Promise.resolve() },
    rotateInstallationId: () => {
      events.push('rotate');
      rotate();
    },
    log: (line) => events.push(line),
  };
  const repair = createRequestedRepair(ports as RemoteControlPorts, {
    show: ({ view, outcome }) => events.push(view ?? outcome),
    stopAppServer: async () => void events.push('stop'),
    drain: async (_, { remote }) => void events.push(['drain', remote.length]),
    onBackup: (path) => events.push(['backup', path?.slice(files.folder.length + 1, -14)]),
  });
  const propose = (result = diagnosed(), isContested = false) => {
    const proposed = repair.propose(result, isContested);
    if (proposed.kind !== 'proposed') throw new Error(proposed.reason);
    return proposed.summary;
  };
  return { ...files, repair, events, home, propose };
}

const REMOVING = { kind: 'repairing', step: 'removing', progress: null };
const CLEANING = { kind: 'repairing', step: 'cleaning', progress: null };
const BACKED_UP = ['backup', `${MAIN_FILE}.mobile-pairing-backup.`];

describe('a proposal', () => {
  it('shows what the plan does, and offers a new identity only where another machine seems to have this one', async () => {
    const { propose } = await scene();
    const { token, ...summary } = propose();
    expect([token.length, summary]).toEqual([
      36,
      { removals: summarise(plan(diagnosis(), 'full')), offerNewIdentity: false },
    ]);
    expect([
      propose(diagnosed(), true).offerNewIdentity,
      propose(diagnosed({ diagnosis: diagnosis(true), reason: 'clone-suspected' })).offerNewIdentity,
    ]).toEqual([true, true]);
  });

  it.each<[string, CheckResult]>([
    ['signed-out', { kind: 'unchecked', reason: 'signed-out', message: '', isEnrolled: true }],
    ['state-unreadable', { kind: 'unchecked', reason: 'state-unreadable', message: '', isEnrolled: true }],
    ['state-changed', { kind: 'not-enrolled' }],
    ['offline', diagnosed({ reason: 'offline' })],
  ])('is none where it cannot help: %s', async (reason, result) => {
    expect((await scene()).repair.propose(result, false)).toEqual({ kind: 'impossible', reason });
  });

  it('that was withdrawn by a later one can no longer be confirmed', async () => {
    const { repair, propose, events } = await scene();
    const { token } = propose();
    repair.propose({ kind: 'not-enrolled' }, false);
    expect([await repair.run(token, false), events]).toEqual(['state-changed', []]);
  });
});

describe('a confirmed repair', () => {
  it('does what was shown, stops the app-server before it cleans up, and tells what went', async () => {
    const { repair, propose, events, state } = await scene();
    const { token } = propose();
    const removed = removedBy(plan(diagnosis(), 'full'));
    expect([await repair.run(token, false), events]).toEqual([
      null,
      [
        REMOVING,
        BACKED_UP,
        CLEANING,
        'stop',
        ['drain', 2],
        { kind: 'repaired', requested: true, removed, left: [] },
      ],
    ]);
    expect([state.get([KEYS.environmentId]), state.record.heals.map(({ mode }) => mode)]).toEqual([
      undefined,
      ['full'],
    ]);
    expect(await repair.run(token, false)).toBe('state-changed');
  });

  it('takes atoms with it that the page has written meanwhile', async () => {
    const { repair, propose, state } = await scene();
    const { token } = propose();
    state.write({ path: [KEYS.atoms, 'codex-mobile-late'], op: 'set', value: 1, epoch: 1 });
    expect([await repair.run(token, false), state.get([KEYS.atoms])]).toEqual([null, { theme: 'dark' }]);
  });

  it('gives a new identity where that was chosen, after the app-server has stopped', async () => {
    const { repair, propose, events } = await scene();
    await repair.run(propose().token, true);
    expect(events.slice(2, 5)).toEqual([CLEANING, 'stop', 'rotate']);
  });

  it('ends where the new identity cannot be written', async () => {
    const { repair, propose, events } = await scene({
      rotate: () => {
        throw new Error('full');
      },
    });
    expect([await repair.run(propose().token, true), events.slice(3)]).toEqual([
      'write-failed',
      ['stop', 'rotate', 'repair: the new identity could not be written'],
    ]);
  });

  it('of nothing writes nothing, and with a new identity has repaired all the same', async () => {
    const nothing = diagnosed({ diagnosis: judge({}, [reading()]) });
    for (const [newIdentity, kind] of [
      [false, 'nothing-to-repair'],
      [true, 'repaired'],
    ] as const) {
      const { repair, propose, events, written } = await scene({ main: {} });
      await repair.run(propose(nothing).token, newIdentity);
      expect([written, events.slice(0, 2), events.at(-1)]).toEqual([
        [],
        [REMOVING, CLEANING],
        { kind, requested: true, removed: [], left: [] },
      ]);
    }
  });

  it('is not begun where the state is another one by now', async () => {
    const { repair, propose, put, events } = await scene();
    const { token } = propose();
    put(MAIN_FILE, JSON.stringify({ ...stuck(), [KEYS.installationId]: 'another' }));
    expect([await repair.run(token, false), events]).toEqual(['state-changed', [REMOVING]]);
  });

  it.each<[string, Partial<CodexHome>]>([
    [
      'another account signed in',
      { signIn: { kind: 'signed-in', account: { ...ACCOUNT, accountId: 'other' } } },
    ],
    ['the account signed out', { signIn: { kind: 'signed-out', message: '' } }],
    ['the address changed', { service: { kind: 'base-url', baseUrl: 'http://127.0.0.1:1' } }],
    ['the address can no longer be read', { service: { kind: 'config-unreadable', message: '' } }],
  ])('is not begun where %s', async (_, change) => {
    const { repair, propose, home, events } = await scene();
    const { token } = propose();
    home.now = { ...HOME, ...change };
    expect([await repair.run(token, false), events]).toEqual(['state-changed', []]);
  });
});
