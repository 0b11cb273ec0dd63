import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/** What tells one process from every other one that ever had its number. What a system does not tell is `null`. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, as the system counts it. */
  readonly started: string | null;
  /** Which start of the system it runs in. */
  readonly boot: string | null;
  /** In which space of numbers it has its own: a container has one for itself. */
  readonly namespace: string | null;
  readonly host: string | null;
}

/** This process. */
export function thisProcess(): ProcessIdentity {
  return {
    pid: process.pid,
    started: startOf(process.pid),
    boot: bootOf(),
    namespace: namespaceOf(),
    host: hostname(),
  };
}

/**
 * Whether the process that `other` names lives: `alive` and `dead` are facts, `unknown` is all that cannot be told from here,
 * because it runs on another computer or in another container, or because this system does not tell when a process started.
 */
export function standingOf(other: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  const here = { boot: bootOf(), namespace: namespaceOf(), host: hostname() };
  const isOther = (part: 'boot' | 'namespace' | 'host') =>
    other[part] !== null && here[part] !== null && !isSame(other[part], here[part]);
  const isSameBoot = other.boot !== null && here.boot !== null && !isOther('boot');
  // A computer can be given another name while it runs; one start of a system is on one computer only.
  if (!isSameBoot && isOther('host')) return 'unknown';
  if (isOther('boot')) return 'dead';
  if (isOther('namespace')) return 'unknown';
  if (!isRunning(other.pid)) return 'dead';
  const started = startOf(other.pid);
  if (started === null || other.started === null) return 'unknown';
  return started === other.started ? 'alive' : 'dead';
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user runs too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Linux and macOS tell when a process started; elsewhere nothing short does. */
function startOf(pid: number): string | null {
  if (process.platform === 'darwin') return ask('/bin/ps', ['-o', 'lstart=', '-p', String(pid)]);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; field 22 of the line is the twentieth after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/** Before the name of a start that is known by its time alone. */
const TIME = 'at ';
/** Seconds that two looks at the time of one start may be apart: clocks are set. */
const TIME_TOLERANCE = 600;

function bootOf(): string | null {
  if (process.platform === 'darwin') return ask('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid']);
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return `${TIME}${Math.round(Date.now() / 1000 - uptime())}`;
  }
}

function isSame(one: string, other: string): boolean {
  if (!one.startsWith(TIME) || !other.startsWith(TIME)) return one === other;
  return Math.abs(Number(one.slice(TIME.length)) - Number(other.slice(TIME.length))) <= TIME_TOLERANCE;
}

function namespaceOf(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}

function ask(program: string, parameters: readonly string[]): string | null {
  try {
    return (
      execFileSync(program, parameters, { encoding: 'utf8', timeout: 2000, stdio: 'pipe' }).trim() || null
    );
  } catch {
    return null;
  }
}
