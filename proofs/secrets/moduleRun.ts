import { createTestClock } from '../../testing/fakes/testClock.ts';
import { openDesktop, type Desktop } from '../desktop/desktop.ts';
import { applyFaults, type FaultSet } from './faults.ts';
import { startRealAppServer } from './realAppServer.ts';
import { makeScene, type Scene } from './scene.ts';
import { findSecrets, type Place } from './search.ts';
import { findInFiles } from './places.ts';
import type { Searched } from './searched.ts';
import { until } from '../harness/until.ts';

/** Five times as fast as real time, which the real app-server keeps up with. */
const PACE = 5;

/** The module with the real app-server: a heal, a code, a phone, the button and its undo; nothing is faulty. */
export function searchWholeLife(): Promise<Searched> {
  return inScene('a whole life', async (scene, desktop, say) => {
    const { remoteControl } = desktop;
    remoteControl.start();
    await say.waitFor('pairing');
    claimCode(scene);
    await say.waitFor('connected');
    const proposed = await remoteControl.proposeRepair();
    say.hear('the plan', proposed);
    if (proposed.kind !== 'proposed') throw new Error('A repair was not to be had.');
    await remoteControl.repair(proposed.summary.token, false);
    await say.waitFor('pairing');
    remoteControl.undo();
    await remoteControl.check('button');
  });
}

/** The module with the real app-server, and a service that says secrets in its errors. */
export function searchFaulty(faults: FaultSet): Promise<Searched> {
  return inScene(faults.name, async (scene, desktop, say) => {
    applyFaults(scene.backend, scene.planted, faults);
    const { remoteControl, log } = desktop;
    remoteControl.start();
    // Until the app-server has stumbled over it, where it is what stumbles.
    await until(() => log.some((line) => line.includes('refused: ') || line.includes('body')), 4000);
    say.hear('the plan', await remoteControl.proposeRepair());
  });
}

interface Say {
  hear(name: string, value: unknown): void;
  waitFor(view: string): Promise<void>;
}

async function inScene(
  name: string,
  work: (scene: Scene, desktop: Desktop, say: Say) => Promise<void>,
): Promise<Searched> {
  const scene = await makeScene();
  try {
    const { codexHome } = scene.profile;
    const screens: Place[] = [];
    const told: Place[] = [];
    const lines: string[] = [];
    const desktop = await openDesktop(codexHome, {
      fetch: (url, init) => fetch(url, init),
      clock: createTestClock(PACE),
      startAppServer: (signal) => startRealAppServer(codexHome, (line) => lines.push(line), signal),
    });
    const { remoteControl } = desktop;
    remoteControl.onScreen((screen) =>
      screens.push({ name: `${name}: the screen "${screen.view.kind}"`, text: JSON.stringify(screen) }),
    );
    const say: Say = {
      hear: (what, value) => void told.push({ name: `${name}: ${what}`, text: JSON.stringify(value) }),
      async waitFor(view) {
        const isShown = await until(() => remoteControl.screen.view.kind === view);
        if (!isShown) throw new Error(`${name}: the screen "${view}" never came.`);
      },
    };
    try {
      await work(scene, { ...desktop, log: lines }, say);
      say.hear('the diagnostics', remoteControl.diagnostics());
    } finally {
      await desktop.quit();
    }
    const logs = [...desktop.log, ...lines].map((text) => ({ name: `${name}: the log`, text }));
    const { tokens, codes, keys, ids } = scene.secrets();
    return {
      places: screens.length + told.length + logs.length,
      secrets: tokens.length + codes.length + keys.length,
      found: [
        ...findSecrets([...screens, ...told, ...logs], [...tokens, ...keys]),
        ...findSecrets([...screens.filter((screen) => !isCodeShown(screen)), ...told, ...logs], codes),
        ...findSecrets([...told, ...logs], ids),
        ...findInFiles(name, codexHome, scene.secrets()),
      ],
    };
  } finally {
    await scene.close();
  }
}

function claimCode({ backend, accountId }: Scene): void {
  const code = backend.pairingCodes().at(-1)?.pairingCode ?? '';
  const { claim } = backend.claimCode({ accountId, code });
  if (claim.kind !== 'claimed') throw new Error(`The code was not to be claimed: ${claim.kind}.`);
}

function isCodeShown({ name }: Place): boolean {
  return name.endsWith('"pairing"');
}
