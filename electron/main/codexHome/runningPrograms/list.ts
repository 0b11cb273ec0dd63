import { systemProgram } from '../../../shared/systemProgram.ts';
import type { Listing, RunningProcess } from './contract.ts';
import { listedFolder } from './folderIdentity.ts';
import { linuxProcesses } from './linux.ts';
import { COMMANDS, parsePs, PROGRAMS } from './posix.ts';
import { parsePowerShell, parseTaskList, POWERSHELL, POWERSHELL_PROGRAM, TASKLIST } from './windows.ts';

const LISTING_TIMEOUT_MS = 15_000;

/** The processes that run now. Never throws: a listing that fails says so. */
export async function listProcesses(): Promise<Listing> {
  try {
    return { kind: 'listed', processes: await list() };
  } catch {
    return { kind: 'failed' };
  }
}

async function list(): Promise<readonly RunningProcess[]> {
  switch (process.platform) {
    case 'linux':
    case 'android':
      return linuxProcesses();
    case 'win32':
      return output(systemProgram(POWERSHELL_PROGRAM, process.env), POWERSHELL)
        .then(parsePowerShell)
        .catch(async () => parseTaskList(await output(systemProgram('tasklist.exe', process.env), TASKLIST)));
    default: {
      // The second asks for environments, which not every `ps` has.
      const [programs, commands] = await Promise.all([
        output('/bin/ps', PROGRAMS),
        output('/bin/ps', COMMANDS).catch(() => ''),
      ]);
      const user = process.getuid?.() || null;
      return parsePs({ programs, commands }, user, listedFolder);
    }
  }
}

async function output(program: string, words: readonly string[]): Promise<string> {
  // Loaded only where it is needed: Linux lists without it.
  const { execFile } = await import('node:child_process');
  // Without a language, as an app from Finder has none, `ps` of macOS writes every letter but those of English as an escape.
  const env = process.platform === 'win32' ? process.env : { ...process.env, LC_ALL: 'en_US.UTF-8' };
  const options = { env, timeout: LISTING_TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024, windowsHide: true };
  return new Promise((resolve, reject) => {
    execFile(program, [...words], options, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
  });
}
