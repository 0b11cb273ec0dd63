import type { CommitResult, Write } from '../contract.ts';
import { unusedBackupPlace, type BackupLabel, type BackupPlace } from '../disk/backups.ts';
import { changeTo, filesAfter, type Documents } from '../disk/bothFiles.ts';
import { store, type Changes } from '../disk/store.ts';
import { afterSave, type Memory } from '../memory.ts';
import type { RepairRecord } from '../record/contract.ts';
import { attemptUntilDone } from './attempts.ts';
import type { HeldState } from './heldState.ts';
import type { OwnerPorts } from './ports.ts';

/** What is to be stored of memory; a mismatch ends the whole write. */
type Composition =
  | ({ readonly kind: 'composed'; readonly record: RepairRecord } & Documents)
  | Extract<CommitResult, { kind: 'mismatch' }>;

/** One write of both files: what it is made of, and what it means for memory. */
export interface Saving {
  /** What the kept files are called; `null`: none are kept. */
  readonly label: BackupLabel | null;
  readonly compose: (memory: Memory, keep: BackupPlace, isRepeated: boolean) => Composition;
  /** Whether it may be stored beside the writes that came since it was composed. */
  readonly allows: (later: readonly Write[]) => boolean;
  /** Called when it has been stored and memory says so, with memory as it was composed of. */
  readonly onStored: (saved: Memory) => void;
}

/** What a write of both files came to. */
export type Saved =
  | { readonly kind: 'saved'; readonly written: boolean; readonly backup: string | null }
  | Exclude<CommitResult, { kind: 'committed' | 'closed' }>;

/** Composes over what is on disk and stores that, again and again where another program is at it too. */
export function save(
  held: HeldState,
  ports: OwnerPorts,
  { label, compose, allows, onStored }: Saving,
): Promise<Saved> {
  return attemptUntilDone(async (isRepeated): Promise<Saved | null> => {
    const problem = await held.look();
    if (problem) return problem;
    const { memory } = held;
    const keep = unusedBackupPlace(ports.place, label ?? 'mobile-pairing-backup', ports.now());
    const composed = compose(memory, keep, isRepeated);
    if (composed.kind === 'mismatch') return composed;

    const changes: Changes = {
      main: changeTo(memory.files.main, composed.main),
      mirror: changeTo(memory.files.mirror, composed.mirror),
      // Dead ids go from the mirror before they go from the main file, so that they are never in the mirror alone, from where
      // they would come back.
      first: 'mirror',
    };
    const composedOf = new Set(memory.unsaved);
    const stored = await store(ports, changes, {
      keep: label === null ? null : keep,
      mayPublish: () => allows(held.memory.unsaved.filter((write) => !composedOf.has(write))),
      onPublished: ({ versions }) => {
        const files = filesAfter(memory.files, composed, changes, versions);
        held.memory = afterSave(held.memory, memory, files, composed.record);
        onStored(memory);
      },
    });
    switch (stored.kind) {
      case 'changed':
        return null;
      case 'write-failed':
        return stored;
      case 'stored': {
        const written = changes.main.after !== null || changes.mirror.after !== null;
        return { kind: 'saved', written, backup: stored.backup.main ?? stored.backup.mirror };
      }
    }
  });
}
