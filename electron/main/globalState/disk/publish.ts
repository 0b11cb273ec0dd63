import { chmodSync, linkSync, lstatSync, renameSync, rmSync, statSync } from 'node:fs';
import { unusedReplacedName } from './backups.ts';
import { errorCode } from './errorCode.ts';
import { hasSameBytes, isRacy, isSameFile, versionOf, type FileVersion } from './fileVersion.ts';
import { isStillAt } from './readFile.ts';
import { holdsBytesSync } from './sameBytes.ts';
import { syncFolderOfSync } from './syncFolder.ts';
import type { NewFile } from './temporaryFile.ts';

/** One version of a file and the bytes that it holds. */
export interface Content {
  readonly version: FileVersion;
  readonly parts: readonly Buffer[];
}

/** One file as it was read. */
interface Seen {
  /** The name by which the file is known; it may be a link. */
  readonly place: string;
  /** What is there; `null` where nothing is. */
  readonly before: Content | null;
}

/** One file that is ready to be replaced. */
export interface Replacement extends Seen {
  /** The new file, written and synced, beside the old one. */
  readonly temporary: NewFile;
  /** What is in it. */
  readonly parts: readonly Buffer[];
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
 * Puts all new files in their places, or none. Synchronous, and as short for a large file as for a small one. Each rename is on
 * disk before the next one; the last one's folder is the caller's to sync.
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
    const earlier = done[0];
    if (earlier !== undefined) syncFolderOfSync(targetOf(earlier));
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
  // A copy tells nothing afterwards: all that another program writes after this look is lost.
  if (isCopied && !isStill(replacement)) return { kind: 'changed' };
  try {
    renameSync(temporary.path, target);
  } catch (error) {
    if (!isCopied) removeQuietly(keptAs);
    return { kind: 'failed', code: errorCode(error), onDisk: 'old' };
  }
  const isKept = isCopied || holds(keptAs, before);
  const version = versionAt(target);
  if (isKept && version !== null && isSameFile(version, temporary)) return { kind: 'replaced', version };
  // What was written after ours is newer than all that we know: it stays.
  return putBack(replacement) ? { kind: 'changed' } : { kind: 'failed', code: 'EIO', onDisk: 'unknown' };
}

/** A link is made only where nothing is, so that a file that has just been created is never written over. */
function create({ place, temporary }: Replacement, target: string): Step {
  try {
    linkSync(temporary.path, target);
    removeQuietly(temporary.path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return { kind: 'changed' };
    if (!NO_LINKS.has(code)) return { kind: 'failed', code, onDisk: 'old' };
    if (!isStill({ place, before: null })) return { kind: 'changed' };
    try {
      renameSync(temporary.path, target);
    } catch (second) {
      return { kind: 'failed', code: errorCode(second), onDisk: 'old' };
    }
  }
  const version = versionAt(target);
  return version === null ? { kind: 'changed' } : { kind: 'replaced', version };
}

/**
 * Takes our version away again, where it is still there as we wrote it, and puts the one it replaced back. What another program may write
 * into it even now stays under a name of its own. Answers whether nothing is in doubt.
 */
function putBack(replacement: Replacement): boolean {
  const { before, temporary, parts, keptAs, isCopied } = replacement;
  const target = targetOf(replacement);
  const now = versionAt(target);
  // Another program's: it knows better than we do what is to be there.
  if (now === null || !isSameFile(now, temporary) || !holdsBytesSync(target, parts)) return true;
  const ours = unusedReplacedName(target);
  try {
    if (before === null) renameSync(target, ours);
    else {
      if (isCopied) chmodSync(keptAs, before.version.attributes.mode);
      else linkSync(target, ours);
      if (isCopied || holdsBytesSync(ours, parts)) renameSync(keptAs, target);
    }
    syncFolderOfSync(target);
    if (holdsBytesSync(ours, parts) || isOneFile(ours, target)) removeQuietly(ours);
    return true;
  } catch {
    return false;
  }
}

/** Where the new file is put: where the old one is, all links followed. */
export function targetOf({ place, before }: Replacement): string {
  return before?.version.path ?? place;
}

/** Whether what was read is still there. */
function isStill({ place, before }: Seen): boolean {
  try {
    if (before === null) return lstatSync(place, { throwIfNoEntry: false }) === undefined;
    const { version, parts } = before;
    // The look at the name comes last: another file may get it while this one is read.
    return (!isRacy(version) || holdsBytesSync(version.path, parts)) && isStillAt(place, version);
  } catch {
    return false;
  }
}

/** Whether the file at `path` is the one that was read, with the bytes that were read. Never throws. */
export function holds(path: string, { version, parts }: Content): boolean {
  const now = versionAt(path);
  return now !== null && hasSameBytes(now, version) && (!isRacy(version) || holdsBytesSync(path, parts));
}

function isOneFile(path: string, other: string): boolean {
  const [one, two] = [versionAt(path), versionAt(other)];
  return one !== null && two !== null && isSameFile(one, two);
}

function versionAt(path: string): FileVersion | null {
  try {
    return versionOf(path, statSync(path, { bigint: true }));
  } catch {
    return null;
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // One name too many, which does no harm.
  }
}
