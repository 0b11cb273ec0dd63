import { parseDocument, type Document } from './document.ts';

/** What is wrong with the bytes of a state file. */
export type ContentProblem = 'empty' | 'nul-filled' | 'not-utf8' | 'not-json' | 'not-an-object';

/** The bytes of a state file as a document, or what is wrong with them. Nothing is ever taken for an empty file. */
export function decode(bytes: Uint8Array): Document | ContentProblem {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return 'not-utf8';
  }
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not-an-object';
  } catch {
    if (body.trim() === '') return 'empty';
    // A crash or a full disk leaves a file of the right length whose end, or all of it, is zeros.
    return body.includes('\0') ? 'nul-filled' : 'not-json';
  }
  return parseDocument(text);
}
