import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { platform } from 'node:os';

/** A process of this user (of everybody, for the system's own user). */
export interface RunningProcess {
  readonly pid: number;
  /** What it may be called: its program's path, the first word of its command line, the system's short name for it. */
  readonly names: readonly string[];
  /** `null` where it cannot be seen. */
  readonly environment: Readonly<Record<string, string>> | null;
}

/** The processes that run now. Where the system does not tell, there are none. */
export function listProcesses(): readonly RunningProcess[] {
  try {
    if (platform() === 'linux') return linuxProcesses();
    return platform() === 'win32' ? windowsProcesses() : posixProcesses();
  } catch {
    return [];
  }
}

function linuxProcesses(): RunningProcess[] {
  return readdirSync('/proc').flatMap((name): RunningProcess[] => {
    if (!/^\d+$/.test(name)) return [];
    const read = (entry: string) => attempt(() => readFileSync(`/proc/${name}/${entry}`, 'utf8')) ?? '';
    const [command = ''] = read('cmdline').split('\0');
    // The kernel's own, and those that have ended and wait for their parent to notice.
    if (command === '') return [];
    const program = attempt(() => readlinkSync(`/proc/${name}/exe`).replace(/ \(deleted\)$/, ''));
    const environment = attempt(() => readFileSync(`/proc/${name}/environ`, 'utf8'));
    if (environment === null && !isOurs(name)) return [];
    return [
      {
        pid: Number(name),
        names: [program ?? '', command, read('comm').trimEnd()],
        environment: environment === null ? null : parseEnvironment(environment),
      },
    ];
  });
}

function parseEnvironment(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\0').map((line): [string, string] => {
      const at = line.indexOf('=');
      return [line.slice(0, Math.max(at, 0)), line.slice(at + 1)];
    }),
  );
}

function isOurs(pid: string): boolean {
  return attempt(() => statSync(`/proc/${pid}`).uid) === process.getuid?.();
}

function posixProcesses(): RunningProcess[] {
  const user = process.getuid?.() ?? 0;
  return execFileSync('ps', ['-axo', 'pid=,uid=,comm='], { encoding: 'utf8', timeout: 3000 })
    .split('\n')
    .flatMap((line): RunningProcess[] => {
      const [, pid, owner, program] = /^\s*(\d+)\s+(\d+)\s+(.+)$/.exec(line) ?? [];
      if (program === undefined || (user !== 0 && Number(owner) !== user)) return [];
      return [{ pid: Number(pid), names: [program.trim()], environment: null }];
    });
}

function windowsProcesses(): RunningProcess[] {
  return execFileSync('tasklist', ['/FO', 'CSV', '/NH'], { encoding: 'utf8', timeout: 5000 })
    .split('\n')
    .flatMap((line): RunningProcess[] => {
      const [, program, pid] = /^"([^"]+)","(\d+)"/.exec(line) ?? [];
      return program === undefined ? [] : [{ pid: Number(pid), names: [program], environment: null }];
    });
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
