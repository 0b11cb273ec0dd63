import type { BigIntStats } from 'node:fs';

/** One version of a file: which file it is, how long it is and when it was last changed, and who may read it. */
export interface FileVersion {
  /** Where it lies, all links followed. */
  readonly path: string;
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  /** How many names it has. */
  readonly nlink: bigint;
  readonly attributes: FileAttributes;
  /** When it was looked at, in Unix milliseconds. */
  readonly seenAt: number;
}

/** Who may read a file: the permission bits and the two ids, as `stat` has them. */
export interface FileAttributes {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** A file that is still to be created can be read by this user only. */
export function newAttributes(): FileAttributes {
  return { mode: 0o600, uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };
}

/** The version that `stat` has just found at `path`. */
export function versionOf(path: string, stat: BigIntStats): FileVersion {
  const { dev, ino, size, mtimeNs, ctimeNs, nlink } = stat;
  return {
    path,
    dev,
    ino,
    size,
    mtimeNs,
    ctimeNs,
    nlink,
    attributes: attributesOf(stat),
    seenAt: Date.now(),
  };
}

/** Who may read the file that `stat` has found. */
export function attributesOf({ mode, uid, gid }: BigIntStats): FileAttributes {
  return { mode: Number(mode) & 0o7777, uid: Number(uid), gid: Number(gid) };
}

/** Whether the two are one file with, as far as its facts tell, the same bytes: a link more or less changes no byte. */
export function hasSameBytes(a: FileVersion, b: FileVersion): boolean {
  return isSameFile(a, b) && a.size === b.size && a.mtimeNs === b.mtimeNs;
}

/** Whether nothing at all was done to the file between the two. */
export function isSameVersion(a: FileVersion, b: FileVersion): boolean {
  return a.path === b.path && hasSameBytes(a, b) && a.ctimeNs === b.ctimeNs;
}

/** Whether the two are one file, whatever is in it. */
export function isSameFile(
  a: Pick<FileVersion, 'dev' | 'ino'>,
  b: Pick<FileVersion, 'dev' | 'ino'>,
): boolean {
  return a.dev === b.dev && a.ino === b.ino;
}

/** Milliseconds in which two changes can have one time: a tick of the system's clock. */
const TICK = 50n;
/** The same where a file system keeps whole seconds, or every second one, as FAT does. */
const COARSE_TICK = 2500n;

/**
 * Whether the file was changed so shortly before it was looked at that a change right after could not be told by its times.
 * Then only its bytes tell (as in Git's index, where such an entry is called racily clean).
 */
export function isRacy({ ctimeNs, mtimeNs, seenAt }: FileVersion): boolean {
  const last = (ctimeNs > mtimeNs ? ctimeNs : mtimeNs) / 1_000_000n;
  const tick = ctimeNs % 1_000_000n === 0n ? COARSE_TICK : TICK;
  return BigInt(Math.trunc(seenAt)) - last < tick;
}
