import { randomBytes } from 'node:crypto';

/** Something that may stand in a few places and nowhere else. */
export interface Secret {
  /** Such as `refresh token`. */
  readonly kind: string;
  readonly value: string;
}

/** The secrets that a sign-in, a state file and the answers of a service hold. Each is one of a kind. */
export interface Planted {
  readonly accessSignature: Secret;
  readonly idSignature: Secret;
  readonly refreshToken: Secret;
  readonly apiKey: Secret;
  readonly keyId: Secret;
  readonly publicKey: Secret;
  /** Those that a service says by mistake, in the form that each has in an error. */
  readonly spoken: readonly Secret[];
}

/** Makes new ones. */
export function plantSecrets(): Planted {
  return {
    accessSignature: { kind: 'access token', value: chance() },
    idSignature: { kind: 'id token', value: chance() },
    refreshToken: { kind: 'refresh token', value: chance() },
    apiKey: { kind: 'API key', value: `sk-proj-${chance()}` },
    keyId: { kind: 'name of a key', value: chance() },
    publicKey: { kind: 'public key', value: Buffer.from(chance()).toString('base64') },
    spoken: SPOKEN.map(([kind]) => ({ kind: `${kind} in an error`, value: chance() })),
  };
}

const SPOKEN: readonly (readonly [string, (value: string) => string])[] = [
  ['bearer', (value) => `refused: authorization: Bearer ${value}`],
  ['JWT', (value) => `refused: eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.${value}`],
  ['API key', (value) => `refused: sk-proj-${value}`],
  ['access token as JSON', (value) => JSON.stringify({ access_token: value, expires_in: 1 })],
  [
    'token in JSON in JSON',
    (value) => JSON.stringify({ echo: JSON.stringify({ remote_control_token: value }) }),
  ],
  ['refresh token as a form', (value) => `grant_type=refresh_token&refresh_token=${value}&scope=x`],
  ['pairing code as JSON', (value) => JSON.stringify({ pairing_code: value })],
  ['pairing code in an address', (value) => `/codex/pair?pairing_code=${value}&x=1`],
  [
    'token as Rust prints it',
    (value) => `Tokens { access_token: "${value}", refresh_token: Some("${value}") }`,
  ],
  ['secret as JSON', (value) => JSON.stringify({ client_secret: value, password: value, api_key: value })],
  ['cookie', (value) => `set-cookie: __Secure-session-token=${value}; Path=/`],
  ['basic sign-in', (value) => `authorization: Basic ${value}`],
];

/** A JSON body that says all of them at once, as a service that is broken would. */
export function speak({ spoken }: Planted): string {
  return JSON.stringify({ detail: spoken.map(({ value }, index) => SPOKEN[index]?.[1](value)).join(' | ') });
}

/** A page that says the same. */
export function speakPage(planted: Planted): string {
  return `<html><pre>${speak(planted)}</pre></html>`;
}

/** The ways in which a secret can stand in a text: as it is, encoded, or only half of it. */
export function formsOf({ value }: Secret): readonly string[] {
  const half = Math.max(12, Math.floor(value.length / 2));
  const bytes = Buffer.from(value);
  return [
    value.slice(0, half),
    value.slice(-half),
    // Without the ends, which depend on what stands around it.
    bytes.toString('base64').slice(2, 2 + half),
    bytes.toString('base64url').slice(2, 2 + half),
    bytes.toString('hex').slice(0, 2 * half),
  ];
}

function chance(): string {
  return `planted${randomBytes(18).toString('hex')}`;
}
