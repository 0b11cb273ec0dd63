import * as z from 'zod/mini';
import type { Channel, Channels, Failure } from './ipc.ts';
import { HOST_PAIRINGS } from './screen.ts';
import { phoneSchema, planSchema, screenSchema } from './screenSchema.ts';

/** Takes exactly a `Failure`. */
export const failureSchema: z.ZodMiniType<Failure> = z.strictObject({
  what: z.string(),
  nextStep: z.string(),
});

const nothing = z.undefined();
const plain = { input: nothing, output: nothing };

/** How what comes and goes on each channel is checked: exactly what `Channels` says, within bounds. */
export const CHANNELS: {
  readonly [C in Channel]: {
    readonly input: z.ZodMiniType<Channels[C]['input']>;
    readonly output: z.ZodMiniType<Channels[C]['output']>;
  };
} = {
  'screen:read': { input: nothing, output: screenSchema },
  'check:run': plain,
  'pairing:begin': plain,
  'pairing:stop': plain,
  'phone:remove': { input: phoneSchema, output: nothing },
  'network:online': plain,
  'repair:plan': { input: nothing, output: planSchema },
  'repair:run': {
    input: z.strictObject({
      token: z.string().check(z.maxLength(64)),
      newIdentity: z.boolean(),
      ghosts: z.optional(z.array(z.string().check(z.maxLength(64))).check(z.maxLength(100))),
    }),
    output: z.enum(['done', 'plan-changed']),
  },
  'repair:finish-later': plain,
  'repair:undo': plain,
  'authorize:begin': plain,
  'authorize:cancel': plain,
  'host:pair': {
    input: z.strictObject({ code: z.string().check(z.maxLength(32)) }),
    output: z.enum(HOST_PAIRINGS),
  },
  'diagnostics:copy': plain,
  'code:copy': plain,
  'app:restart': plain,
  'window:close': plain,
  'atom:write': {
    input: z.strictObject({
      epoch: z.int(),
      name: z.string().check(z.minLength(1), z.maxLength(128)),
      value: z.union([z.string().check(z.maxLength(4096)), z.number(), z.boolean(), z.null()]),
    }),
    output: z.boolean(),
  },
};
