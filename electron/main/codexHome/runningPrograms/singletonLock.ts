import { existsSync, lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { homedir, hostname, uptime } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { LockHolder } from './contract.ts';

/** What the desktop app has called its data folder, from release to release and system to system. */
const NAMES = ['Codex', 'ChatGPT', 'Codex Desktop', 'ChatGPT Desktop', 'codex-desktop', 'com.openai.codex'];
/** Chromium's: a link to `<host name>-<pid>` (chrome/browser/process_singleton_posix.cc). */
const LOCK = 'SingletonLock';
/** On Windows a file that lives as long as its process (process_singleton_win.cc). */
const LOCK_FILE = 'lockfile';
/** A clock may have been set since; in doubt the holder is alive. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Who holds the desktop app's own single-instance lock, for the person of this `CODEX_HOME` or of this process. */
export function singletonHolders(folder: string, env: NodeJS.ProcessEnv): readonly LockHolder[] {
  const homes = new Set([homedir(), ...(basename(folder) === '.codex' ? [dirname(folder)] : [])]);
  return [...homes].flatMap((home) =>
    dataFolders(home, env).flatMap((data) => holderOf(join(data, LOCK)) ?? []),
  );
}

/** Whether the desktop app's data folder is locked, on Windows, where the lock names no process. */
export function isLockedOnWindows(env: NodeJS.ProcessEnv): boolean {
  return (
    process.platform === 'win32' &&
    dataFolders(homedir(), env).some((data) => existsSync(join(data, LOCK_FILE)))
  );
}

function dataFolders(home: string, env: NodeJS.ProcessEnv): readonly string[] {
  const { XDG_CONFIG_HOME, APPDATA, LOCALAPPDATA } = env;
  const parents: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
    darwin: [join(home, 'Library', 'Application Support')],
    win32: [APPDATA || join(home, 'AppData', 'Roaming'), LOCALAPPDATA || join(home, 'AppData', 'Local')],
  };
  const others = [join(home, '.config'), ...(XDG_CONFIG_HOME ? [XDG_CONFIG_HOME] : [])];
  return (parents[process.platform] ?? others).flatMap((parent) => NAMES.map((name) => join(parent, name)));
}

function holderOf(lock: string): LockHolder | null {
  try {
    const target = readlinkSync(lock);
    const at = target.lastIndexOf('-');
    const pid = Number(target.slice(at + 1));
    if (!Number.isSafeInteger(pid) || pid <= 0) return null;
    if (withoutNetwork(target.slice(0, at)) !== withoutNetwork(hostname())) return 'another-computer';
    return isAlive(pid) && !isRecycled(pid, lstatSync(lock).mtimeMs) ? pid : null;
  } catch {
    return null;
  }
}

/** A laptop's name ends differently from network to network. */
function withoutNetwork(hostName: string): string {
  return hostName.toLowerCase().replace(/\.(?:local|lan|home|localdomain)$/, '');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * A crash leaves the lock behind, and its number goes to another process: one that is younger than the lock. Linux alone
 * tells how old a process is, in hundredths of a second since the computer started; elsewhere the start of the computer counts.
 */
function isRecycled(pid: number, lockedAt: number): boolean {
  const lockAge = Date.now() - lockedAt;
  return lockAge > ageOf(pid) + CLOCK_TOLERANCE_MS;
}

function ageOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
    return uptime() * 1000 - ticks * 10;
  } catch {
    return uptime() * 1000;
  }
}
