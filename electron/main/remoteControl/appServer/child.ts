import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { Exit } from './contract.ts';
import { createLineReader } from './lines.ts';

/** How long each step of an ending may take, in milliseconds. The real app-server needs about 20. */
const EXIT_TIMEOUT_MS = 2000;

/** A child process that talks in lines. */
export interface Child {
  readonly pid: number | undefined;
  /** Lines of its output that were too long to keep. */
  readonly droppedLines: number;
  /** Writes one line; one to a process that has ended is lost. */
  send(line: string): void;
  /** Resolves with its end, or with the reason that it never began. Its last output has been read by then. */
  readonly ended: Promise<Exit | { readonly error: string }>;
  /** Closes its input, waits, then SIGTERM, waits, then SIGKILL. Resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts `command`, with its input as the leash: the pipe closes however we end, and the child ends with it. */
export function startChild(options: {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string) => void;
  readonly onErrorLine: (line: string) => void;
}): Child {
  const { command, args, cwd, env } = options;
  const child = spawn(command, args, { cwd, env, stdio: 'pipe', windowsHide: true });
  const output = createLineReader(options.onLine);
  const errors = createLineReader(options.onErrorLine);
  child.stdout.on('data', (chunk: Buffer) => output.write(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.write(chunk));
  // A write that meets a closed pipe shows as the child's end, which is told by `ended`.
  child.stdin.on('error', () => undefined);

  const ended = new Promise<Exit | { error: string }>((resolve) => {
    child.once('error', (error) => resolve({ error: error.message }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });

  let stopping: Promise<void> | null = null;
  async function end(): Promise<void> {
    child.stdin.end();
    if (await endsSoon(ended)) return;
    child.kill('SIGTERM');
    if (await endsSoon(ended)) return;
    child.kill('SIGKILL');
    await ended;
  }

  return {
    pid: child.pid,
    get droppedLines() {
      return output.dropped;
    },
    send(line) {
      if (child.stdin.writable) child.stdin.write(`${line}\n`);
    },
    ended,
    stop: () => (stopping ??= end()),
  };
}

async function endsSoon(ended: Promise<unknown>): Promise<boolean> {
  const timeout = new AbortController();
  try {
    return await Promise.race([
      ended.then(() => true),
      wait(EXIT_TIMEOUT_MS, false, { signal: timeout.signal }).catch(() => false),
    ]);
  } finally {
    timeout.abort();
  }
}
