import { randomUUID } from 'node:crypto';
import { linkSync, lstatSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { errorCode } from './errorCode.ts';
import { onExit } from './onExit.ts';
import { standingOf, thisProcess } from './processIdentity.ts';

/** Who may write the state file now: the app while it runs, or one command while it repairs. */
export const LOCK_FILE = '.codex-global-state.json.lock';

const optionalText = z.optional(z.nullable(z.string()));
const ownerSchema = z.lazy(() =>
  z.object({
    pid: z.int().check(z.positive()),
    role: z.enum(['app', 'command']),
    // An older version named less.
    started: optionalText,
    boot: optionalText,
    namespace: optionalText,
    host: optionalText,
  }),
);

/** Who holds the lock; of a lock that cannot be read, as one of root's, nothing is known but that it is there. */
export interface LockOwner {
  readonly pid: number | null;
  readonly role: 'app' | 'command' | null;
  /** Whether it is known to live. Otherwise it may: it runs where this process cannot look. */
  readonly isVerified: boolean;
}

/** What taking the lock came to. */
export type LockResult =
  | { readonly kind: 'held'; readonly release: () => void }
  | { readonly kind: 'taken'; readonly owner: LockOwner }
  /** The folder cannot be written: anything that needs the lock could not write the state either. */
  | { readonly kind: 'failed'; readonly code: string };

/** The owner of the lock, or `null`: a lock whose process is known to have ended counts for nothing. Reads only. */
export function readLockOwner(folder: string): LockOwner | null {
  return ownerOf(join(folder, LOCK_FILE));
}

/**
 * Takes the lock, also from an owner that ended without releasing it. What cannot be verified counts as living. It is
 * released when this process ends, by a signal too.
 */
export function takeLock(folder: string, role: 'app' | 'command'): LockResult {
  const path = join(folder, LOCK_FILE);
  const mine = JSON.stringify({ ...thisProcess(), role });
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, mine, { flag: 'wx', mode: 0o600, flush: true });
    // A link appears whole and only where there is none: half a lock is never read.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (tryLink(draft, path)) return held(path, mine);
      const owner = ownerOf(path) ?? removeStale(path, draft);
      if (owner !== null) return { kind: 'taken', owner };
    }
    return { kind: 'failed', code: 'EEXIST' };
  } catch (error) {
    return { kind: 'failed', code: errorCode(error) };
  } finally {
    removeQuietly(draft);
  }
}

function held(path: string, mine: string): LockResult {
  const forget = onExit(() => release(path, mine));
  return {
    kind: 'held',
    release: () => {
      forget();
      release(path, mine);
    },
  };
}

/**
 * Removes a lock without a living holder, or returns who is doing that now. Only one may at a time: the later of two would find
 * the lock of the earlier one under the same name, and take a living one away. What is no file is left alone.
 */
function removeStale(path: string, draft: string): LockOwner | null {
  const claim = `${path}.claim`;
  if (!tryLink(draft, claim)) {
    const claimant = ownerOf(claim);
    if (claimant === null) rmSync(claim, { force: true });
    return claimant;
  }
  try {
    const isFile = lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
    if (isFile && ownerOf(path) === null) rmSync(path, { force: true });
    return null;
  } finally {
    rmSync(claim, { force: true });
  }
}

function ownerOf(path: string): LockOwner | null {
  let text: string;
  try {
    // What is no file was never a lock, and a pipe would wait forever to be read.
    if (!statSync(path).isFile()) return null;
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = errorCode(error);
    // What is there and can't be read may be held.
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : UNKNOWN_OWNER;
  }
  const owner = ownerSchema.safeParse(parse(text));
  // A lock appears whole: what is none was cut off by a crash of the system, and its owner with it.
  if (!owner.success) return null;
  const { pid, role, started = null, boot = null, namespace = null, host = null } = owner.data;
  const standing = standingOf({ pid, started, boot, namespace, host });
  return standing === 'dead' ? null : { pid, role, isVerified: standing === 'alive' };
}

const UNKNOWN_OWNER: LockOwner = { pid: null, role: null, isVerified: false };

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function release(path: string, mine: string): void {
  try {
    if (readFileSync(path, 'utf8') === mine) rmSync(path);
  } catch {
    // It is gone already, which is all that a release is for.
  }
}

/** Where there was no place for a draft, there is none to remove either, and on Windows another program may hold it open. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It has a name of its own, and is in no one's way.
  }
}
