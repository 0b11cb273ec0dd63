import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { readLockOwner } from '../electron/main/globalState/lockFile.ts';

/** A running program that holds the state in memory and would write it back. */
export interface RunningApp {
  readonly name: string;
  readonly pid: number;
}

/** Executables of the desktop app. `codex` in lower case is the command line program, which never writes this file. */
const DESKTOP = /^(?:Codex|Codex Desktop|ChatGPT Codex|codex-desktop)(?:\.exe|\.AppImage)?$/;

interface Candidate {
  readonly pid: number;
  readonly executable: string;
  /** Its `CODEX_HOME`, `null` where it has none, `undefined` where that cannot be seen. */
  readonly codexHome?: string | null;
}

/** The desktop app that runs on this `CODEX_HOME`, or `null`: ours by its lock, Codex Desktop by its process. */
export function findRunningApp(
  folder: string,
  platform: NodeJS.Platform = process.platform,
): RunningApp | null {
  const owner = readLockOwner(folder);
  if (owner !== null && owner.pid !== process.pid) {
    return { name: owner.role === 'app' ? 'Mobile Setup' : 'another mobile-setup', pid: owner.pid };
  }
  const found = listProcesses(platform).find((candidate) => isDesktopAppOf(candidate, folder));
  return found === undefined ? null : { name: 'Codex Desktop', pid: found.pid };
}

function isDesktopAppOf({ executable, codexHome }: Candidate, folder: string): boolean {
  if (!DESKTOP.test(basename(executable.replaceAll('\\', '/')))) return false;
  const standard = join(homedir(), '.codex');
  // Where its environment cannot be seen it may be ours as well as the standard one: it counts for both.
  return codexHome === undefined || resolve(codexHome ?? standard) === resolve(folder);
}

function listProcesses(platform: NodeJS.Platform): readonly Candidate[] {
  try {
    if (platform === 'linux') return linuxProcesses();
    if (platform === 'win32') return windowsProcesses();
    return posixProcesses();
  } catch {
    return [];
  }
}

function linuxProcesses(): Candidate[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const executable = attempt(() => readlinkSync(`/proc/${name}/exe`).replace(/ \(deleted\)$/, ''));
      const command = attempt(() => readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0')[0] ?? '');
      return [executable, command]
        .filter((path) => path !== null)
        .map((path) => ({ pid: Number(name), executable: path, ...environmentOf(name) }));
    });
}

function environmentOf(pid: string): { codexHome?: string | null } {
  const environment = attempt(() => readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0'));
  if (environment === null) return {};
  const entry = environment.find((line) => line.startsWith('CODEX_HOME='));
  return { codexHome: entry?.slice('CODEX_HOME='.length) || null };
}

function posixProcesses(): Candidate[] {
  return execFileSync('ps', ['-axo', 'pid=,comm='], { encoding: 'utf8', timeout: 3000 })
    .split('\n')
    .flatMap((line) => {
      const match = /^\s*(\d+)\s+(.+)$/.exec(line);
      return match?.[1] && match[2] ? [{ pid: Number(match[1]), executable: match[2].trim() }] : [];
    });
}

function windowsProcesses(): Candidate[] {
  return execFileSync('tasklist', ['/FO', 'CSV', '/NH'], { encoding: 'utf8', timeout: 5000 })
    .split('\n')
    .flatMap((line) => {
      const match = /^"([^"]+)","(\d+)"/.exec(line);
      return match?.[1] && match[2] ? [{ pid: Number(match[2]), executable: match[1] }] : [];
    });
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
