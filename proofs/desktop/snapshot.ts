import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everything a folder holds: names, bytes, modes, and when each file was written. */
export type Snapshot = ReadonlyMap<string, string>;

/** Reads all of `folder`. */
export function takeSnapshot(folder: string): Snapshot {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return new Map(names.map((name) => [name, describe(join(folder, name))]));
}

/** The names whose file has come, gone, or been written since `before`, in bytes, mode or time. */
export function changedSince(before: Snapshot, after: Snapshot): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name));
}

function describe(path: string): string {
  const facts = lstatSync(path, { bigint: true });
  if (!facts.isFile()) return `mode ${facts.mode}`;
  return `mode ${facts.mode} at ${facts.mtimeNs}: ${readFileSync(path).toString('latin1')}`;
}
