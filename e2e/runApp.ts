import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import electron from 'electron';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** How a launch without Playwright ended. */
export interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** Launches the app as a second program would be, the packaged one where that is tested, and resolves when its process has ended. */
export function runApp(env: Readonly<Record<string, string>>): Promise<Ended> {
  const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;
  const switches = ['--lang=en-US', ...(isRootOnLinux ? ['--no-sandbox'] : [])];
  // In plain Node the package `electron` is the path of its program.
  const packaged = process.env['E2E_PACKAGED_APP'];
  const [program, app] =
    packaged === undefined ? [electron as unknown as string, ['.']] : [resolve(ROOT, packaged), []];
  const child = spawn(program, [...switches, ...app], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  return new Promise((end, fail) => {
    child.once('error', fail);
    child.once('close', (code) => end({ code, stderr }));
  });
}
