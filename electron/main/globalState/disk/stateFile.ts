import { setTimeout } from 'node:timers/promises';
import type { Unreadable } from '../contract.ts';
import type { Document } from '../jsonText/document.ts';
import { decodeState } from './decodeState.ts';
import { isRacy, isSameVersion } from './fileVersion.ts';
import { pathIn, type StateFileName, type StatePlace } from './place.ts';
import type { Content } from './publish.ts';
import { readAtOnce, SOON_READ } from './readAtOnce.ts';
import { isStillAt, readBytes, versionAtOnce, versionHolding } from './readFile.ts';
import { holdsBytesSync, LARGE } from './sameBytes.ts';

/** A readable state file: which version it is, its exact bytes, and the document that they hold. */
export interface StoredFile extends Content {
  readonly kind: 'read';
  readonly document: Document;
}

/** One state file as it was last seen on disk. */
export type StateFile = { readonly kind: 'absent' } | Unreadable | StoredFile;

/** Milliseconds, and how often, to wait for a program that is just writing a file in place, or that holds it. */
const PAUSE_MS = 20;
const WRITING_TRIES = 5;
const HELD_TRIES = 2;

/**
 * Reads one of the two files of `place`; where it holds the bytes of `twin`, the document is the very same too. A file that is
 * damaged and was written this very moment gets a moment more, because its writer may not have finished; so does one that
 * cannot be read. Where nothing may be written, a document has the values of its file and perhaps not its text.
 */
export async function readStateFile(
  place: StatePlace,
  file: StateFileName,
  twin: StateFile | null = null,
  mayWrite = true,
): Promise<StateFile> {
  const path = pathIn(place, file);
  const same = twin?.kind === 'read' ? await sameBytesIn(path, twin, mayWrite ? 0 : SOON_READ) : null;
  if (same !== null) return same;
  for (let tries = 1; ; tries += 1) {
    const reading = (mayWrite ? null : readAtOnce(path)) ?? (await readBytes(path));
    if (reading.kind === 'absent') return reading;
    if (reading.kind === 'failed') {
      const mayPass = reading.problem === 'io' || reading.problem === 'permission';
      if (!mayPass || tries === HELD_TRIES) return unreadable(file, reading.problem);
      await setTimeout(PAUSE_MS);
      continue;
    }
    const { bytes, version } = reading;
    const document = await decodeState(bytes, mayWrite);
    if (typeof document !== 'string') return { kind: 'read', version, parts: [bytes], document };
    if (!isRacy(version) || tries === WRITING_TRIES) return unreadable(file, document);
    await setTimeout(PAUSE_MS);
  }
}

/**
 * `known` as it is now, where the file still holds those bytes; `null`: it has to be read. The bytes are looked at only where
 * times do not tell, and everything else goes on meanwhile only where they are many.
 */
export async function confirmStateFile(
  place: StatePlace,
  file: StateFileName,
  known: StateFile,
): Promise<StoredFile | null> {
  if (known.kind !== 'read') return null;
  const path = pathIn(place, file);
  const version = versionAtOnce(path);
  if (version === null || version.size !== known.version.size) return null;
  if (!isRacy(known.version) && isSameVersion(version, known.version)) return known;
  return sameBytesIn(path, known, LARGE);
}

/** `stored` as the file at `path`, where that holds the very same bytes; up to `atOnce` of them are compared with nothing else going on. */
async function sameBytesIn(path: string, stored: StoredFile, atOnce: number): Promise<StoredFile | null> {
  if (stored.version.size >= atOnce) {
    const version = await versionHolding(path, stored.parts);
    return version && { ...stored, version };
  }
  const version = versionAtOnce(path);
  const isOne = version !== null && holdsBytesSync(version.path, stored.parts) && isStillAt(path, version);
  return isOne ? { ...stored, version } : null;
}

const WHAT_IS_WRONG: Record<Unreadable['problem'], string> = {
  empty: 'is empty, which a crash or a full disk can do',
  'nul-filled': 'is filled with zero bytes, which a crash or a full disk can do',
  'not-utf8': 'is not valid text',
  'not-json': 'is damaged: it is not valid JSON',
  'not-an-object': 'does not hold a JSON object',
  'not-a-file': 'is not a file',
  'dangling-link': 'is a link to a file that is not there',
  permission: 'may not be read by this user',
  io: 'could not be read from the disk',
};

/** The reading of a file that cannot be used. */
export function unreadable(file: StateFileName, problem: Unreadable['problem']): Unreadable {
  return { kind: 'unreadable', file, problem, message: `${file} ${WHAT_IS_WRONG[problem]}.` };
}
