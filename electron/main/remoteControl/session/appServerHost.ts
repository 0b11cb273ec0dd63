import type { AppServer, StatusSnapshot, Trouble } from '../appServer/index.ts';
import type { RemoteControlPorts, StartedAppServer } from '../ports.ts';

/** The one app-server, started when it is needed and again after it died. */
export interface AppServerHost {
  /** The running one, or a new one. Callers at the same time share the start. */
  running(): Promise<StartedAppServer>;
  /** The environment under which it is connected now. */
  readonly connectedEnvironmentId: string | null;
  /** Why it is not connected, as far as it knows. */
  readonly trouble: Trouble | null;
  stop(): Promise<void>;
}

/** Called with what the running app-server reports. */
export interface AppServerListeners {
  readonly onStatus: (status: StatusSnapshot) => void;
  readonly onTrouble: (trouble: Trouble) => void;
  /** It ended although nobody asked it to. */
  readonly onDeath: () => void;
}

/** Owns the child: whoever stops it waits for its end, and a stop is no death. */
export function createAppServerHost(
  { startAppServer, log }: Pick<RemoteControlPorts, 'startAppServer' | 'log'>,
  { onStatus, onTrouble, onDeath }: AppServerListeners,
): AppServerHost {
  let starting: Promise<StartedAppServer> | null = null;
  let server: AppServer | null = null;
  let abort = new AbortController();

  const adopt = (started: AppServer): void => {
    server = started;
    started.onStatus(onStatus);
    started.onTrouble(onTrouble);
    started.onExit(() => {
      if (server !== started) return;
      server = null;
      starting = null;
      log('app-server: ended by itself');
      onDeath();
    });
    if (started.status !== null) onStatus(started.status);
  };

  const start = async (): Promise<StartedAppServer> => {
    const { signal } = abort;
    const started = await startAppServer(signal).catch((): StartedAppServer => ({
      kind: 'gone',
      message: 'The Codex app-server could not be started.',
    }));
    if (started.kind !== 'ok') {
      starting = null;
      log(`app-server: did not start (${started.kind})`);
      return started;
    }
    if (signal.aborted) {
      await started.value.stop();
      return { kind: 'gone', message: 'The Codex app-server was stopped while it started.' };
    }
    adopt(started.value);
    return started;
  };

  return {
    running: () => (starting ??= start()),
    get connectedEnvironmentId() {
      const status = server?.status;
      return status?.status === 'connected' ? status.environmentId : null;
    },
    get trouble() {
      return server?.trouble ?? null;
    },
    async stop() {
      const pending = starting;
      [starting, server] = [null, null];
      // Ends one that is still starting; `pending` then resolves all the sooner.
      abort.abort();
      abort = new AbortController();
      const started = await pending;
      if (started?.kind === 'ok') await started.value.stop();
    },
  };
}
