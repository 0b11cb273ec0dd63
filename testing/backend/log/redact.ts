import { shortHash } from '../world/ids.ts';

const SECRET_FIELDS = /token|pairing_code|signature|signed_payload|proof/i;

/** Headers with the bearer and anything like it replaced by a short hash. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (name === 'authorization')
        return [name, value.replace(/^(\S+) (.+)$/, (_, scheme, secret) => `${scheme} ${shortHash(secret)}`)];
      return [name, /cookie|token/i.test(name) ? shortHash(value) : value];
    }),
  );
}

/** A JSON body with every secret text replaced by a short hash. */
export function redactBody(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(redactBody);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      typeof value === 'string' && SECRET_FIELDS.test(name) ? shortHash(value) : redactBody(value),
    ]),
  );
}
