/*
 * Run as `node child.mjs JOB`: opens the state, does the job's operation, and is killed with SIGKILL right before its
 * `killAt`-th call of `node:fs`, or, where that call is `torn`, in the middle of it. `killAt` 0: never; then it prints its calls.
 */
import { observing, type FileSystemCall } from '../harness/fileSystem.ts';
import { atomicStoreFile } from '../harness/storeFile.ts';
import { interfere, open, perform } from '../harness/operations.ts';
import { writeHalf } from '../failingCalls/fault.ts';
import { inPlaceStoreFile } from './inPlace.ts';
import type { Job, TracedCall } from './job.ts';
import { describe } from './trace.ts';

const { scene, operation, killAt, torn, writer } = JSON.parse(process.argv[2] ?? '') as Job;
const storeFile = writer === 'in place' ? inPlaceStoreFile : atomicStoreFile;
const calls: TracedCall[] = [];

function stand(call: FileSystemCall): unknown {
  const traced = describe(call);
  calls.push(traced);
  if (calls.length === killAt) {
    if (torn) writeHalf(call);
    process.kill(process.pid, 'SIGKILL');
  }
  const answer = call.perform(...call.parameters);
  if (call.name === 'openSync') traced.fd = answer as number;
  return answer;
}

const state = await observing(stand, async () => await open({ ...scene, storeFile }));
interfere({ ...scene, storeFile }, operation);
const outcome = await observing(stand, async () => await perform(state, { ...scene, storeFile }, operation));
await observing(stand, () => state.close());
process.stdout.write(JSON.stringify({ calls, outcome: outcome.kind }));
