import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod/mini';

const REPORT_USAGE = join(import.meta.dirname, 'reportUsage.mjs');
const usageSchema = z.object({ cpuMs: z.number(), peakBytes: z.number() });

/** What a whole process took, from the start of Node to its end. */
export interface Usage extends z.infer<typeof usageSchema> {
  readonly wallMs: number;
}

/** What a process is to end with, or the measurement is worth nothing. */
export interface Expected {
  /** The exit code; 0 by default. */
  readonly code?: number;
  /** The `status` of its report, where it prints one. */
  readonly status?: string;
}

/** Runs this very Node with `parameters` and measures all of it. Throws where it does not end as expected. */
export function measureProcess(parameters: readonly string[], { code = 0, status }: Expected = {}): Usage {
  const start = performance.now();
  const ended = spawnSync(process.execPath, ['--import', REPORT_USAGE, ...parameters], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  const wallMs = performance.now() - start;
  assert.deepEqual({ code: ended.status, stderr: ended.stderr }, { code, stderr: '' });
  if (status !== undefined) {
    assert.equal((JSON.parse(ended.stdout) as { status: string }).status, status);
  }
  return { wallMs, ...usageSchema.parse(JSON.parse(ended.output[3] ?? '')) };
}

/** The same Node with nothing to do. */
export const bareNode = (): Usage => measureProcess(['-e', '0']);
