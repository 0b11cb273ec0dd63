import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onExit } from '../electron/main/globalState/index.ts';
import { codexSourceOf, findAppServer } from '../electron/main/remoteControl/index.ts';
import { type CodexProgram, UPDATE_COMMANDS } from '../electron/shared/codexProgram.ts';
import type { Texts } from './commandTable.ts';

/** The Codex program of this computer, for a bug report. */
export interface CodexFacts extends CodexProgram {
  /** Whether it knows the requests that connect a phone; `null` where it doesn't say. */
  readonly connectsPhones: boolean | null;
}

const TIMEOUT_MS = 5000;
/** How a program says that it doesn't know an option. */
const WRONG_USAGE = 2;

/**
 * Asks the Codex program, where there is one, what it is and what it can do: by the description of its own requests, which it writes without a network.
 * It works in a temporary folder that is gone afterwards, so that nothing of `folder` is touched. Never rejects.
 */
export async function codexFacts(folder: string, signal: AbortSignal): Promise<CodexFacts | null> {
  const paths = { env: { ...process.env, CODEX_HOME: folder } };
  const found = findAppServer(paths);
  if (found.kind === 'missing') return null;
  const source = codexSourceOf(found.path, paths);
  try {
    return { source, ...(await inScratchFolder((scratch) => ask(found.path, scratch, signal))) };
  } catch {
    return { source, version: null, connectsPhones: null };
  }
}

/** @throws where there is no place for it */
async function inScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'mobile-setup-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const forget = onExit(remove);
  try {
    return await work(folder);
  } finally {
    forget();
    remove();
  }
}

async function ask(
  program: string,
  scratch: string,
  signal: AbortSignal,
): Promise<Omit<CodexFacts, 'source'>> {
  const run: Run = (...words) => output(program, words, scratch, signal);
  const [told, connectsPhones] = await Promise.all([run('--version'), knowsPhones(run, scratch)]);
  const version = typeof told === 'string' ? /\d+\.\d+\.\d+[\w.-]{0,32}/.exec(told) : null;
  return { version: version?.[0] ?? null, connectsPhones };
}

type Run = (...words: readonly string[]) => Promise<string | number | null>;

async function knowsPhones(run: Run, scratch: string): Promise<boolean | null> {
  const describeTo = ['app-server', 'generate-json-schema', '--out', scratch];
  const ended = await run(...describeTo, '--experimental');
  // One that keeps nothing apart as experimental is from before (0.94.0).
  if (ended === WRONG_USAGE) await run(...describeTo);
  try {
    return readFileSync(join(scratch, 'ClientRequest.json'), 'utf8').includes(
      '"remoteControl/pairing/start"',
    );
  } catch {
    return null;
  }
}

/** What the program prints; its exit code where that isn't 0, and `null` where it didn't run or was ended. */
function output(
  program: string,
  words: readonly string[],
  home: string,
  signal: AbortSignal,
): Promise<string | number | null> {
  const env = { ...process.env, CODEX_HOME: home };
  return new Promise((resolve) => {
    execFile(
      program,
      [...words],
      { env, signal, timeout: TIMEOUT_MS, killSignal: 'SIGKILL', windowsHide: true },
      (error, stdout) => {
        if (error === null) resolve(stdout);
        else resolve(typeof error.code === 'number' ? error.code : null);
      },
    );
  });
}

/** A sentence for a program that can't connect a phone, and what updates it; `null` for any other. */
export function tooOld(codex: CodexFacts | null): Texts | null {
  if (codex?.connectsPhones !== false) return null;
  const { source, version } = codex;
  const name = ['Codex', version].filter(Boolean).join(' ');
  const command = source in UPDATE_COMMANDS ? UPDATE_COMMANDS[source as keyof typeof UPDATE_COMMANDS] : null;
  return {
    en: `${name} on this computer is too old to connect a phone. ${command === null ? 'Update it.' : `To update it, run: ${command}`}`,
    de: `${name} auf diesem Computer ist zu alt, um ein Telefon zu verbinden. ${command === null ? 'Aktualisieren Sie es.' : `Zum Aktualisieren: ${command}`}`,
  };
}
