import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Job, TracedCall } from './job.ts';

/** How a child ended. */
export interface ChildEnd {
  readonly signal: NodeJS.Signals | null;
  /** What it came to, where it lived. */
  readonly report: { readonly calls: readonly TracedCall[]; readonly outcome: string } | null;
  readonly errors: string;
}

/** Runs the bundle of `child.ts` on `job`. */
export async function runChild(bundle: string, job: Job): Promise<ChildEnd> {
  const child = spawn(process.execPath, [bundle, JSON.stringify(job)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (_, signal) => resolve(signal));
  });
  const [output, errors, signal] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { signal, report: output === '' ? null : JSON.parse(output), errors };
}
