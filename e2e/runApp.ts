import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import electron from 'electron';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** How a launch without Playwright ended. */
export interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** Launches the built app as a second program would be, and resolves when its process has ended. */
export function runApp(env: Readonly<Record<string, string>>): Promise<Ended> {
  const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;
  const switches = ['--lang=en-US', ...(isRootOnLinux ? ['--no-sandbox'] : [])];
  // In plain Node the package `electron` is the path of its program.
  const child = spawn(electron as unknown as string, [...switches, '.'], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stderr }));
  });
}
