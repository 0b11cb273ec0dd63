import { takeLock } from '../../electron/main/globalState/index.ts';
import type { RemoteControlPorts } from '../../electron/main/remoteControl/index.ts';
import { createFakeAppServer } from '../../testing/fakes/fakeAppServer.ts';
import { openDesktop } from '../desktop/desktop.ts';
import { pairingMentions } from '../harness/pairingPart.ts';
import { createTestClock } from '../../testing/fakes/testClock.ts';
import type { Home } from './home.ts';
import { startRealAppServer } from '../secrets/realAppServer.ts';
import { until } from '../harness/until.ts';

/** Milliseconds for one step of a launch: far more than it takes. */
const STATE_TIMEOUT_MS = 30_000;

/** How many times as fast as real time the waits of the module are over: real timers, so that one which is left behind shows. */
const PACE = 40;

/** Launch, heal, pair and quit, without the window. Throws where one of them does not happen. */
export async function cycleModule(home: Home, number: number, appServer: 'real' | 'fake'): Promise<void> {
  const { codexHome } = home.profile;
  await home.stuck(number, async (backend, deadIds) => {
    const fake = createFakeAppServer(`env_e_new_${String(number).padStart(6, '0')}`);
    const lock = takeLock(codexHome, 'app');
    const desktop = await openDesktop(codexHome, {
      clock: createTestClock(PACE),
      fetch: (url, init) => fetch(url, init),
      startAppServer: appServer === 'fake' ? async () => ({ kind: 'ok', value: fake }) : startReal(codexHome),
    });
    const { remoteControl, log } = desktop;
    const step = async (what: string, isSo: () => boolean) => {
      if (await until(isSo, STATE_TIMEOUT_MS)) return;
      const seen = JSON.stringify(remoteControl.screen);
      throw new Error(`launch ${number}: never ${what}; on screen ${seen}; ${log.slice(-5).join('; ')}`);
    };
    try {
      remoteControl.start();
      await step('healed and asking for a phone', () => {
        const { view, outcome } = remoteControl.screen;
        return view.kind === 'pairing' && outcome?.kind === 'repaired';
      });
      const { view } = remoteControl.screen;
      if (appServer === 'fake') fake.claim();
      else if (view.kind === 'pairing') {
        const code = new URL(view.url).searchParams.get('pairing_code') ?? '';
        backend.claimCode({ accountId: home.accountId, code });
      }
      await step('connected', () => remoteControl.screen.view.kind === 'connected');
    } finally {
      await desktop.quit();
      if (lock.kind === 'held') lock.release();
    }
    expectHealed(home, deadIds);
  });
}

/** Throws where one of the ids stands in the pairing part of a state file. */
export function expectHealed({ profile }: Home, deadIds: readonly string[]): void {
  for (const file of ['main', 'mirror'] as const) {
    const left = deadIds.filter((id) => pairingMentions(profile.readState(file), id));
    if (left.length > 0) throw new Error(`after the quit the ${file} file holds ${left.join(', ')}`);
  }
}

function startReal(codexHome: string): RemoteControlPorts['startAppServer'] {
  return (signal) => startRealAppServer(codexHome, () => undefined, signal);
}
