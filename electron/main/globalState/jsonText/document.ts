import { equalJson, type JsonObject, type JsonPath, type JsonValue } from './json.ts';
import {
  splitObject,
  partsOf,
  valueOf,
  withMembers,
  withMemberText,
  ValueText,
  type MemberText,
  type ObjectText,
} from './objectText.ts';
import { printJson } from './print.ts';

/**
 * The text of a state file, taken apart at the top level. An edit replaces the text of what it names and keeps every
 * other character: numbers no double can hold, the order of keys, white space, line ends, a byte order mark. Immutable.
 */
export type Document = ObjectText;

/** The document of a file that is still to be created. */
export const EMPTY_DOCUMENT: Document = { head: Buffer.from('{'), members: [], tail: Buffer.from('}') };

/** The document of `text`, which must be one well-formed JSON object, with or without a byte order mark. */
export function parseDocument(text: string): Document {
  return splitObject(Buffer.from(text));
}

/** The exact text of `document`. */
export function documentText(document: Document): string {
  return Buffer.concat(partsOf(document)).toString('utf8');
}

/** The whole of `document` as `JSON.parse` would have it (see `valueOf`). */
export function documentValue(document: Document): JsonObject {
  return valueOf(document);
}

/** The value at `path`, deeply frozen. Arrays are values: no path leads into one. */
export function valueAt(document: Document, path: JsonPath): JsonValue | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return documentValue(document);
  const member = document.members.findLast((candidate) => candidate.key === key);
  if (member === undefined) return undefined;
  if (rest.length === 0) return member.value.value;
  const inner = member.value.object;
  return inner ? valueAt(inner, rest) : undefined;
}

/**
 * `document` with `value` at `path`; objects that are missing on the way are made. The very same document where the
 * value already stands there, and `null` where the path leads through something that is not an object.
 */
export function withValue(document: Document, path: JsonPath, value: JsonValue): Document | null {
  if (equalJson(valueAt(document, path), value)) return document;
  return setAt(document, path, value, { lead: '', unit: indentationUnit(document) });
}

/**
 * `document` without what stands at `path`, every duplicate of the key included; an object left empty stays. The very
 * same document where nothing stands there.
 */
export function without(document: Document, path: JsonPath): Document {
  const [key, ...rest] = path;
  const member = document.members.findLast((candidate) => candidate.key === key);
  if (key === undefined || member === undefined) return document;
  if (rest.length === 0) {
    return withMembers(
      document,
      document.members.filter((candidate) => candidate.key !== key),
    );
  }
  const inner = member.value.object;
  const next = inner && without(inner, rest);
  return next === inner || next === null
    ? document
    : replaceMember(document, key, (old) => memberWithObject(old, next));
}

/** What a new member is laid out by: the white space before the member that contains it, and one step of indentation. */
interface Layout {
  readonly lead: string;
  readonly unit: string;
}

function setAt(object: ObjectText, path: JsonPath, value: JsonValue, layout: Layout): ObjectText | null {
  const [key, ...rest] = path;
  if (key === undefined) return null;
  const member = object.members.findLast((candidate) => candidate.key === key);
  if (member === undefined) return appendMember(object, key, nest(rest, value), layout);
  const place = { lead: member.lead, unit: layout.unit };
  if (rest.length === 0) {
    return replaceMember(object, key, (old) => withMemberText(old, { value: formatValue(value, place) }));
  }
  const inner = member.value.object;
  const next = inner && setAt(inner, rest, value, place);
  return next && replaceMember(object, key, (old) => memberWithObject(old, next));
}

/** Of several equal keys the first keeps its place and the others go, so that no reader finds an old value. */
function replaceMember(
  object: ObjectText,
  key: string,
  replace: (old: MemberText) => MemberText,
): ObjectText {
  const place = object.members.findIndex((candidate) => candidate.key === key);
  const kept = object.members.flatMap((member, index) => {
    if (index !== place) return member.key === key ? [] : [member];
    return [replace(member)];
  });
  return withMembers(object, kept);
}

function memberWithObject(old: MemberText, inner: ObjectText): MemberText {
  return withMemberText(old, { value: ValueText.ofObject(inner) });
}

function appendMember(object: ObjectText, key: string, value: JsonValue, layout: Layout): ObjectText {
  const keyText = JSON.stringify(key);
  const last = object.members.at(-1);
  if (last === undefined) {
    const multiline = layout.lead.includes('\n');
    const lead = multiline ? layout.lead + layout.unit : '';
    const between = multiline ? ': ' : ':';
    const text = formatValue(value, { lead, unit: layout.unit });
    const trail = multiline ? layout.lead : '';
    const member = { lead, keyText, key, between, value: text, trail, source: null };
    return { ...object, head: withoutSpaceAtEnd(object.head), members: [member] };
  }
  const { lead, between, trail } = last;
  const text = formatValue(value, { ...layout, lead });
  const member = { lead, keyText, key, between, value: text, trail, source: null };
  const earlier = trail === '' ? last : withMemberText(last, { trail: '' });
  return { ...object, members: [...object.members.slice(0, -1), earlier, member] };
}

function nest(path: JsonPath, value: JsonValue): JsonValue {
  return path.reduceRight<JsonValue>((inner, key) => Object.fromEntries([[key, inner]]), value);
}

/** Over several lines where its member stands on a line of its own, else on one line. */
function formatValue(value: JsonValue, { lead, unit }: Layout): ValueText {
  const lineBreak = lead.lastIndexOf('\n');
  if (lineBreak < 0) return ValueText.of(Buffer.from(printJson(value)));
  const start = lead[lineBreak - 1] === '\r' ? lineBreak - 1 : lineBreak;
  return ValueText.of(Buffer.from(printJson(value, unit).replaceAll('\n', () => lead.slice(start))));
}

/** The white space before the closing brace of an object that gets its first member. */
function withoutSpaceAtEnd(head: Buffer): Buffer {
  return Buffer.from(head.toString('utf8').trimEnd());
}

/** The indentation of the top-level members, where each stands on a line of its own. */
function indentationUnit(document: Document): string {
  const lead = document.members[0]?.lead ?? '';
  return lead.includes('\n') ? lead.slice(lead.lastIndexOf('\n') + 1) : '';
}
