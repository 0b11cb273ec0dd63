import * as z from 'zod/mini';
import type { AuthStatus, ClientPage, PairingState, StartedPairing, StatusSnapshot } from './contract.ts';

// An id or a name is a short text. A page of clients has at most 100 (`limit`).
const text = z.string().check(z.maxLength(4096));
const nullableText = z.nullable(text);
/** An id that is empty names nothing, and is not stored. */
const id = text.check(z.minLength(1));

/** A status, from an answer or a notification. */
export const statusSchema: z.ZodMiniType<StatusSnapshot> = z.lazy(() =>
  z.looseObject({
    status: z.enum(['disabled', 'connecting', 'connected', 'errored']),
    serverName: text,
    installationId: text,
    environmentId: z.nullable(id),
  }),
);

/** The answer to `remoteControl/pairing/start`. An empty code is no code: no QR code may be made of it. */
export const startedPairingSchema: z.ZodMiniType<StartedPairing> = z.lazy(() =>
  z.looseObject({
    pairingCode: id,
    manualPairingCode: nullableText,
    environmentId: id,
    expiresAt: z.number(),
  }),
);

/** The answer to `remoteControl/pairing/status`. */
export const pairingStateSchema: z.ZodMiniType<PairingState> = z.lazy(() =>
  z.looseObject({ claimed: z.boolean() }),
);

/** The answer to `remoteControl/client/list`. */
export const clientPageSchema: z.ZodMiniType<ClientPage> = z.lazy(() =>
  z.looseObject({
    data: z.array(
      z.looseObject({
        clientId: text,
        displayName: nullableText,
        deviceType: nullableText,
        platform: nullableText,
        osVersion: nullableText,
        deviceModel: nullableText,
        appVersion: nullableText,
        lastSeenAt: z.nullable(z.number()),
      }),
    ),
    nextCursor: nullableText,
  }),
);

/** The answer to `getAuthStatus`. A way to sign in that we do not know is one all the same. */
export const authStatusSchema: z.ZodMiniType<AuthStatus> = z.lazy(() =>
  z.looseObject({
    authMethod: z.nullable(
      z.custom<NonNullable<AuthStatus['authMethod']>>((value) => typeof value === 'string'),
    ),
    authToken: z.nullable(z.string().check(z.maxLength(65_536))),
  }),
);

/** The answer to `initialize`: the version stands in the text with which it calls at the service. */
export const initializedSchema: z.ZodMiniType<{ userAgent?: unknown }> = z.lazy(() =>
  z.looseObject({
    userAgent: z.optional(z.unknown()),
  }),
);

/** An answer that says nothing but yes. */
export const emptySchema: z.ZodMiniType<object> = z.lazy(() => z.looseObject({}));
