import { fstatSync, type BigIntStats } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { attributesOf, type FileAttributes, type FileVersion } from './fileVersion.ts';
import { LARGE, lengthOf } from './sameBytes.ts';

/** A name beside `target` that no file has yet, and that `removeAbandonedTemporaryFiles` knows. */
export function temporaryName(target: string): string {
  // Nothing is to be kept from anybody here, and `node:crypto` takes longer to load than all the rest of this module.
  const random = Math.floor(Math.random() * 0x1000000)
    .toString(16)
    .padStart(6, '0');
  return `${target}.tmp-${Date.now().toString().slice(-10)}${random}`;
}

/**
 * Creates the file at `path`, which must not be there (`EEXIST`), with exactly `parts` in it, on disk when this resolves.
 * Resolves to which file it is. Rejects with what the file system says, and then leaves no half file.
 */
export async function createFile(
  path: string,
  parts: readonly Buffer[],
  attributes: FileAttributes,
): Promise<NewFile> {
  const file = await open(path, 'wx', attributes.mode);
  try {
    return { path, ...(await fill(file, parts, attributes)) };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Which file it is, whatever is in it by now. */
export type NewFile = Pick<FileVersion, 'path' | 'dev' | 'ino'>;

/** Writes, syncs and closes `file`. Where closing fails, that is an error like any other: the file may not be whole. */
async function fill(file: FileHandle, parts: readonly Buffer[], attributes: FileAttributes) {
  try {
    const facts = fstatSync(file.fd, { bigint: true });
    // Before a byte is in it: it is never to be read by more people than the old one, and here no system waits for the disk.
    await giveAttributes(file, facts, attributes);
    for (const piece of piecesOf(parts)) await writeAll(file, piece);
    await file.sync();
    return { dev: facts.dev, ino: facts.ino };
  } finally {
    await file.close();
  }
}

/** The umask has cut the mode given to `open`, and the folder or the user has chosen the owner. */
async function giveAttributes(file: FileHandle, facts: BigIntStats, wanted: FileAttributes): Promise<void> {
  const { mode, uid, gid } = attributesOf(facts);
  if (uid !== wanted.uid || gid !== wanted.gid) {
    try {
      await file.chown(wanted.uid, wanted.gid);
    } catch {
      // Only root may give a file away; the content matters more.
    }
  }
  if (mode !== wanted.mode) await file.chmod(wanted.mode);
}

/** `parts` for as few calls as can be without a copy of a large one: small ones are joined. */
function* piecesOf(parts: readonly Buffer[]): Generator<Buffer> {
  let small: Buffer[] = [];
  for (const part of parts) {
    if (small.length > 0 && lengthOf(small) + part.length > LARGE) {
      yield joined(small);
      small = [];
    }
    small.push(part);
  }
  yield joined(small);
}

function joined(parts: readonly Buffer[]): Buffer {
  const [first, ...others] = parts;
  return first !== undefined && others.length === 0 ? first : Buffer.concat(parts);
}

/** One call may write less than it was given when the disk is nearly full; only a loop meets the error. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written);
    written += bytesWritten;
  }
}
