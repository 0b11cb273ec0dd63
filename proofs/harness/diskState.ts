import { linkSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One name in a folder, and the file behind it, which may have other names there. */
interface FoundFile {
  readonly name: string;
  readonly ino: bigint;
  readonly mode: number;
  readonly bytes: Buffer;
}

/** All that a folder holds at one moment: what a process that dies then leaves behind. */
export type DiskState = readonly FoundFile[];

/** Looks at all files of `folder`. */
export function takeState(folder: string): DiskState {
  return readdirSync(folder)
    .toSorted()
    .map((name) => {
      const path = join(folder, name);
      const { ino, mode } = statSync(path, { bigint: true });
      return { name, ino, mode: Number(mode) & 0o7777, bytes: readFileSync(path) };
    });
}

/** Fills the empty `folder` with `state`; what was one file under two names is one again. */
export function putState(folder: string, state: DiskState): void {
  const made = new Map<bigint, string>();
  for (const { name, ino, mode, bytes } of state) {
    const path = join(folder, name);
    const first = made.get(ino);
    if (first === undefined) writeFileSync(path, bytes, { mode });
    else linkSync(first, path);
    made.set(ino, path);
  }
}

/** The same text for states that differ in the random part of their names alone. */
export function keyOf(state: DiskState): string {
  const first = new Map<bigint, number>();
  return JSON.stringify(
    state.map(({ name, ino, mode, bytes }, index) => {
      if (!first.has(ino)) first.set(ino, index);
      return [name.replace(/\.tmp-[0-9a-f]+$/, '.tmp'), first.get(ino), mode, bytes.toString('latin1')];
    }),
  );
}
