import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { readLockOwner } from '../electron/main/globalState/index.ts';
import { listProcesses, type RunningProcess } from './listProcesses.ts';

/** A running program that holds the state in memory and would write it back. */
export interface RunningApp {
  readonly name: string;
  readonly pid: number;
}

/** Programs of the desktop app. `codex` in lower case is the command line program, which never writes this file. */
const DESKTOP = /^(?:Codex|Codex Desktop|ChatGPT Codex|codex-desktop)(?:\.exe|\.AppImage)?$/;

/** The desktop app that runs on this `CODEX_HOME`, or `null`: ours by its lock, Codex Desktop by its process. */
export function findRunningApp(folder: string): RunningApp | null {
  const owner = readLockOwner(folder);
  if (owner?.role === 'app') return { name: 'Mobile Setup', pid: owner.pid };
  const found = listProcesses().find((running) => isDesktopApp(running) && isOn(running, folder));
  return found === undefined ? null : { name: 'Codex Desktop', pid: found.pid };
}

function isDesktopApp({ names }: RunningProcess): boolean {
  return names.some((name) => DESKTOP.test(basename(name.replaceAll('\\', '/'))));
}

/** Where its environment cannot be seen it may run on this folder as well as on any other, and counts. */
function isOn({ environment }: RunningProcess, folder: string): boolean {
  if (environment === null) return true;
  const { CODEX_HOME: named, HOME: home = homedir() } = environment;
  return realPath(named ? resolve(named) : join(home, '.codex')) === realPath(folder);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
