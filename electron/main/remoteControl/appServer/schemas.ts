import * as v from 'valibot';
import { anyObject, finite } from '../../../shared/jsonValues.ts';
import type { AuthStatus, ClientPage, PairingState, StartedPairing, StatusSnapshot } from './contract.ts';

// An id or a name is a short text. A page of clients has at most 100 (`limit`).
const text = v.pipe(v.string(), v.maxLength(4096));
const nullableText = v.nullable(text);

/** A status, from an answer or a notification. */
export const statusSchema: v.GenericSchema<unknown, StatusSnapshot> = v.looseObject({
  status: v.picklist(['disabled', 'connecting', 'connected', 'errored']),
  serverName: text,
  installationId: text,
  environmentId: nullableText,
});

/** The answer to `remoteControl/pairing/start`. An empty code is no code: no QR code may be made of it. */
export const startedPairingSchema: v.GenericSchema<unknown, StartedPairing> = v.looseObject({
  pairingCode: v.pipe(text, v.minLength(1)),
  manualPairingCode: nullableText,
  environmentId: text,
  expiresAt: finite,
});

/** The answer to `remoteControl/pairing/status`. */
export const pairingStateSchema: v.GenericSchema<unknown, PairingState> = v.looseObject({
  claimed: v.boolean(),
});

/** The answer to `remoteControl/client/list`. */
export const clientPageSchema: v.GenericSchema<unknown, ClientPage> = v.looseObject({
  data: v.array(
    v.looseObject({
      clientId: text,
      displayName: nullableText,
      deviceType: nullableText,
      platform: nullableText,
      osVersion: nullableText,
      deviceModel: nullableText,
      appVersion: nullableText,
      lastSeenAt: v.nullable(finite),
    }),
  ),
  nextCursor: nullableText,
});

/** The answer to `getAuthStatus`. A way to sign in that we do not know is one all the same. */
export const authStatusSchema: v.GenericSchema<unknown, AuthStatus> = v.looseObject({
  authMethod: v.nullable(
    v.custom<NonNullable<AuthStatus['authMethod']>>((value) => typeof value === 'string'),
  ),
  authToken: v.nullable(v.pipe(v.string(), v.maxLength(65_536))),
});

/** The answer to `initialize`: the version stands in the text with which it calls at the service. */
export const initializedSchema: v.GenericSchema<unknown, { userAgent?: unknown }> = v.looseObject({
  userAgent: v.optional(v.unknown()),
});

/** An answer that says nothing but yes. */
export const emptySchema: v.GenericSchema<unknown, object> = anyObject;
