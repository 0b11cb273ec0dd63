import { statfsSync } from 'node:fs';
import type { Changes } from './store.ts';

/** Bytes free for this user on the disk of `folder`; `null` where the system does not say. Never throws. */
export function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize, blocks } = statfsSync(folder);
    return blocks === 0 ? null : bavail * bsize;
  } catch {
    return null;
  }
}

/** Room for all new files, for a copy of each old one where the disk takes no links, and a mebibyte for everything else. */
export function bytesNeeded({ main, mirror }: Pick<Changes, 'main' | 'mirror'>): number {
  const sizes = [main, mirror].flatMap(({ before, after }) =>
    after === null ? [] : [...after.map(({ length }) => length), Number(before?.version.size ?? 0)],
  );
  return sizes.reduce((sum, size) => sum + size, 1024 * 1024);
}
