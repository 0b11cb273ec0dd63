const CODE = /%[2-7][\da-f]/gi;

/** A text without the encoding of an address, however often it was encoded: `remote-control%253Aenv_1` is `remote-control:env_1`. ASCII alone. */
export function percentDecoded(text: string): string {
  let decoded = text;
  for (let encoded = ''; encoded !== decoded;) {
    encoded = decoded;
    decoded = encoded.replaceAll(CODE, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
  }
  return decoded;
}
