import type { AppServer, StatusSnapshot, ConnectionError } from '../appServer/index.ts';
import type { RemoteControlPorts, StartedAppServer } from '../ports.ts';

/** The one app-server, started when it is needed and again after it has ended. */
export interface AppServerHost {
  /** The running one, or a new one. Callers at the same time share the start. */
  running(): Promise<StartedAppServer>;
  /** The environment under which it is connected now. */
  readonly connectedEnvironmentId: string | null;
  /** Why it is not connected, as far as it knows. */
  readonly connectionError: ConnectionError | null;
  stop(): Promise<void>;
}

/** What is told of the running one. */
export interface AppServerListeners {
  readonly onStatus: (status: StatusSnapshot) => void;
  readonly onConnectionError: (connectionError: ConnectionError) => void;
  /** It ended although it was not asked to, after so many milliseconds. */
  readonly onEnded: (ranForMs: number) => void;
}

const STOPPED: StartedAppServer = {
  kind: 'ended',
  message: 'The Codex app-server was stopped while it started.',
};

/** Owns the child: a caller that stops it waits for its end, and that end is not told. */
export function createAppServerHost(
  { startAppServer, clock, log }: Pick<RemoteControlPorts, 'startAppServer' | 'clock' | 'log'>,
  { onStatus, onConnectionError, onEnded }: AppServerListeners,
): AppServerHost {
  let starting: Promise<StartedAppServer> | null = null;
  let server: AppServer | null = null;
  let abort = new AbortController();
  let stopping: Promise<void> = Promise.resolve();

  const adopt = (started: AppServer): void => {
    const startedAt = clock.monotonic();
    server = started;
    const whileRunning =
      <T>(listener: (value: T) => void) =>
      (value: T) => {
        if (server === started) listener(value);
      };
    started.onStatus(whileRunning(onStatus));
    started.onConnectionError(whileRunning(onConnectionError));
    started.onExit(
      whileRunning(() => {
        server = null;
        starting = null;
        log('app-server: ended by itself');
        onEnded(clock.monotonic() - startedAt);
      }),
    );
    if (started.status !== null) onStatus(started.status);
  };

  const start = async (): Promise<StartedAppServer> => {
    const { signal } = abort;
    // Never two at once: they would take each other's place at the service.
    await stopping;
    if (signal.aborted) return STOPPED;
    const started = await startAppServer(signal).catch((): StartedAppServer => ({
      kind: 'ended',
      message: 'The Codex app-server could not be started.',
    }));
    if (started.kind !== 'ok') {
      if (!signal.aborted) starting = null;
      log(`app-server: did not start (${started.kind})`);
      return started;
    }
    if (signal.aborted) {
      await started.value.stop();
      return STOPPED;
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
    get connectionError() {
      return server?.connectionError ?? null;
    },
    async stop() {
      const pending = starting;
      [starting, server] = [null, null];
      // Ends one that is still starting; `pending` then resolves all the sooner.
      abort.abort();
      abort = new AbortController();
      const before = stopping;
      stopping = (async () => {
        await before;
        const started = await pending;
        if (started?.kind === 'ok') await started.value.stop();
      })();
      await stopping;
    },
  };
}
