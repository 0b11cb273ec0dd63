import { describeError } from './describeError.ts';
import type { Log } from './logFile.ts';

/** What `logUncaught` needs of Node's `process`. */
export interface ErrorSource {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown;
}

/**
 * Logs what is caught nowhere, and goes on. Without a listener Electron stops the whole app with a modal box of JavaScript
 * (`lib/browser/init.ts`), at any moment and mostly for nothing that a person could do anything about.
 */
export function logUncaught(source: ErrorSource, log: Log): void {
  source.on('uncaughtException', (error) => log(`uncaught exception: ${describeError(error)}`));
  source.on('unhandledRejection', (error) => log(`unhandled rejection: ${describeError(error)}`));
}
