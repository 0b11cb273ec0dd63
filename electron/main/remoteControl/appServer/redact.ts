/** The end of a name that says that what follows is secret. */
const NAME = '(?:token|secret|password|api_?key|pairing_?code)';

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[^\s"',\\]+/gi, '$1 …'],
  // Anything of the form of a JWT: two or three Base64url parts, the first a JSON object.
  [/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '…'],
  [/\bsk-[\w-]{8,}/g, '…'],
  // A JSON field, also one inside a JSON text inside a JSON text, and a field as Rust prints it.
  [new RegExp(String.raw`(${NAME}\\*"?\s*:\s*(?:Some\()?\\*")[^"\\]+`, 'gi'), '$1…'],
  // A field of a form, a query or a cookie.
  [new RegExp(String.raw`(${NAME}=)[^\s&;"'\\]+`, 'gi'), '$1…'],
  // The form of a code that people type.
  [/\b[A-Z0-9]{4}-[A-Z0-9]{4}\b(?!-)/g, '…'],
  // Ids are shortened: enough to tell two apart. The id of a request names no person, and support asks for it.
  [/\b((?:env|srv)_e_\w{4}|user-\w{4})\w+/g, '$1…'],
  [/(?<!request-id: )\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '$1…'],
];

/** `text` with everything that could be a token or a pairing code replaced, and ids shortened. */
export function redact(text: string): string {
  return SECRETS.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}
