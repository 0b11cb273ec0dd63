import type { Listing, RunningProcess } from './contract.ts';
import { codexHomeOf, folderIdentity } from './folderIdentity.ts';
import { linuxProcesses } from './linux.ts';
import { COMMANDS, parsePs, PROGRAMS } from './posix.ts';
import { parsePowerShell, parseTaskList, POWERSHELL, TASKLIST } from './windows.ts';

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
      return output('powershell.exe', POWERSHELL)
        .then(parsePowerShell)
        .catch(async () => parseTaskList(await output('tasklist.exe', TASKLIST)));
    default: {
      // The second asks for environments, which not every `ps` has.
      const [programs, commands] = await Promise.all([
        output('ps', PROGRAMS),
        output('ps', COMMANDS).catch(() => ''),
      ]);
      const user = process.getuid?.() || null;
      return parsePs({ programs, commands }, user, (environment) =>
        folderIdentity(codexHomeOf(environment, '/')),
      );
    }
  }
}

async function output(program: string, words: readonly string[]): Promise<string> {
  // Loaded only where it is needed: Linux lists without it.
  const { execFile } = await import('node:child_process');
  const options = { timeout: LISTING_TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024, windowsHide: true };
  return new Promise((resolve, reject) => {
    execFile(program, [...words], options, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
  });
}
