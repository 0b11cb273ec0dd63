import assert from 'node:assert/strict';
import {
  findAppServer,
  SECOND_READING_AFTER_MS,
  startAppServer,
} from '../electron/main/remoteControl/index.ts';
import { type BackendProcess, withBackend } from './harness/backendProcess.ts';
import { findElectron, launchToCode } from './harness/launchToCode.ts';
import { measurePairs, median, timeAsync } from './harness/measure.ts';
import { ratioRow } from './harness/pairRow.ts';
import { newProfile, stuckProfile } from './harness/profiles.ts';
import { atMost, type Benchmarks } from './harness/row.ts';

const DELAY_MS = 50;

/**
 * From the start of the app on a stuck profile to the code on its screen, against the longest chain that cannot be avoided: the launch
 * of a profile with nothing to heal, where the start of the app-server (which a check runs beside) gives way to two
 * round trips and the second between them.
 */
export const healToCodeBenchmarks: Benchmarks = {
  'heal-to-code': async (effort) => {
    await findElectron();
    return withBackend(async (backend) => {
      await backend.delay(DELAY_MS);
      const rounds = effort.rounds(8);
      const starts: number[] = [];
      for (let index = 0; index < rounds; index += 1) starts.push(await appServerStart(backend));
      const check = SECOND_READING_AFTER_MS + 2 * DELAY_MS;
      const start = median(starts);
      const fresh = launchToCode(() => newProfile(backend));
      const pairs = await measurePairs(
        rounds,
        launchToCode(() => stuckProfile(backend)),
        async () => {
          // The two run side by side, and the longer one counts.
          return (await fresh()) - start + Math.max(start, check);
        },
      );
      const against = 'its longest chain';
      return ratioRow({ name: 'heal-to-code', unit: '× that', target: atMost(1.15), against }, pairs);
    });
  },
};

/** Milliseconds from the start of the real app-server to its first answer. */
async function appServerStart(backend: BackendProcess): Promise<number> {
  const { profile } = await newProfile(backend);
  const found = findAppServer({ env: process.env, moduleFolder: import.meta.dirname });
  assert.equal(found.kind, 'found');
  let server = null as Awaited<ReturnType<typeof startAppServer>> | null;
  const spent = await timeAsync(async () => {
    server = await startAppServer({
      command: found.path,
      baseUrl: backend.baseUrl,
      codexHome: profile.codexHome,
      clientInfo: { name: 'Codex Desktop', title: null, version: '0' },
      log: () => undefined,
      signal: new AbortController().signal,
    });
  });
  assert.equal(server?.kind, 'ok');
  await server.value.stop();
  profile.remove();
  return spent;
}
