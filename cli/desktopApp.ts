import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readlinkSync } from 'node:fs';
import { promisify } from 'node:util';
import { systemProgram } from '../electron/shared/systemProgram.ts';

const execute = promisify(execFile);

/** How the desktop app is opened again: as it was started. */
export interface Way {
  readonly program: string;
  readonly words: readonly string[];
  readonly argv0?: string;
  readonly workingFolder?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

/** How to open the app of this process again, asked while it runs; `null` where that can't be seen. */
export async function howToOpen(pid: number): Promise<Way | null> {
  try {
    switch (process.platform) {
      case 'linux':
        return ofLinux(pid);
      case 'darwin': {
        const { stdout } = await execute('ps', ['-p', String(pid), '-o', 'comm=']);
        const bundle = /^(.*?\.app)\//.exec(stdout.trim())?.[1];
        return bundle === undefined ? null : { program: 'open', words: [bundle] };
      }
      default: {
        const query = `(Get-Process -Id ${pid}).Path`;
        const { stdout } = await execute('powershell.exe', ['-NoProfile', '-Command', query]);
        return stdout.trim() === '' ? null : { program: stdout.trim(), words: [] };
      }
    }
  } catch {
    return null;
  }
}

function ofLinux(pid: number): Way {
  const [argv0 = '', ...words] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0$/, '').split('\0');
  const environment = Object.fromEntries(
    readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  // An AppImage is unmounted when it ends; its file stays.
  const image = environment['APPIMAGE'];
  return {
    program: image ?? readlinkSync(`/proc/${pid}/exe`),
    words,
    ...(image === undefined ? { argv0 } : {}),
    workingFolder: readlinkSync(`/proc/${pid}/cwd`),
    environment,
  };
}

/** Asks the app to quit, as its own menu does; it may refuse. */
export async function askToQuit(pid: number): Promise<void> {
  try {
    switch (process.platform) {
      case 'darwin':
        // The bundle has kept its name through all renamings (evidence.md 8).
        await execute('osascript', ['-e', 'tell application id "com.openai.codex" to quit']);
        return;
      case 'win32':
        await execute(systemProgram('taskkill.exe', process.env), ['/PID', String(pid)]);
        return;
      default:
        process.kill(pid, 'SIGTERM');
    }
  } catch {
    // It has quit meanwhile, or stays; the wait that follows sees which.
  }
}

/** Opens the app again, and doesn't wait for it. */
export async function openAgain({ program, words, argv0, workingFolder, environment }: Way): Promise<void> {
  const child = spawn(program, words, {
    detached: true,
    stdio: 'ignore',
    ...(argv0 === undefined ? {} : { argv0 }),
    ...(workingFolder === undefined ? {} : { cwd: workingFolder }),
    ...(environment === undefined ? {} : { env: environment }),
  });
  child.unref();
  // Where it can't be started, the person opens it: the next step says so in any case.
  await once(child, 'spawn').catch(() => undefined);
}
