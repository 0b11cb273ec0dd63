import {
  closeSync,
  chmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from './errorCode.ts';
import {
  hasSameBytes,
  isRacy,
  isSameFile,
  isSameVersion,
  versionOf,
  type FileVersion,
} from './fileVersion.ts';

/** One version of a file and the bytes that it holds. */
export interface Content {
  readonly version: FileVersion;
  readonly parts: readonly Buffer[];
}

/** One file that is ready to be replaced. */
export interface Replacement {
  /** The name by which the file is known; it may be a link. */
  readonly place: string;
  /** What is there; `null` where nothing is. */
  readonly before: Content | null;
  /** The new file, written and synced, beside the old one. */
  readonly temporary: FileVersion;
  /** Where the old file is kept: a link to it that is made at the last moment, or a copy that is there already. */
  readonly keptAs: string;
  readonly isCopied: boolean;
}

/** What publishing came to. */
export type Publication =
  | {
      readonly kind: 'published';
      /** In the order of the replacements. */ readonly versions: readonly FileVersion[];
    }
  /** Another program has written one of the files: its version is there, and ours is not. */
  | { readonly kind: 'changed' }
  /** The file system keeps no links: the old files have to be copied first. */
  | { readonly kind: 'no-links' }
  | { readonly kind: 'failed'; readonly code: string; readonly onDisk: 'old' | 'unknown' };

/**
 * Puts all new files in their places, or none. Synchronous, and as short for a large file as for a small one.
 *
 * A rename replaces whatever it finds, and no system that we run on can make it look first. So the old file gets a second
 * name in the call before, and is looked at under that name in the call after: where it is not what was read, another
 * program's version has slipped in between, and goes back to its place. The place is never without a file.
 */
export function publish(replacements: readonly Replacement[]): Publication {
  if (!replacements.every(isStill)) return { kind: 'changed' };
  const done: Replacement[] = [];
  const versions: FileVersion[] = [];
  for (const replacement of replacements) {
    const step = replace(replacement);
    if (step.kind === 'replaced') {
      done.unshift(replacement);
      versions.push(step.version);
      continue;
    }
    const areBack = done.map(putBack).every(Boolean);
    if (step.kind !== 'failed') return areBack ? step : { kind: 'failed', code: 'EIO', onDisk: 'unknown' };
    return { ...step, onDisk: areBack && step.onDisk === 'old' ? 'old' : 'unknown' };
  }
  return { kind: 'published', versions };
}

type Step =
  | { readonly kind: 'replaced'; readonly version: FileVersion }
  | Exclude<Publication, { kind: 'published' }>;

/** Codes of a file system, or of a file on it, that takes no hard links. */
const NO_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EXDEV',
  'EINVAL',
]);

function replace(replacement: Replacement): Step {
  const { before, temporary, keptAs, isCopied } = replacement;
  const target = targetOf(replacement);
  if (before === null) return create(replacement, target);
  try {
    if (!isCopied) linkSync(target, keptAs);
  } catch (error) {
    const code = errorCode(error);
    if (NO_LINKS.has(code)) return { kind: 'no-links' };
    // Taken away, or the name was taken by another process of ours.
    if (code === 'ENOENT' || code === 'EEXIST') return { kind: 'changed' };
    return { kind: 'failed', code, onDisk: 'old' };
  }
  try {
    renameSync(temporary.path, target);
  } catch (error) {
    if (!isCopied) removeQuietly(keptAs);
    return { kind: 'failed', code: errorCode(error), onDisk: 'old' };
  }
  syncFolderOf(target);
  const isKept = isCopied || holds(keptAs, before);
  const version = versionAt(target);
  if (isKept && version !== null && isSameFile(version, temporary)) return { kind: 'replaced', version };
  // What was written after ours is newer than all that we know: it stays.
  return putBack(replacement) ? { kind: 'changed' } : { kind: 'failed', code: 'EIO', onDisk: 'unknown' };
}

/** A link is made only where nothing is, so that a file that has just been created is never written over. */
function create({ temporary }: Replacement, target: string): Step {
  try {
    linkSync(temporary.path, target);
    rmSync(temporary.path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return { kind: 'changed' };
    if (!NO_LINKS.has(code)) return { kind: 'failed', code, onDisk: 'old' };
    try {
      renameSync(temporary.path, target);
    } catch (second) {
      return { kind: 'failed', code: errorCode(second), onDisk: 'old' };
    }
  }
  syncFolderOf(target);
  const version = versionAt(target);
  return version === null ? { kind: 'changed' } : { kind: 'replaced', version };
}

/** Takes our version away again, where it is still there, and puts the one it replaced back. Whether nothing is in doubt. */
function putBack(replacement: Replacement): boolean {
  const { before, temporary, keptAs, isCopied } = replacement;
  const target = targetOf(replacement);
  const now = versionAt(target);
  // Another program's: it knows better than we do what is to be there.
  if (now === null || !isSameFile(now, temporary)) return true;
  try {
    if (before === null) rmSync(target);
    else {
      if (isCopied) chmodSync(keptAs, before.version.attributes.mode);
      renameSync(keptAs, target);
    }
    syncFolderOf(target);
    return true;
  } catch {
    return false;
  }
}

function targetOf({ place, before }: Replacement): string {
  return before?.version.path ?? place;
}

/** Whether what was read is still there. */
function isStill({ place, before }: Replacement): boolean {
  try {
    if (before === null) return lstatSync(place, { throwIfNoEntry: false }) === undefined;
    const path = realpathSync.native(place);
    const now = versionOf(path, statSync(path, { bigint: true }));
    return isSameVersion(now, before.version) && (!isRacy(before.version) || holdsBytes(path, before.parts));
  } catch {
    return false;
  }
}

/** Whether the file at `path` is the one that was read, with the bytes that were read. */
function holds(path: string, { version, parts }: Content): boolean {
  const now = versionAt(path);
  return now !== null && hasSameBytes(now, version) && (!isRacy(version) || holdsBytes(path, parts));
}

function holdsBytes(path: string, parts: readonly Buffer[]): boolean {
  try {
    return areSameBytes(readFileSync(path), parts);
  } catch {
    return false;
  }
}

/** Whether `bytes` are those of `parts`, one after the other. */
export function areSameBytes(bytes: Buffer, parts: readonly Buffer[]): boolean {
  let at = 0;
  for (const part of parts) {
    if (bytes.compare(part, 0, part.length, at, Math.min(at + part.length, bytes.length)) !== 0) return false;
    at += part.length;
  }
  return at === bytes.length;
}

function versionAt(path: string): FileVersion | null {
  try {
    return versionOf(path, statSync(path, { bigint: true }));
  } catch {
    return null;
  }
}

/** Makes a rename into the folder of `path` last through a power cut, where the system can do that. Never throws. */
export function syncFolderOf(path: string): void {
  try {
    const folder = openSync(dirname(path), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // Windows opens no folders, and some network disks sync none.
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // One link too many, which does no harm.
  }
}
