import { setTimeout } from 'node:timers/promises';
import type { Unreadable } from '../contract.ts';
import { decode } from '../jsonText/decode.ts';
import type { Document } from '../jsonText/document.ts';
import { isRacy, isSameVersion } from './fileVersion.ts';
import { pathIn, type StateFileName, type StatePlace } from './place.ts';
import { areSameBytes, type Content } from './publish.ts';
import { readBytes, readVersion } from './readFile.ts';

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
 * Reads one of the two files of `place`. What has not changed since it was `known` is not read again; where its bytes are
 * those of one of `known`, the document is the very same too. A file that is damaged and was written this very moment gets
 * a moment more, because its writer may not have finished; so does one that cannot be read.
 */
export async function readStateFile(
  place: StatePlace,
  file: StateFileName,
  ...known: readonly StateFile[]
): Promise<StateFile> {
  const path = pathIn(place, file);
  const [own] = known;
  if (own?.kind === 'read' && !isRacy(own.version)) {
    const found = await readVersion(path);
    if (found.kind === 'version' && isSameVersion(found.version, own.version)) return own;
  }
  for (let tries = 1; ; tries += 1) {
    const reading = await readBytes(path);
    if (reading.kind === 'absent') return reading;
    if (reading.kind === 'failed') {
      const mayPass = reading.problem === 'io' || reading.problem === 'permission';
      if (!mayPass || tries === HELD_TRIES) return unreadable(file, reading.problem);
      await setTimeout(PAUSE_MS);
      continue;
    }
    const { bytes, version } = reading;
    for (const other of known) {
      if (other.kind === 'read' && areSameBytes(bytes, other.parts)) return { ...other, version };
    }
    const document = await decode(bytes);
    if (typeof document !== 'string') return { kind: 'read', version, parts: [bytes], document };
    if (!isRacy(version) || tries === WRITING_TRIES) return unreadable(file, document);
    await setTimeout(PAUSE_MS);
  }
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
