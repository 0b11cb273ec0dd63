import type { CodexProgram } from '../../../shared/codexProgram.ts';
import type { Reason } from '../../../shared/reasons.ts';
import type { GetAuthStatusResponse } from './protocol/GetAuthStatusResponse.ts';
import type { RemoteControlClientsListParams } from './protocol/v2/RemoteControlClientsListParams.ts';
import type { RemoteControlClientsListResponse } from './protocol/v2/RemoteControlClientsListResponse.ts';
import type { RemoteControlClientsRevokeParams } from './protocol/v2/RemoteControlClientsRevokeParams.ts';
import type { RemoteControlPairingStartResponse } from './protocol/v2/RemoteControlPairingStartResponse.ts';
import type { RemoteControlPairingStatusResponse } from './protocol/v2/RemoteControlPairingStatusResponse.ts';
import type { RemoteControlStatusReadResponse } from './protocol/v2/RemoteControlStatusReadResponse.ts';
import type { Wire } from './wire.ts';

/** What the app-server says about itself. `environmentId` is `null` when disabled, not enrolled or invalidated. */
export type StatusSnapshot = Wire<RemoteControlStatusReadResponse>;

/** A pairing code. `expiresAt` in Unix **seconds**. */
export type StartedPairing = Wire<RemoteControlPairingStartResponse>;

/** Whether a phone has claimed a code. */
export type PairingState = Wire<RemoteControlPairingStatusResponse>;

/** One page of the clients that may control an environment. `lastSeenAt` in Unix seconds. */
export type ClientPage = Wire<RemoteControlClientsListResponse>;

/** Who is signed in, wherever the app-server keeps that: `auth.json`, or the system's key ring. */
export type AuthStatus = Wire<Pick<GetAuthStatusResponse, 'authMethod' | 'authToken'>>;

/** A pairing code in one of its two forms: as the QR code holds it, or as a person types it. */
type PairingCodeForm = { readonly pairingCode: string } | { readonly manualPairingCode: string };

/** Why the app-server could not do what it was asked, as far as its words tell. */
export type ConnectionErrorReason =
  | Extract<
      Reason,
      | 'offline'
      | 'timeout'
      | 'throttled'
      | 'server-error'
      | 'bad-shape'
      | 'signed-out'
      | 'forbidden'
      | 'mfa-required'
      | 'already-online'
      | 'bad-base-url'
    >
  /** The pairing code is unknown or has expired; the enrollment is well. */
  | 'expired-code'
  /** Remote control is off; enable it first. */
  | 'not-enabled'
  /** What was named is not there. */
  | 'not-found'
  /** It does not know the request: its version is from before. */
  | 'too-old'
  /** A managed policy of this computer forbids remote control. */
  | 'disabled-by-policy'
  | 'unknown';

/** What a request came to. Nothing rejects. */
export type CallOutcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** The app-server said no. `message` holds its words without secrets. */
  | {
      readonly kind: 'refused';
      readonly code: number;
      readonly message: string;
      readonly reason: ConnectionErrorReason;
    }
  /** The app-server has ended, or never started. `message` says how. */
  | { readonly kind: 'ended'; readonly message: string }
  | { readonly kind: 'timeout' };

/** Why the connection is `errored`, told by the app-server's own log: its status does not say. */
export interface ConnectionError {
  readonly reason: ConnectionErrorReason;
  /** The app-server's words without secrets. */
  readonly message: string;
}

/** How a child process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running Codex app-server. */
export interface AppServer {
  readonly pid: number;
  /** Which program it is, where that is known. */
  readonly program?: CodexProgram;
  /** The newest status, `null` before the first. */
  readonly status: StatusSnapshot | null;
  /** Why it is not connected; `null` while nothing is wrong, or nothing is known. */
  readonly connectionError: ConnectionError | null;
  /** Lines of its output that were no messages. */
  readonly junkLines: number;

  /** Turns remote control on, and remembers it: enrolls where there is no enrollment yet. */
  enable(): Promise<CallOutcome<StatusSnapshot>>;
  /** A new pairing code with a form to type. Remote control has to be enabled. */
  startPairing(): Promise<CallOutcome<StartedPairing>>;
  /** Whether a phone has claimed the code. */
  readPairing(code: PairingCodeForm): Promise<CallOutcome<PairingState>>;
  /** One page of the clients of one environment. Works while remote control is disabled. */
  listClients(params: RemoteControlClientsListParams): Promise<CallOutcome<ClientPage>>;
  /** The account's bearer token, which the app-server refreshes where it has to; its owner alone may do that. */
  readAuthStatus(): Promise<CallOutcome<AuthStatus>>;
  /** Takes one client's access to one environment away. Works while remote control is disabled. */
  revokeClient(params: RemoteControlClientsRevokeParams): Promise<CallOutcome<void>>;

  /** Tells of every later change of the status. Returns how to unsubscribe. */
  onStatus(listener: (status: StatusSnapshot) => void): () => void;
  /** Tells of everything that keeps it from connecting. Returns how to unsubscribe. */
  onConnectionError(listener: (connectionError: ConnectionError) => void): () => void;
  /** Tells of its end, also where that has happened already. Returns how to unsubscribe. */
  onExit(listener: (exit: Exit) => void): () => void;
  /** Ends it: closes its input, then asks, then insists. Resolves when it is gone; more calls share the first. */
  stop(): Promise<void>;
}
