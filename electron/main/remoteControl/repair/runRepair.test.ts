import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startBackend, type Backend } from '../../../../testing/backend/index.ts';
import { createTestClock, type TestClock } from '../../../../testing/fakes/testClock.ts';
import { makeProfile, stuckState } from '../../../../testing/profiles/profile.ts';
import { readCodexHome, rotateInstallationId, type RunningProgram } from '../../codexHome/index.ts';
import { openGlobalState, PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { check } from './check.ts';
import type { RepairPorts } from './ports.ts';
import { createRepairProposals } from './repairProposals.ts';
import { runRepair, type RepairRequest, type RepairResult, type RepairStep } from './runRepair.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

const INSTALLATION_ID = '11111111-1111-4111-8111-111111111111';
const APP: RunningProgram = { kind: 'desktop-app', name: 'ChatGPT', pid: 7 };

/** A real profile and a real backend that knows this computer, its client and a phone, and everything around a repair in order. */
async function bed(more: Partial<RepairPorts> = {}) {
  const account = backend.addAccount({});
  const { accountId, userId: accountUserId } = account;
  const ids = {
    baseUrl: backend.baseUrl,
    accountUserId,
    clientId: `cli_${accountId}`,
    environmentId: `env_${accountId}`,
    installationId: INSTALLATION_ID,
  };
  const { environmentId } = ids;
  backend.addClient({ accountId, clientId: ids.clientId, deviceType: 'desktop' });
  backend.addClient({ accountId, clientId: `phone_${accountId}`, environmentIds: [environmentId] });
  backend.addEnvironment({ accountId, environmentId, installationId: INSTALLATION_ID });
  const state = stuckState(ids);
  const profile = makeProfile({ backend, account, installationId: INSTALLATION_ID, state, mirror: state });
  const opened = await openGlobalState({ folder: profile.codexHome, access: 'write' });
  onTestFinished(async () => {
    await opened.close();
    profile.remove();
  });
  const events: string[] = [];
  const ports: RepairPorts = {
    state: opened,
    clock: createTestClock(50),
    hostName: 'test-desktop',
    fetch: (url, init) => {
      events.push(`${init.method} ${new URL(url).pathname.split('/').slice(5).join('/')}`);
      return fetch(url, init);
    },
    readHome: () => readCodexHome(profile.codexHome),
    readEnrollmentTable: async () => ({ rows: [], isWhole: true }),
    localFacts: () => ({ connectedEnvironmentId: null, livePairing: false }),
    whoElseRuns: async (need) => {
      events.push(`who: ${need}`);
      return null;
    },
    rotateInstallationId: () => {
      events.push('rotate');
      return rotateInstallationId(profile.codexHome, new Date());
    },
    stopAppServer: async () => void events.push('stop'),
    ...more,
  };
  const steps: RepairStep[] = [];
  const request: RepairRequest = {
    mode: 'full',
    reading: null,
    confirmed: null,
    newIdentity: false,
    signal: new AbortController().signal,
    onStep: (step) => {
      steps.push(step);
      if (step.progress === null) events.push(step.step);
    },
  };
  const run = (change: Partial<RepairRequest> = {}) => runRepair(ports, { ...request, ...change });
  /** What the person in front of the dialog has confirmed. */
  const propose = async (...ticked: readonly string[]) => {
    const proposals = createRepairProposals();
    const result = await check(ports, { signal: request.signal, includeUnpaired: true });
    const proposed = proposals.propose(result, false);
    events.length = 0;
    if (proposed.kind !== 'proposed') return null;
    const { token, ghosts } = proposed.summary;
    expect(ghosts.length).toBeGreaterThanOrEqual(ticked.length);
    const confirmed = proposals.take(token);
    return confirmed && { ...confirmed, ghosts: ticked };
  };
  const atServer = () => {
    const { clients, environments } = backend.account({ accountId });
    return [...clients.map((each) => each.clientId), ...environments.map((each) => each.environmentId)];
  };
  const addPending = (clientId: string) =>
    backend.addClient({
      accountId,
      clientId,
      enrollmentStatus: 'pending_enrollment',
      createdAt: Date.now() - 60 * 60_000,
    });
  return { accountId, ids, profile, state: opened, ports, events, steps, run, propose, atServer, addPending };
}

const done = (result: RepairResult) => {
  if (result.kind !== 'done') throw new Error(JSON.stringify(result));
  return result;
};
const reasonOf = (result: RepairResult) => (result.kind === 'refused' ? result.reason : result.kind);

describe('a full repair', () => {
  it('stops the app-server, reads, asks who else runs, cuts, changes the identity, and cleans up', async () => {
    const { run, events, steps, atServer, accountId, state, ids } = await bed();
    const result = done(await run({ newIdentity: true }));
    const order = events.filter((event) => !event.startsWith('GET') && !event.startsWith('POST'));
    expect(order).toEqual([
      'checking',
      'who: full',
      'stop',
      'who: full',
      'removing',
      'rotate',
      'cleaning',
      `DELETE environments/${ids.environmentId}`,
      `DELETE clients/${ids.clientId}`,
    ]);
    expect(events.indexOf('stop')).toBeLessThan(events.findIndex((event) => event.startsWith('GET')));
    expect(steps.at(-1)).toEqual({ step: 'cleaning', progress: { done: 2, total: 2 } });
    expect([atServer(), state.get([KEYS.environmentId])]).toEqual([[`phone_${accountId}`], undefined]);
    expect([result.reason, result.identity !== null, result.backup !== null]).toEqual([null, true, true]);
  });

  it.each([1, 2])('writes nothing where a program is found the %i. time it is asked', async (time) => {
    let asked = 0;
    const { run, events, state, ids } = await bed({
      whoElseRuns: async () => ((asked += 1) === time ? APP : null),
    });
    const result = await run({ newIdentity: true });
    expect([result.kind === 'refused' && result.program, reasonOf(result)]).toEqual([APP, 'app-running']);
    expect(state.get([KEYS.environmentId])).toBe(ids.environmentId);
    expect(events.filter((event) => /DELETE|rotate/.test(event))).toEqual([]);
  });

  it('asks the app-server who is signed in before it stops it, where only that can say', async () => {
    const { run, events, profile } = await bed({
      readHome: () => ({
        ...readCodexHome(profile.codexHome),
        signIn: { kind: 'in-key-ring', message: '' },
      }),
      readSignIn: async () => {
        events.push('sign-in');
        return readCodexHome(profile.codexHome).signIn;
      },
    });
    done(await run());
    const order = events.filter((event) => ['sign-in', 'stop'].includes(event));
    expect(order).toEqual(['sign-in', 'stop']);
  });

  it('tells what was done before the identity could not be written', async () => {
    const { run, state, atServer, accountId } = await bed({
      rotateInstallationId: () => {
        throw new Error('EACCES');
      },
    });
    const result = done(await run({ newIdentity: true }));
    expect([result.reason, result.identity, result.plan.edits.length > 0]).toEqual([
      'identity-failed',
      null,
      true,
    ]);
    expect([state.get([KEYS.environmentId]), atServer()]).toEqual([undefined, [`phone_${accountId}`]]);
  });

  it('leaves what is online in the outbox, and says so', async () => {
    const { run, accountId, ids, atServer, state } = await bed();
    backend.setOnline({ accountId, environmentId: ids.environmentId, online: true });
    const { drained } = done(await run());
    expect(drained.deletions.map(({ outcome }) => outcome)).toEqual(['queued', 'queued']);
    expect([atServer().length, state.record.outbox.length]).toEqual([3, 2]);
  });

  it('is refused, and changes nothing, where it could only take away', async () => {
    const { run, state, ids, events } = await bed();
    backend.addFault({ endpoint: 'clients', status: 401, times: 1 });
    expect([reasonOf(await run()), state.get([KEYS.environmentId])]).toEqual([
      'signed-out',
      ids.environmentId,
    ]);
    expect(events.filter((event) => event.startsWith('DELETE'))).toEqual([]);
  });

  it('can be cancelled while it cleans up', async () => {
    const cancel = new AbortController();
    const { run, addPending, state } = await bed();
    for (let count = 0; count < 30; count += 1) addPending(`p${count}`);
    const { drained } = done(
      await run({
        signal: cancel.signal,
        onStep: ({ progress }) => {
          if (progress?.done === 10) cancel.abort();
        },
      }),
    );
    const left = drained.deletions.filter(({ outcome }) => outcome === 'queued').length;
    expect([left > 0, state.record.outbox.length]).toEqual([true, left]);
  });
});

describe('a confirmed repair', () => {
  it('is made where a new reading plans the same, with the atoms that the page has written meanwhile', async () => {
    const { run, propose, state } = await bed();
    const confirmed = await propose();
    state.write({ path: [KEYS.atoms, 'codex-mobile-late'], op: 'set', value: 1, epoch: state.epoch });
    done(await run({ confirmed }));
    expect(Object.keys(state.get([KEYS.atoms]) as object)).not.toContain('codex-mobile-late');
  });

  it('takes its own host, which the service shows online for a moment after it was stopped, for no copied computer', async () => {
    let connectedEnvironmentId: string | null = null;
    const { run, propose, accountId, ids, state, atServer } = await bed({
      hostName: 'renamed-desktop',
      localFacts: () => ({ connectedEnvironmentId, livePairing: false }),
      stopAppServer: async () => {
        connectedEnvironmentId = null;
      },
    });
    backend.setOnline({ accountId, environmentId: ids.environmentId, online: true });
    connectedEnvironmentId = ids.environmentId;
    const { drained } = done(await run({ confirmed: await propose() }));
    expect(state.get([KEYS.environmentId])).toBeUndefined();
    // It is deleted once the service shows it offline.
    expect([drained.deletions.map(({ outcome }) => outcome), atServer().length]).toEqual([
      ['queued', 'queued'],
      3,
    ]);
  });

  it('does nothing where the phone that was pending has enrolled while the dialog was open', async () => {
    const { run, propose, accountId, addPending, atServer, state, ids } = await bed();
    addPending('p-scanning');
    const confirmed = await propose();
    backend.addClient({ accountId, clientId: 'p-scanning', enrollmentStatus: 'enrolled_device_key' });
    expect(await run({ confirmed })).toEqual({ kind: 'plan-changed' });
    expect([atServer().includes('p-scanning'), state.get([KEYS.environmentId])]).toEqual([
      true,
      ids.environmentId,
    ]);
  });

  it('leaves a phone alone that has begun to enroll while the dialog was open', async () => {
    const { run, propose, addPending, atServer } = await bed();
    addPending('p-old');
    const confirmed = await propose();
    addPending('p-new');
    done(await run({ confirmed }));
    expect(atServer().filter((id) => id.startsWith('p-'))).toEqual(['p-new']);
  });

  it('does nothing where something was stored meanwhile, by another program too', async () => {
    const { run, propose, profile, ids } = await bed();
    const confirmed = await propose();
    const other = stuckState({ ...ids, environmentId: 'env_new' });
    profile.writeState(other);
    expect(await run({ confirmed })).toEqual({ kind: 'plan-changed' });
    expect(profile.readState()).toEqual(other);
  });

  it('does nothing for another account', async () => {
    const { run, propose, profile } = await bed();
    const confirmed = await propose();
    const { accountId } = backend.addAccount({});
    writeFileSync(join(profile.codexHome, 'auth.json'), JSON.stringify(backend.mintAuth({ accountId })));
    const before = profile.readState();
    expect([await run({ confirmed }), profile.readState()]).toEqual([{ kind: 'plan-changed' }, before]);
  });
});

/** Two environments that this computer has left behind. */
function addGhosts(accountId: string): void {
  for (const name of ['ghost-1', 'ghost-2']) {
    backend.addEnvironment({
      accountId,
      environmentId: `${name}_${accountId}`,
      installationId: INSTALLATION_ID,
      hostName: 'test-desktop',
    });
  }
}

describe('ghosts of this computer', () => {
  it('are deleted only where they are ticked', async () => {
    const { run, propose, accountId, atServer } = await bed();
    addGhosts(accountId);
    const { plan, drained } = done(await run({ confirmed: await propose(`ghost-1_${accountId}`) }));
    expect(plan.remote.map(({ role }) => role).toSorted()).toEqual(['ghost', 'own', 'own']);
    expect(drained.deletions.every(({ outcome }) => outcome === 'deleted')).toBe(true);
    expect(atServer().filter((id) => id.startsWith('ghost'))).toEqual([`ghost-2_${accountId}`]);
    const { run: again, propose: none, accountId: other, atServer: left } = await bed();
    addGhosts(other);
    done(await again({ confirmed: await none() }));
    expect(left().filter((id) => id.startsWith('ghost'))).toHaveLength(2);
  });

  it('are no ghosts any more where they have come online meanwhile: the plan is shown again', async () => {
    const { run, propose, accountId, atServer } = await bed();
    addGhosts(accountId);
    const environmentId = `ghost-1_${accountId}`;
    const confirmed = await propose(environmentId);
    backend.setOnline({ accountId, environmentId, online: true });
    expect([await run({ confirmed }), atServer().includes(environmentId)]).toEqual([
      { kind: 'plan-changed' },
      true,
    ]);
  });
});

describe('an automatic repair', () => {
  const heal = { mode: 'automatic' } as const;

  it('takes the reading it was given, sends nothing, and asks once who else runs', async () => {
    const { run, ports, events, accountId, ids, state } = await bed();
    backend.revokeClient({ accountId, clientId: ids.clientId });
    const reading = await check(ports, { signal: new AbortController().signal });
    events.length = 0;
    expect(done(await run({ ...heal, reading })).plan.edits.length).toBe(2);
    expect([events, state.get([KEYS.clientEnrollments])]).toEqual([['who: write'], {}]);
  });

  it('reads again where the reading it was given is no longer seconds old', async () => {
    const { run, ports, events, accountId, ids, state } = await bed();
    backend.revokeClient({ accountId, clientId: ids.clientId });
    const reading = await check(ports, { signal: new AbortController().signal });
    backend.addClient({ accountId, clientId: ids.clientId, deviceType: 'desktop' });
    (ports.clock as TestClock).advance(11_000);
    events.length = 0;
    expect(done(await run({ ...heal, reading })).plan.edits).toEqual([]);
    expect(events.some((event) => event.startsWith('GET'))).toBe(true);
    expect(state.get([KEYS.clientEnrollments])).not.toEqual({});
  });

  it('reads again where the computer has slept since, while who else runs was asked too', async () => {
    let sleeps = 0;
    const { run, ports, accountId, ids, state } = await bed({
      whoElseRuns: async () => {
        if (sleeps > 0) (ports.clock as TestClock).setWallClock(3_600_000);
        sleeps -= 1;
        return null;
      },
    });
    const { clientId } = ids;
    const again = () => backend.addClient({ accountId, clientId, deviceType: 'desktop' });
    backend.revokeClient({ accountId, clientId });
    const reading = await check(ports, { signal: new AbortController().signal });
    (ports.clock as TestClock).setWallClock(3_600_000);
    again();
    expect(done(await run({ ...heal, reading })).plan.edits).toEqual([]);

    backend.revokeClient({ accountId, clientId });
    sleeps = 1;
    expect(done(await run({ ...heal })).plan.edits.length).toBe(2);
    sleeps = 9;
    backend.addClient({ accountId, clientId, deviceType: 'desktop' });
    state.liftTombstones([{ kind: 'client', id: clientId }]);
    await state.restore();
    backend.revokeClient({ accountId, clientId });
    expect(reasonOf(await run({ mode: 'repair' }))).toBe('timeout');
    expect(state.get([KEYS.clientEnrollments])).not.toEqual({});
  });

  it('asks no question where there is nothing to remove', async () => {
    const { run, ports, events } = await bed();
    const reading = await check(ports, { signal: new AbortController().signal });
    events.length = 0;
    done(await run({ ...heal, reading }));
    expect(events).toEqual([]);
  });

  it('is not repeated for the same cause, unless a person asks', async () => {
    const { run, accountId, ids, profile, state } = await bed();
    backend.revokeClient({ accountId, clientId: ids.clientId });
    done(await run({ ...heal }));
    state.liftTombstones([{ kind: 'client', id: ids.clientId }]);
    await state.flush();
    const record = profile.readState()['mobile-pairing-repair'];
    profile.writeState({ ...stuckState(ids), 'mobile-pairing-repair': record ?? null });
    expect((await run({ ...heal })).kind).toBe('held');
    expect(done(await run({ mode: 'repair' })).plan.edits.length).toBeGreaterThan(0);
  });

  it('of a computer that is not set up is none', async () => {
    const { run, profile } = await bed();
    profile.writeState({});
    profile.writeState({}, 'mirror');
    expect(await run({ ...heal })).toEqual({ kind: 'not-enrolled' });
  });
});
