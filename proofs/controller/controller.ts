import { startBackend } from '../../testing/backend/index.ts';
import { bundle } from '../harness/bundle.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import type { ProofResult, Size } from '../result.ts';
import { crashEverywhere } from './crashes.ts';
import { fuzzAuthorizations } from './fuzz.ts';

/**
 * Authorizing this computer again survives a kill before and after each of its effects: what the server has accepted is stored by
 * the next launch, finish is sent once, and the next press works. And no answer of a service, however wrong, has anything stored
 * that the server does not know, or leaves a key behind that nothing needs.
 */
export async function prove(size: Size): Promise<ProofResult> {
  const backend = await startBackend();
  const tools = makeFolder();
  try {
    const child = await bundle('proofs/controller/child.ts', tools);
    const crashes = await crashEverywhere(backend, child);
    const fuzzed = await fuzzAuthorizations(backend, size === 'full' ? 3000 : 80);
    const failures = [
      ...crashes.flatMap((crash) => crash.failures.map((failure) => `killed ${crash.where}: ${failure}`)),
      ...fuzzed.failures,
    ];
    return {
      name: 'controller',
      counts: {
        'crash points': crashes.length,
        'services with wrong answers': fuzzed.inputs,
        'authorized all the same': fuzzed.authorized,
        'lost, repeated or left behind': failures.length,
      },
      holds: failures.length === 0,
      failures,
    };
  } finally {
    removeFolder(tools);
    await backend.close();
  }
}
