import { isUtf8 } from 'node:buffer';
import type { Document } from './document.ts';
import { isJsonObject, type JsonValue } from './json.ts';
import {
  edgesAt,
  LARGE,
  memberAt,
  objectOf,
  startOf,
  ValueText,
  type MemberText,
  type ObjectText,
} from './objectText.ts';
import { Scanner, type ObjectPlaces, type ScanResult } from './scan.ts';
import { Turn } from './turn.ts';

/** What is wrong with the bytes of a state file. */
export type ContentProblem = 'empty' | 'nul-filled' | 'not-utf8' | 'not-json' | 'not-an-object';

/** Bytes between two looks at the clock. */
const STEP = 64 * 1024;

/** Up to so many bytes it takes less time to parse all than to look through them with code that no compiler has seen yet. */
const PARSED_WHOLE = 2 * 1024 * 1024;

/**
 * As `decode`, for a document that is only looked at: its values are those of the bytes, and its text need not be theirs. For a
 * process that ends right after that.
 */
export async function decodeToRead(bytes: Buffer): Promise<Document | ContentProblem> {
  if (bytes.length > PARSED_WHOLE || !isUtf8(bytes)) return decode(bytes);
  try {
    const value = JSON.parse(bytes.toString('utf8', startOf(bytes))) as JsonValue;
    return isJsonObject(value) ? objectOf(value) : 'not-an-object';
  } catch {
    return decode(bytes);
  }
}

/**
 * The bytes of a state file as a document, or what is wrong with them. Nothing is ever taken for an empty file. A large
 * file is looked through in turns of some milliseconds, between which everything else in the process goes on. The values of
 * the keys `apart` are then taken apart too, where they are large objects, so that no one has to wait for that later.
 */
export async function decode(
  bytes: Buffer,
  apart: ReadonlySet<string> = new Set(),
): Promise<Document | ContentProblem> {
  const turn = new Turn();
  if (!(await isText(bytes, turn))) return 'not-utf8';
  const result = await scan(bytes, turn);
  if (result.kind === 'object') {
    const document = await objectInTurns(bytes, result, turn);
    const members: MemberText[] = [];
    for (const each of document.members) {
      members.push(apart.has(each.key) ? await takeApart(each, turn) : each);
    }
    return { ...document, members };
  }
  if (result.kind === 'not-an-object') return result.kind;
  if (bytes.subarray(startOf(bytes)).every((byte) => WHITE_SPACE.has(byte))) return 'empty';
  // A crash or a full disk leaves a file of the right length whose end, or all of it, is zeros.
  return bytes.includes(0) ? 'nul-filled' : 'not-json';
}

async function scan(bytes: Buffer, turn: Turn): Promise<ScanResult> {
  const scanner = new Scanner(bytes, startOf(bytes));
  for (let until = STEP; ; until += STEP) {
    scanner.advance(until);
    if (scanner.isDone) return scanner.result;
    await turn.endIfOver();
  }
}

async function objectInTurns(bytes: Buffer, places: ObjectPlaces, turn: Turn): Promise<ObjectText> {
  const members: MemberText[] = [];
  for (const [index, place] of places.members.entries()) {
    members.push(memberAt(bytes, place));
    if (index % MEMBERS === 0) await turn.endIfOver();
  }
  return { ...edgesAt(bytes, places), members };
}

/** Members between two looks at the clock. */
const MEMBERS = 256;

async function takeApart(member: MemberText, turn: Turn): Promise<MemberText> {
  const { bytes } = member.value;
  if (bytes.length < LARGE) return member;
  const result = await scan(bytes, turn);
  if (result.kind !== 'object') return member;
  return { ...member, value: ValueText.ofObjectAt(bytes, await objectInTurns(bytes, result, turn)) };
}

const WHITE_SPACE: ReadonlySet<number> = new Set(Buffer.from(' \t\r\n'));

/** Whether all of `bytes` is UTF-8. No character is cut: a step ends before one that does not end in it. */
async function isText(bytes: Buffer, turn: Turn): Promise<boolean> {
  for (let from = 0; from < bytes.length;) {
    let to = Math.min(from + STEP, bytes.length);
    while (to < bytes.length && to > from && ((bytes[to] ?? 0) & 0xc0) === 0x80) to -= 1;
    // Nothing but continuations: no text, whatever comes before.
    if (to === from || !isUtf8(bytes.subarray(from, to))) return false;
    from = to;
    await turn.endIfOver();
  }
  return true;
}
