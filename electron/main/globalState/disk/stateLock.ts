import { linkSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod/mini';
import { errorCode } from './errorCode.ts';

/** Who may write the state file now: the app while it runs, or one command while it repairs. */
export const LOCK_FILE = '.codex-global-state.json.lock';

const ownerSchema = z.object({
  pid: z.int().check(z.positive()),
  role: z.enum(['app', 'command']),
  /** When that process started, as the system counts it, so that a recycled pid is not taken for its owner. */
  started: z.nullable(z.string()),
});

/** Who holds the lock. */
export type LockOwner = z.infer<typeof ownerSchema>;

/** What taking the lock came to. */
export type LockResult =
  | { readonly kind: 'held'; readonly release: () => void }
  | { readonly kind: 'taken'; readonly owner: LockOwner }
  /** The folder cannot be written: whoever needs the lock could not write the state either. */
  | { readonly kind: 'failed'; readonly code: string };

/** The living owner of the lock, or `null`: a lock whose process is gone counts for nothing. Reads only. */
export function readLockOwner(folder: string): LockOwner | null {
  return ownerOf(join(folder, LOCK_FILE));
}

/** Takes the lock, also from an owner that died without releasing it. */
export function takeLock(folder: string, role: LockOwner['role']): LockResult {
  const path = join(folder, LOCK_FILE);
  const mine = JSON.stringify({ pid: process.pid, role, started: startOf(process.pid) });
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, mine, { flag: 'wx', mode: 0o600 });
    // A link appears whole and only where there is none: nobody ever reads half a lock.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (tryLink(draft, path)) return { kind: 'held', release: () => release(path, mine) };
      const owner = ownerOf(path) ?? removeStale(path, draft);
      if (owner !== null) return { kind: 'taken', owner };
    }
    return { kind: 'failed', code: 'EEXIST' };
  } catch (error) {
    return { kind: 'failed', code: errorCode(error) };
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Takes a dead owner's lock away, or answers who is doing that now. Only one may at a time: the later of two would find the
 * lock of the earlier one under the same name, and take a living one away. What is no file is left alone.
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
  try {
    const owner = ownerSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return isAlive(owner) ? owner : null;
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
    // Somebody took it away already, which is all that a release is for.
  }
}

function isAlive({ pid, started }: LockOwner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's process lives too.
    if (errorCode(error) !== 'EPERM') return false;
  }
  const now = startOf(pid);
  return started === null || now === null || now === started;
}

/** Linux tells when a process started; elsewhere the pid alone has to do. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; field 22 of the line is the twentieth after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
