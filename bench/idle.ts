import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandLinePorts } from '../cli/ports.ts';
import { App } from '../e2e/app.ts';
import { openGlobalState } from '../electron/main/globalState/index.ts';
import { createFakeAppServer } from '../testing/fakes/fakeAppServer.ts';
import { createRemoteControl, type RemoteControl } from '../electron/main/remoteControl/index.ts';
import { withBackend, type BackendProcess } from './harness/backendProcess.ts';
import { healthyProfile } from './harness/profiles.ts';
import { atMost, type Benchmarks, type Row } from './harness/row.ts';
import { DEAD_IDS } from './harness/stuckProfile.ts';
import { stopWatching, timersSeen, watchTimers } from './harness/watchTimers.ts';
import { findElectron } from './harness/launchToCode.ts';

/** What a computer with a connected phone costs while nothing happens. */
export const idleBenchmarks: Benchmarks = {
  idle: ({ idleMs }) =>
    withBackend(async (backend) => {
      const { profile } = await healthyProfile(backend);
      const state = await openGlobalState({ folder: profile.codexHome, access: 'write' });
      const remoteControl = createRemoteControl({
        ...commandLinePorts({ folder: profile.codexHome }, state),
        state,
        random: Math.random,
        log: () => {},
        whoElseRuns: async () => null,
        rotateInstallationId: () => null,
        startAppServer: async () => ({ kind: 'ok', value: createFakeAppServer(DEAD_IDS.environmentId) }),
      });
      watchTimers('/electron/main/');
      remoteControl.start();
      await untilConnected(remoteControl);
      await remoteControl.check('button');
      assert.ok(timersSeen().started > 0, 'a check has timers of its own, and they are seen');
      const row = await idling('idle', idleMs, {
        backend,
        folder: profile.codexHome,
        isOurs: () => true,
        timers: async () => timersSeen(),
      });
      stopWatching();
      await remoteControl.stop();
      await state.close();
      profile.remove();
      return row;
    }),
  'idle-window': async ({ idleMs }) => {
    await findElectron();
    return withBackend(async (backend) => {
      const { profile } = await healthyProfile(backend);
      const app = await App.launch(profile.codexHome);
      await app.electron.evaluate(watchTimers, 'main.cjs');
      await app.connected.waitFor();
      await app.page.evaluate('window.mobileSetup.runCheck()');
      assert.ok((await app.electron.evaluate(timersSeen)).started > 0, 'the timers of a check are seen');
      const row = await idling('idle-window', idleMs, {
        backend,
        folder: profile.codexHome,
        // The app-server beside it has databases of its own.
        isOurs: (name) => name.startsWith('.codex-global-state'),
        timers: () => app.electron.evaluate(timersSeen),
      });
      await app.quitForGood();
      profile.remove();
      return row;
    });
  },
};

/** Resolves once the phone is on screen. */
function untilConnected(remoteControl: RemoteControl): Promise<void> {
  return new Promise((resolve) => {
    const resolveOnce = () => {
      if (remoteControl.screen.view.kind === 'connected') resolve();
    };
    remoteControl.onScreen(resolveOnce);
    resolveOnce();
  });
}

/** What is watched, and how. */
interface Watched {
  readonly backend: BackendProcess;
  readonly folder: string;
  readonly isOurs: (name: string) => boolean;
  readonly timers: () => Promise<ReturnType<typeof timersSeen>>;
}

/** Long enough for the app-server to have connected, and for a change just made to be on disk. */
const SETTLED_MS = 2000;

async function idling(name: string, idleMs: number, watched: Watched): Promise<Row> {
  await delay(Math.min(SETTLED_MS, idleMs));
  const before = await look(watched);
  await delay(idleMs);
  const after = await look(watched);
  const requests = after.requests - before.requests;
  const writes = after.files.filter((file) => !before.files.includes(file)).length;
  const timers = after.timers.started - before.timers.started + before.timers.waiting;
  const value = requests + writes + timers;
  const target = atMost(0);
  return {
    name,
    value,
    unit: 'events',
    target: target.text,
    holds: target.holds(value),
    against: `nothing, for ${idleMs / 1000} s`,
    spread: null,
    ours: `${requests} requests, ${writes} writes, ${timers} timers`,
  };
}

async function look({ backend, folder, isOurs, timers }: Watched) {
  const files = readdirSync(folder)
    .filter(isOurs)
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    });
  return { requests: (await backend.requests()).length, files, timers: await timers() };
}
