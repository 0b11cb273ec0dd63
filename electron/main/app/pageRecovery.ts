import type { WebContents } from 'electron';
import type { Log } from './logFile.ts';

/** A page that fails again within this time will not get better by being loaded. */
const STABLE_AFTER_MS = 60_000;

/** What the recovery of a page works with. */
export interface PageRecoveryPorts {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly log: Log;
  readonly load: () => void;
  /** Loading the page again has not helped. `retry` tries once more. */
  readonly lost: (retry: () => void) => void;
}

/**
 * Loads a page, and loads it again, once, when it fails; after that it is for a person to say what happens. It is loaded after
 * the event that tells of the failure: within it Chromium still takes the old page down, and goes down with it (electron#51900).
 */
export function createPageRecovery({ now, log, load, lost }: PageRecoveryPorts) {
  let lastFailure = Number.NEGATIVE_INFINITY;
  let isAsking = false;
  return {
    load,
    failed(how: string): void {
      log(`page: ${how}`);
      if (isAsking) return;
      const at = now();
      const isAgain = at - lastFailure < STABLE_AFTER_MS;
      lastFailure = at;
      if (!isAgain) return void setImmediate(load);
      isAsking = true;
      lost(() => {
        isAsking = false;
        lastFailure = now();
        load();
      });
    },
  };
}

/** Loads that were stopped by the next one, or by us. */
const ABORTED = -3;

/** Calls `failed` when the page's process has ended by itself, or its document or preload script could not be loaded. */
export function watchPage(contents: Pick<WebContents, 'on'>, failed: (how: string) => void): void {
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason !== 'clean-exit') failed(`its process has ended (${reason}, ${exitCode})`);
  });
  contents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
    if (isMainFrame && code !== ABORTED) failed(`it could not be loaded (${description || code})`);
  });
  contents.on('preload-error', (_event, _path, { name }) => failed(`its preload script failed (${name})`));
}
