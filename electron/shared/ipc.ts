import { z } from 'zod/mini';
import { HOST_PAIRINGS, phoneSchema, planSchema, screenSchema } from './screen.ts';

/** A failure that crosses to the page: words for a person and nothing else. */
export const failureSchema = z.strictObject({ what: z.string(), nextStep: z.string() });

/**
 * Every channel of the app, its input and its output. `invoke` channels answer `{ok: true, value}` or
 * `{ok: false, failure}` and never throw.
 */
export const CHANNELS = {
  'screen:read': { input: z.undefined(), output: screenSchema },
  'check:run': { input: z.undefined(), output: z.undefined() },
  /** From the screen "Mobile connected": a code for one more phone. */
  'pairing:begin': { input: z.undefined(), output: z.undefined() },
  /** The way back from there. */
  'pairing:stop': { input: z.undefined(), output: z.undefined() },
  /** Takes its access to this computer away from the phone that is shown. */
  'phone:remove': { input: phoneSchema, output: z.undefined() },
  /** The page's computer is back on a network: only the page is told of that. */
  'network:online': { input: z.undefined(), output: z.undefined() },
  'repair:plan': { input: z.undefined(), output: planSchema },
  'repair:run': {
    input: z.strictObject({
      token: z.string().check(z.maxLength(64)),
      newIdentity: z.boolean(),
      /** The ticks of the ghosts to delete. */
      ghosts: z.optional(z.array(z.string().check(z.maxLength(64))).check(z.maxLength(100))),
    }),
    /** `plan-changed`: nothing was done, because by now it would be something else; the dialog shows it again. */
    output: z.enum(['done', 'plan-changed']),
  },
  /** Leaves what is still to be deleted at the server to a later launch. */
  'repair:finish-later': { input: z.undefined(), output: z.undefined() },
  'repair:undo': { input: z.undefined(), output: z.undefined() },
  /** Begins to authorize this computer again; the screen says how far it is. */
  'authorize:begin': { input: z.undefined(), output: z.undefined() },
  'authorize:cancel': { input: z.undefined(), output: z.undefined() },
  /** Pairs with the computer that shows this code. */
  'host:pair': {
    input: z.strictObject({ code: z.string().check(z.maxLength(32)) }),
    output: z.enum(HOST_PAIRINGS),
  },
  'diagnostics:copy': { input: z.undefined(), output: z.undefined() },
  /** The code to type, as it is on screen, goes to the clipboard. */
  'code:copy': { input: z.undefined(), output: z.undefined() },
  'app:restart': { input: z.undefined(), output: z.undefined() },
  'window:close': { input: z.undefined(), output: z.undefined() },
  'atom:write': {
    input: z.strictObject({
      epoch: z.int(),
      name: z.string().check(z.minLength(1), z.maxLength(128)),
      value: z.union([z.string().check(z.maxLength(4096)), z.number(), z.boolean(), z.null()]),
    }),
    output: z.boolean(),
  },
} as const;

export { REPAIR_ASKED, SCREEN_CHANGED } from './pushChannels.ts';

/** The name of a channel. */
export type Channel = keyof typeof CHANNELS;
/** What a channel takes. */
export type Input<C extends Channel> = z.infer<(typeof CHANNELS)[C]['input']>;
/** What a channel resolves to, inside a `Result`. */
export type Output<C extends Channel> = z.infer<(typeof CHANNELS)[C]['output']>;
/** A failure in words for a person. */
export type Failure = z.infer<typeof failureSchema>;
/** What every call of the page resolves to. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** What the preload puts on `window.mobileSetup`. */
export interface MobileSetupBridge {
  readScreen(): Promise<Result<Output<'screen:read'>>>;
  onScreen(listener: (screen: Output<'screen:read'>) => void): () => void;
  /** The menu asks for the repair dialog. Returns how to unsubscribe. */
  onRepairAsked(listener: () => void): () => void;
  runCheck(): Promise<Result<undefined>>;
  beginPairing(): Promise<Result<undefined>>;
  stopPairing(): Promise<Result<undefined>>;
  removePhone(input: Input<'phone:remove'>): Promise<Result<undefined>>;
  reportOnline(): Promise<Result<undefined>>;
  proposeRepair(): Promise<Result<Output<'repair:plan'>>>;
  runRepair(input: Input<'repair:run'>): Promise<Result<Output<'repair:run'>>>;
  finishRepairLater(): Promise<Result<undefined>>;
  undoRepair(): Promise<Result<undefined>>;
  beginAuthorization(): Promise<Result<undefined>>;
  cancelAuthorization(): Promise<Result<undefined>>;
  pairHost(input: Input<'host:pair'>): Promise<Result<Output<'host:pair'>>>;
  copyDiagnostics(): Promise<Result<undefined>>;
  copyCode(): Promise<Result<undefined>>;
  restartApp(): Promise<Result<undefined>>;
  closeWindow(): Promise<Result<undefined>>;
  /** `false`: the write came from an old screen and was not taken. */
  writeAtom(input: Input<'atom:write'>): Promise<Result<boolean>>;
}
