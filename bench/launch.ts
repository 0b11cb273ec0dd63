import { withBackend, type BackendProcess } from './harness/backendProcess.ts';
import { findElectron, launchToCode } from './harness/launchToCode.ts';
import { measurePairs, type Sample } from './harness/measure.ts';
import { ratioRow } from './harness/pairRow.ts';
import { healthyProfile } from './harness/profiles.ts';
import { atMost, type Benchmarks } from './harness/row.ts';

/** What a check asks. The app-server's own requests are answered at once in both cases. */
const DIRECTORY = ['clients', 'environments', 'mfa', 'client-refresh-start', 'environment-clients'];

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

/** On a profile that the backend knows and no phone is connected to. */
function launched(backend: BackendProcess, delayMs: number): Sample {
  return launchToCode(async () => {
    const made = await healthyProfile(backend, { isPaired: false });
    await backend.delay(delayMs, ...DIRECTORY);
    return made;
  });
}
