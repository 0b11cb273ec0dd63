import { decode, decodeToRead, type ContentProblem } from '../jsonText/decode.ts';
import type { Document } from '../jsonText/document.ts';
import { PAIRING_KEYS } from '../pairingKeys.ts';

/** Of what is looked at, only the atoms ever are large: a page keeps in them whatever it likes. */
const LOOKED_INTO: ReadonlySet<string> = new Set([PAIRING_KEYS.atoms]);

/** The bytes of one of our two files as a document, see `decode`; where nothing may be written, see `decodeToRead`. */
export function decodeState(bytes: Buffer, mayWrite = true): Promise<Document | ContentProblem> {
  return mayWrite ? decode(bytes, LOOKED_INTO) : decodeToRead(bytes);
}
