import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { SECOND_READING_AFTER_MS } from '../electron/main/remoteControl/index.ts';
import { withBackend, type BackendProcess } from './harness/backendProcess.ts';
import { measurePairs, timeAsync, type Sample } from './harness/measure.ts';
import { ratioRow } from './harness/pairRow.ts';
import { healthyProfile, stuckProfile } from './harness/profiles.ts';
import { atMost, type Benchmarks } from './harness/row.ts';

const CURE = join(import.meta.dirname, 'harness', 'cureByHand.mjs');
const STATE_BYTES = 1_000_000;

/** Whole processes, from the start of Node to its end. */
export const cliBenchmarks: Benchmarks = {
  'cli-check': (effort) =>
    withBackend(async (backend) => {
      const { profile } = await healthyProfile(backend, { bytes: effort.size(STATE_BYTES) });
      try {
        const pairs = await measurePairs(
          effort.rounds(60),
          checked(effort.commandLine, profile.codexHome),
          bareNode,
        );
        const target = atMost(3);
        return ratioRow({ name: 'cli-check', unit: '× bare Node', target, against: 'node -e 0' }, pairs);
      } finally {
        profile.remove();
      }
    }),
  'cli-repair-vs-workaround': (effort) =>
    withBackend(async (backend) => {
      const bytes = effort.size(STATE_BYTES);
      const pairs = await measurePairs(
        effort.rounds(20),
        repaired(effort.commandLine, backend, bytes),
        curedByHand(backend, bytes),
      );
      const claim = { name: 'cli-repair-vs-workaround', unit: '× the cure by hand', target: atMost(3) };
      return ratioRow({ ...claim, against: 'cure by hand, a Node script' }, pairs);
    }),
};

function checked(tool: string, codexHome: string): Sample {
  return () => run([tool, 'check', '--json', '--codex-home', codexHome], 'healthy');
}

const bareNode: Sample = () => run(['-e', '0'], null);

/** Less the second that lies between the two readings: it is waited for, not worked. */
function repaired(tool: string, backend: BackendProcess, bytes: number): Sample {
  return async () => {
    const { profile } = await stuckProfile(backend, { bytes });
    const spent = await run([tool, 'repair', '--json', '--codex-home', profile.codexHome], 'repaired');
    profile.remove();
    return spent - SECOND_READING_AFTER_MS;
  };
}

function curedByHand(backend: BackendProcess, bytes: number): Sample {
  return async () => {
    const { profile } = await stuckProfile(backend, { bytes });
    const spent = await run([CURE, profile.stateFile], null);
    assert.equal(profile.readState()['electron-local-remote-control-environment-id'], undefined);
    profile.remove();
    return spent;
  };
}

/** Milliseconds of a whole process of this very Node; its report must say `status`, where it makes one. */
async function run(parameters: readonly string[], status: string | null): Promise<number> {
  let ended = null as ReturnType<typeof spawnSync> | null;
  const spent = await timeAsync(async () => {
    ended = spawnSync(process.execPath, parameters, { encoding: 'utf8' });
  });
  const { stdout, stderr } = ended ?? { stdout: '', stderr: '' };
  assert.deepEqual({ code: ended?.status, stderr }, { code: 0, stderr: '' });
  if (status !== null) assert.equal((JSON.parse(String(stdout)) as { status: string }).status, status);
  return spent;
}
