import { App } from '../e2e/app.ts';
import { electronDistribution } from '../tools/electronDistribution.ts';
import { withBackend, type BackendProcess } from './harness/backendProcess.ts';
import { measurePairs, timeAsync, type Sample } from './harness/measure.ts';
import { ratioRow } from './harness/pairRow.ts';
import { healthyProfile } from './harness/profiles.ts';
import { atMost, type Benchmarks } from './harness/row.ts';

/** What a check asks. The app-server's own requests are answered at once in both cases. */
const DIRECTORY = ['clients', 'environments', 'mfa', 'client-refresh-start'];

/** The built app, as a person starts it. */
export const launchBenchmarks: Benchmarks = {
  'launch-overhead-50ms': async (effort) => {
    await findElectron();
    return withBackend(async (backend) => {
      const pairs = await measurePairs(effort.rounds(10), launched(backend, 50), launched(backend, 0));
      const name = 'launch-overhead-50ms';
      const against = 'the same build, the check answered at once';
      return ratioRow({ name, unit: '× that', target: atMost(1.05), against }, pairs);
    });
  },
};

/** Says to Playwright which Electron there is, once. */
export async function findElectron(): Promise<void> {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= (await electronDistribution()).folder;
}

/** From the start of the process to the QR code, on a profile that the backend knows and no phone is connected to. */
function launched(backend: BackendProcess, delayMs: number): Sample {
  return async () => {
    const { profile } = await healthyProfile(backend, { isPaired: false });
    await backend.delay(delayMs, ...DIRECTORY);
    let app: App | null = null;
    const spent = await timeAsync(async () => {
      app = await App.launch(profile.codexHome);
      await app.qrCode.waitFor();
    });
    await (app as App | null)?.quit();
    profile.remove();
    return spent;
  };
}
