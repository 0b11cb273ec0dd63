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
  | Unpublished;

/** Nothing of ours is there. */
type Unpublished = (
  | {
      /** Another program has written one of the files: its version is there, and ours is not. */
      readonly kind: 'changed';
    }
  | {
      /** The file system keeps no links: the old files have to be copied first. */
      readonly kind: 'no-links';
    }
  | { readonly kind: 'failed'; readonly code: string; readonly onDisk: 'old' | 'unknown' }
) & {
  /** Those of which ours was there when another program wrote over it: what is kept of the old file is the only copy. */
  readonly onlyCopies: readonly Replacement[];
};

/**
 * Puts all new files in their places, or none. Synchronous, and as short for a large file as for a small one. Each rename is on
 * disk before the next one; the last one's folder is the caller's to sync.
 *
 * A rename replaces whatever it finds, and no system that we run on can make it look first. So the old file gets a second
 * name in the call before, and is looked at under that name in the call after: where it is not what was read, another
 * program's version has slipped in between, and goes back to its place. The place is never without a file.
 */
export function publish(replacements: readonly Replacement[]): Publication {
  if (!replacements.every(isStill)) return CHANGED;
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
    const ends = done.map((each) => [each, putBack(each)] as const);
    const isKnown = ends.every(([, end]) => end !== 'unknown');
    const onlyCopies = [...step.onlyCopies, ...ends.flatMap(([each, end]) => (end === 'theirs' ? each : []))];
    if (step.kind === 'failed' && step.onDisk === 'old' && isKnown) return { ...step, onlyCopies };
    if (step.kind === 'failed') return { ...step, onDisk: 'unknown', onlyCopies };
    return isKnown ? { ...step, onlyCopies } : { kind: 'failed', code: 'EIO', onDisk: 'unknown', onlyCopies };
  }
  return { kind: 'published', versions };
}

type Step = { readonly kind: 'replaced'; readonly version: FileVersion } | Unpublished;

/** Another program was faster. */
export const CHANGED: Unpublished = { kind: 'changed', onlyCopies: [] };

function failedWith(error: unknown): Unpublished {
  return { kind: 'failed', code: errorCode(error), onDisk: 'old', onlyCopies: [] };
}

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
    if (NO_LINKS.has(code)) return { kind: 'no-links', onlyCopies: [] };
    // Taken away, or the name was taken by another process of ours.
    return code === 'ENOENT' || code === 'EEXIST' ? CHANGED : failedWith(error);
  }
  // A copy tells nothing afterwards: all that another program writes after this look is lost.
  if (isCopied && !isStill(replacement)) return CHANGED;
  try {
    renameSync(temporary.path, target);
  } catch (error) {
    if (!isCopied) removeQuietly(keptAs);
    return failedWith(error);
  }
  const isKept = isCopied || holds(keptAs, before);
  const version = versionAt(target);
  if (isKept && version !== null && isSameFile(version, temporary)) return { kind: 'replaced', version };
  // What was written after ours is newer than all that we know: it stays.
  const end = putBack(replacement);
  const onlyCopies = end === 'theirs' ? [replacement] : [];
  if (end !== 'unknown') return { kind: 'changed', onlyCopies };
  return { kind: 'failed', code: 'EIO', onDisk: 'unknown', onlyCopies };
}

/** A link is made only where nothing is, so that a file that has just been created is never written over. */
function create({ place, temporary }: Replacement, target: string): Step {
  try {
    linkSync(temporary.path, target);
    removeQuietly(temporary.path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return CHANGED;
    if (!NO_LINKS.has(code)) return failedWith(error);
    if (!isStill({ place, before: null })) return CHANGED;
    try {
      renameSync(temporary.path, target);
    } catch (second) {
      return failedWith(second);
    }
  }
  const version = versionAt(target);
  return version === null ? CHANGED : { kind: 'replaced', version };
}

/** What is in the place of a file that was taken back: the old one, another program's, or that is not known. */
type End = 'old' | 'theirs' | 'unknown';

/**
 * Takes our version away again, where it is still there as we wrote it, and puts the one it replaced back. What another program may write
 * into it even now stays under a name of its own.
 */
function putBack(replacement: Replacement): End {
  const { before, temporary, parts, keptAs, isCopied } = replacement;
  const target = targetOf(replacement);
  const now = versionAt(target);
  // Another program's: it knows better than we do what is to be there.
  if (now === null || !isSameFile(now, temporary) || !holdsBytesSync(target, parts)) {
    return before === null ? 'old' : 'theirs';
  }
  const ours = unusedReplacedName(target);
  let end: End = 'old';
  try {
    if (before === null) renameSync(target, ours);
    else {
      if (isCopied) chmodSync(keptAs, before.version.attributes.mode);
      else linkSync(target, ours);
      if (isCopied || holdsBytesSync(ours, parts)) renameSync(keptAs, target);
      else end = 'theirs';
    }
    syncFolderOfSync(target);
    if (holdsBytesSync(ours, parts) || isOneFile(ours, target)) removeQuietly(ours);
    return end;
  } catch {
    return 'unknown';
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
