import type { RestoreOptions, RestoreResult } from '../contract.ts';
import { unusedBackupPlace } from '../disk/backups.ts';
import { filesAfter } from '../disk/bothFiles.ts';
import { planRestore } from '../disk/restore.ts';
import { store } from '../disk/store.ts';
import { afterRestore } from '../memory.ts';
import { attemptUntilDone } from './attempts.ts';
import type { HeldState } from './heldState.ts';
import type { OwnerPorts } from './ports.ts';

/** Takes a repair back in files and memory, again and again where another program is at it too. */
export function restore(
  held: HeldState,
  ports: OwnerPorts,
  { backup, exact = false }: RestoreOptions,
): Promise<RestoreResult> {
  return attemptUntilDone(async (): Promise<RestoreResult | null> => {
    const { place } = ports;
    // A damaged file is no obstacle here: it is what a restore is for.
    await held.look();
    const plan = await planRestore(place, { backup, exact, record: held.memory.record });
    if (plan.kind !== 'plan') return plan;
    const { main, mirror, changes } = plan;
    const stored = await store(ports, changes, {
      keep: unusedBackupPlace(place, 'mobile-pairing-before-restore', ports.now()),
      mayPublish: () => true,
      onPublished: ({ versions }) => {
        const before = { main: main.before, mirror: mirror.before };
        const documents = { main: main.document, mirror: mirror.document };
        held.memory = afterRestore(held.memory, filesAfter(before, documents, changes, versions));
        held.epoch += 1;
      },
    });
    switch (stored.kind) {
      case 'changed':
        return null;
      case 'write-failed':
        return stored;
      case 'stored':
        return { kind: 'restored', backup: plan.backup, epoch: held.epoch };
    }
  });
}
