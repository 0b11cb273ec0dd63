import * as v from 'valibot';
import type { Channel, Channels, Failure } from './ipc.ts';
import { integer, finite } from './jsonValues.ts';
import { HOST_PAIRINGS } from './screen.ts';
import { phoneSchema, planSchema, screenSchema } from './screenSchema.ts';

/** Takes exactly a `Failure`. */
export const failureSchema: v.GenericSchema<unknown, Failure> = v.strictObject({
  what: v.string(),
  nextStep: v.string(),
});

const nothing = v.undefined();
const plain = { input: nothing, output: nothing };

/** How what comes and goes on each channel is checked: exactly what `Channels` says, within bounds. */
export const CHANNELS: {
  readonly [C in Channel]: {
    readonly input: v.GenericSchema<unknown, Channels[C]['input']>;
    readonly output: v.GenericSchema<unknown, Channels[C]['output']>;
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
    input: v.strictObject({
      token: v.pipe(v.string(), v.maxLength(64)),
      newIdentity: v.boolean(),
      ghosts: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(100))),
    }),
    output: v.picklist(['done', 'plan-changed']),
  },
  'repair:finish-later': plain,
  'repair:undo': plain,
  'authorize:begin': plain,
  'authorize:cancel': plain,
  'host:pair': {
    input: v.strictObject({ code: v.pipe(v.string(), v.maxLength(32)) }),
    output: v.picklist(HOST_PAIRINGS),
  },
  'diagnostics:copy': plain,
  'code:copy': plain,
  'app:restart': plain,
  'window:close': plain,
  'atom:write': {
    input: v.strictObject({
      epoch: integer,
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
      value: v.union([v.pipe(v.string(), v.maxLength(4096)), finite, v.boolean(), v.null()]),
    }),
    output: v.boolean(),
  },
};
