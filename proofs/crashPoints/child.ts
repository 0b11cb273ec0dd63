/*
 * Run as `node child.mjs JOB`: opens the state, does the job's operation, and is killed with SIGKILL right before its
 * `killAt`-th call of `node:fs`, or, where that call is `torn`, in the middle of it. `killAt` 0: never; then it prints its calls.
 */
import { observing, type FileSystemCall } from '../harness/fileSystem.ts';
import { copyFileSync, rmSync, truncateSync } from 'node:fs';
import { MAIN_FILE, MIRROR_FILE } from '../../electron/main/globalState/index.ts';
import { interfere, open, perform } from '../harness/operations.ts';
import { writeHalf } from '../failingCalls/fault.ts';
import type { Job, TracedCall } from './job.ts';
import { describe } from './trace.ts';

const { scene, operation, killAt, killName, torn, writer } = JSON.parse(process.argv[2] ?? '') as Job;
const calls: TracedCall[] = [];

function stand(call: FileSystemCall): unknown {
  const traced = describe(call);
  calls.push(traced);
  const isInPlace =
    writer === 'in place' &&
    call.name === 'renameSync' &&
    (traced.to === MAIN_FILE || traced.to === MIRROR_FILE);
  if (isInPlace) truncateSync(call.parameters[1] as string);
  if (call.name === killName && calls.filter(({ name }) => name === killName).length === killAt) {
    if (torn) void writeHalf(call);
    process.kill(process.pid, 'SIGKILL');
  }
  return isInPlace ? fillInPlace(call) : noteDescriptor(traced, call.perform(...call.parameters));
}

/** What many programs do in place of a rename: the file is emptied and filled again, and a crash in between loses all. */
function fillInPlace({ parameters }: FileSystemCall): void {
  const [from, to] = parameters as [string, string];
  copyFileSync(from, to);
  rmSync(from);
}

function noteDescriptor(traced: TracedCall, answer: unknown): unknown {
  if (traced.name === 'openSync') traced.fd = answer as number;
  if (traced.name !== 'open') return answer;
  return (answer as Promise<{ fd: number }>).then((handle) => {
    traced.fd = handle.fd;
    return handle;
  });
}

const state = await observing(stand, async () => await open(scene));
interfere(scene, operation);
const outcome = await observing(stand, async () => await perform(state, scene, operation));
await observing(stand, () => state.close());
process.stdout.write(JSON.stringify({ calls, outcome: outcome.kind }));
