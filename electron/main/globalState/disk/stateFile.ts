import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FileFacts, StateFileName, Unreadable } from '../contract.ts';
import { decode } from '../jsonText/decode.ts';
import type { Document } from '../jsonText/document.ts';

/** The bytes of a file and how it is held, or why they cannot be had. */
export type BytesReading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly problem: 'not-a-file' | 'permission' | 'io' }
  | { readonly kind: 'bytes'; readonly bytes: Buffer; readonly owner: FileOwner };

/** Who may read a file: the permission bits and the two ids, as `stat` has them. */
export interface FileOwner {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** A file that is still to be created is this user's, and nobody else's to read. */
export function newOwner(): FileOwner {
  return { mode: 0o600, uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };
}

/** A readable state file: its exact bytes, and the document they hold. */
export interface StoredFile {
  readonly kind: 'read';
  readonly bytes: Buffer;
  readonly owner: FileOwner;
  readonly document: Document;
}

/** One state file as it was last seen on disk. */
export type StateFile = { readonly kind: 'absent' } | Unreadable | StoredFile;

/** Reads the file at `path`, through symbolic links. Never throws, and never waits on a pipe. */
export function readBytes(path: string): BytesReading {
  try {
    const facts = statSync(path);
    if (!facts.isFile()) return { kind: 'failed', problem: 'not-a-file' };
    const owner = { mode: facts.mode & 0o7777, uid: facts.uid, gid: facts.gid };
    return { kind: 'bytes', bytes: readFileSync(path), owner };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return { kind: 'absent' };
    return { kind: 'failed', problem: code === 'EACCES' || code === 'EPERM' ? 'permission' : 'io' };
  }
}

/** Reads one of the two files in `folder`. Where its bytes are those of one of `known`, the document is the very same too. */
export function readStateFile(
  folder: string,
  file: StateFileName,
  ...known: readonly StateFile[]
): StateFile {
  const reading = readBytes(join(folder, file));
  if (reading.kind === 'absent') return reading;
  if (reading.kind === 'failed') return unreadable(file, reading.problem);
  const { bytes, owner } = reading;
  for (const other of known) {
    if (other.kind === 'read' && other.bytes.equals(bytes)) return { ...other, owner };
  }
  const document = decode(bytes);
  if (typeof document === 'string') return unreadable(file, document);
  return { kind: 'read', bytes, owner, document };
}

/** Facts for a diagnostic, read now; bytes that are `known` are not parsed again. */
export function readFacts(folder: string, file: StateFileName, known: StateFile): FileFacts {
  const state = readStateFile(folder, file, known);
  const parse = state.kind === 'read' ? 'ok' : state.kind === 'absent' ? 'absent' : state.problem;
  try {
    const { size, mode, mtime } = statSync(join(folder, file));
    const bits = (mode & 0o7777).toString(8);
    return { file, exists: true, size, mode: bits, modified: mtime.toISOString(), parse };
  } catch {
    return { file, exists: state.kind !== 'absent', size: null, mode: null, modified: null, parse };
  }
}

/** The code of a failed file-system call, such as `ENOSPC`; the error's name where it has none. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

const WHAT_IS_WRONG: Record<Unreadable['problem'], string> = {
  empty: 'is empty, which a crash or a full disk can do',
  'nul-filled': 'is filled with zero bytes, which a crash or a full disk can do',
  'not-utf8': 'is not valid text',
  'not-json': 'is damaged: it is not valid JSON',
  'not-an-object': 'does not hold a JSON object',
  'not-a-file': 'is not a file',
  permission: 'may not be read by this user',
  io: 'could not be read from the disk',
};

function unreadable(file: StateFileName, problem: Unreadable['problem']): Unreadable {
  return { kind: 'unreadable', file, problem, message: `${file} ${WHAT_IS_WRONG[problem]}.` };
}
