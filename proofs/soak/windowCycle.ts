import { launchWindow, type Surroundings } from '../desktop/window.ts';
import type { Home } from './home.ts';
import { expectHealed } from './moduleCycle.ts';

const VIEW_TIMEOUT_MS = 60_000;

/** Launch, heal, pair and quit with the built app and its window. Throws where one of them does not happen. */
export async function cycleWindow(home: Home, number: number, surroundings: Surroundings): Promise<void> {
  await home.stuck(number, async (backend, deadIds) => {
    const app = await launchWindow(home.profile.codexHome, surroundings);
    try {
      await app.qrCode.waitFor({ timeout: VIEW_TIMEOUT_MS });
      const code = await app.scanQrCode();
      backend.claimCode({ accountId: home.accountId, code });
      await app.connected.waitFor({ timeout: VIEW_TIMEOUT_MS });
    } catch (error) {
      throw new Error(`launch ${number}: ${String(error)}; ${app.log.slice(-1000)}`, { cause: error });
    } finally {
      await app.quit();
    }
    expectHealed(home, deadIds);
  });
}
