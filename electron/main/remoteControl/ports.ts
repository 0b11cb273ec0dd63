import type { DeviceKeys } from './controller/deviceKeys.ts';
import type { StepUp } from './controller/stepUp.ts';
import type { AppServer, CallOutcome } from './appServer/index.ts';
import type { RepairPorts } from './repair/ports.ts';

/** The app-server, or why there is none. */
export type StartedAppServer =
  | CallOutcome<AppServer>
  /** The program is not there. */
  | { readonly kind: 'missing'; readonly message: string }
  /** It was not even tried: it could only fail, or would take the sign-in to a service that is not the configured one. */
  | {
      readonly kind: 'prevented';
      readonly reason: 'config-unreadable' | 'bad-base-url' | 'home-missing' | 'home-read-only';
      readonly message: string;
    };

/** Time as the module sees it. */
export interface Clock {
  /** Milliseconds since 1970, as the computer believes: a person or the network may set it at any moment. For records alone. */
  now(): number;
  /** Milliseconds since some moment; never set and never going back. For everything that is measured. */
  monotonic(): number;
  /** Resolves after `milliseconds`, never before, or when `signal` aborts. Never rejects. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** All that the module needs of the world. There is no other way out of it. */
export interface RemoteControlPorts extends Omit<RepairPorts, 'localFacts' | 'stopAppServer'> {
  readonly startAppServer: (signal: AbortSignal) => Promise<StartedAppServer>;
  /** The key store and the browser step of the controller half; an app without them cannot be authorized again. */
  readonly controller?: { readonly deviceKeys: DeviceKeys; readonly stepUp: StepUp };
  /** Takes the state files for this app; `false`: another app has them. Asked before anything is started, and again after a pause. Absent: this app is the only one. */
  readonly takeLock?: () => Promise<boolean>;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Called with each line of the log, without ids, tokens or codes. */
  readonly log: (line: string) => void;
  /** How long the first screen waits for a verdict, in milliseconds; 5000 by default. */
  readonly gateMs?: number;
}
