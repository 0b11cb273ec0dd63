import { a as RepairProposal, n as HostPairing, o as Screen, s as ShownPhone } from "./screen.js";
/** A failure that crosses to the page: words for a person and nothing else. */
interface Failure {
  readonly what: string;
  readonly nextStep: string;
}
/**
 * Every channel of the app, what it takes and what it resolves to. `invoke` channels answer `{ok: true, value}` or
 * `{ok: false, failure}` and never throw.
 */
interface Channels {
  'screen:read': {
    input: undefined;
    output: Screen;
  };
  'check:run': Plain;
  /** From the screen "Mobile connected": a code for one more phone. */
  'pairing:begin': Plain;
  /** The way back from there. */
  'pairing:stop': Plain;
  /** Takes its access to this computer away from the phone that is shown. */
  'phone:remove': {
    input: ShownPhone;
    output: undefined;
  };
  /** The page's computer is back on a network: only the page is told of that. */
  'network:online': Plain;
  'repair:plan': {
    input: undefined;
    output: RepairProposal;
  };
  'repair:run': {
    input: {
      token: string;
      newIdentity: boolean;
      /** The ticks of the ghosts to delete. */
      ghosts?: string[] | undefined;
    };
    /** `plan-changed`: nothing was done, because by now it would be something else; the dialog shows it again. */
    output: 'done' | 'plan-changed';
  };
  /** Leaves what is still to be deleted at the server to a later launch. */
  'repair:finish-later': Plain;
  'repair:undo': Plain;
  /** Begins to authorize this computer again; the screen says how far it is. */
  'authorize:begin': Plain;
  'authorize:cancel': Plain;
  /** Pairs with the computer that shows this code. */
  'host:pair': {
    input: {
      code: string;
    };
    output: HostPairing;
  };
  'diagnostics:copy': Plain;
  /** The code to type, as it is on screen, goes to the clipboard. */
  'code:copy': Plain;
  'app:restart': Plain;
  'window:close': Plain;
  'atom:write': {
    input: {
      epoch: number;
      name: string;
      value: string | number | boolean | null;
    };
    output: boolean;
  };
}
/** Takes nothing and resolves to nothing. */
interface Plain {
  input: undefined;
  output: undefined;
}
/** The name of a channel. */
type Channel = keyof Channels;
/** What a channel takes. */
type Input<C extends Channel> = Channels[C]['input'];
/** What a channel resolves to, inside a `Result`. */
type Output<C extends Channel> = Channels[C]['output'];
/** What every call of the page resolves to. */
type Result<T> = {
  readonly ok: true;
  readonly value: T;
} | {
  readonly ok: false;
  readonly failure: Failure;
};
/** What the preload puts on `window.mobileSetup`. */
interface MobileSetupBridge {
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
export { Output as a, MobileSetupBridge as i, Failure as n, Result as o, Input as r, Channel as t };