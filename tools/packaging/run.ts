import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What a program came to, as text. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a program runs; `env` is added to ours, `undefined` takes a name away. */
export interface Place {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a program. One that ends badly is a value; one that cannot be started throws. */
export async function run(program: string, words: readonly string[], { cwd, env = {} }: Place): Promise<Ran> {
  // On Windows npm and what it installs are scripts, which only a shell starts.
  const shell = process.platform === 'win32' && program !== process.execPath;
  const settings = { cwd, shell, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
  try {
    return { exitCode: 0, ...(await execute(program, [...words], settings)) };
  } catch (error) {
    if (isEnding(error)) return { exitCode: error.code, stdout: error.stdout, stderr: error.stderr };
    throw error;
  }
}

function isEnding(error: unknown): error is { code: number; stdout: string; stderr: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'number';
}
