import assert from 'node:assert/strict';
import { join } from 'node:path';
import { SECOND_READING_AFTER_MS } from '../electron/main/remoteControl/index.ts';
import { withBackend, type BackendProcess } from './harness/backendProcess.ts';
import { measurePairs, type Sample } from './harness/measure.ts';
import { ratioRow } from './harness/pairRow.ts';
import { healthyProfile, stuckProfile } from './harness/profiles.ts';
import { atMost, type Benchmark, type Benchmarks } from './harness/row.ts';
import { bareNode, measureProcess, type Usage } from './harness/wholeProcess.ts';

const MANUAL_FIX = join(import.meta.dirname, 'harness', 'manualFix.mjs');
const STATE_BYTES = 1_000_000;

/** Whole processes, from the start of Node to its end. */
export const cliBenchmarks: Benchmarks = {
  'cli-check': checkRow('cli-check', '× bare Node', 1.8, ({ wallMs }) => wallMs),
  'cli-check-cpu': checkRow('cli-check-cpu', "× bare Node's processor time", 2.2, ({ cpuMs }) => cpuMs),
  'cli-help': textRow('cli-help', ['--help']),
  'cli-completion': textRow('cli-completion', ['completion', 'bash']),
  'cli-repair-vs-workaround': (effort) =>
    withBackend(async (backend) => {
      const bytes = effort.size(STATE_BYTES);
      const pairs = await measurePairs(
        effort.rounds(20),
        repaired(effort.commandLine, backend, bytes),
        fixedByHand(backend, bytes),
      );
      const claim = { name: 'cli-repair-vs-workaround', unit: '× the fix by hand', target: atMost(2) };
      return ratioRow({ ...claim, against: 'fix by hand, a Node script' }, pairs);
    }),
};

function checkRow(name: string, unit: string, limit: number, part: (usage: Usage) => number): Benchmark {
  return (effort) =>
    withBackend(async (backend) => {
      const { profile } = await healthyProfile(backend, { bytes: effort.size(STATE_BYTES) });
      const words = [effort.commandLine, 'check', '--json', '--codex-home', profile.codexHome];
      try {
        const pairs = await measurePairs(
          effort.rounds(60),
          () => part(measureProcess(words, { status: 'healthy' })),
          () => part(bareNode()),
        );
        return ratioRow({ name, unit, target: atMost(limit), against: 'node -e 0' }, pairs);
      } finally {
        profile.remove();
      }
    });
}

function textRow(name: string, words: readonly string[]): Benchmark {
  return async (effort) => {
    const pairs = await measurePairs(
      effort.rounds(60),
      () => measureProcess([effort.commandLine, ...words]).wallMs,
      () => bareNode().wallMs,
    );
    return ratioRow({ name, unit: '× bare Node', target: atMost(1.3), against: 'node -e 0' }, pairs);
  };
}

/** Less the second that lies between the two readings: it is waited for, not worked. */
function repaired(tool: string, backend: BackendProcess, bytes: number): Sample {
  return async () => {
    const { profile } = await stuckProfile(backend, { bytes });
    const words = [tool, 'repair', '--json', '--codex-home', profile.codexHome];
    const { wallMs } = measureProcess(words, { status: 'repaired' });
    profile.remove();
    return wallMs - SECOND_READING_AFTER_MS;
  };
}

function fixedByHand(backend: BackendProcess, bytes: number): Sample {
  return async () => {
    const { profile } = await stuckProfile(backend, { bytes });
    const { wallMs } = measureProcess([MANUAL_FIX, profile.stateFile]);
    assert.equal(profile.readState()['electron-local-remote-control-environment-id'], undefined);
    profile.remove();
    return wallMs;
  };
}
