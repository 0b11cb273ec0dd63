import type { ProofResult, Size } from '../result.ts';
import { callEveryChannel } from './channels.ts';
import { tryTheWindow } from './window.ts';

/** The page is isolated: nothing leaves it but calls of the bridge, and only valid calls of our own page are accepted. */
export async function prove(size: Size): Promise<ProofResult> {
  const isFull = size === 'full';
  const calls = await callEveryChannel(isFull ? 10_000 : 200);
  const tries = await tryTheWindow(isFull ? 1000 : 50);
  const failures = [...calls.failures, ...tries.failures];
  return {
    name: 'renderer isolation',
    counts: {
      'ways out tried from the page': tries.made,
      'calls from the page': tries.calls,
      'calls on the channels': calls.made,
      'of them valid': calls.taken,
      'got through': failures.length,
    },
    holds: failures.length === 0,
    failures,
  };
}
