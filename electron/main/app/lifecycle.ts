/** What the lifecycle needs of Electron's `app`. */
export interface QuittingApp {
  on(event: 'before-quit', listener: () => void): unknown;
  on(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown;
  quit(): void;
  exit(code?: number): void;
  relaunch(): void;
}

/** What the lifecycle needs of Node's `process`. */
export interface SignalSource {
  on(signal: 'SIGTERM' | 'SIGINT', listener: () => void): unknown;
}

/** What `createLifecycle` works with. */
export interface LifecyclePorts {
  readonly app: QuittingApp;
  readonly signals: SignalSource;
  readonly log: (line: string) => void;
  /** Milliseconds that one joiner may take; 5000 by default. */
  readonly limit?: number;
}

/** Something to be finished before the app may end. */
export type Joiner = () => Promise<void> | void;

/** The end of the app, in order. */
export interface Lifecycle {
  /** Whether the app is ending: no new work should be started. */
  readonly quitting: boolean;
  /** `joiner` runs at quit, beside all others; the name stands in the log if it fails or hangs. */
  onQuit(name: string, joiner: Joiner): void;
  /** `close` runs when every joiner is done or given up: for the one thing they may all still write to. */
  closeLast(name: string, close: Joiner): void;
  /** Runs the same end at once and asks no window; the process ends with this exit code. */
  end(exitCode: number): Promise<void>;
  /** Quits as a person does, and starts a new process when this one is gone. */
  restart(): void;
  /** A second launch while the app is ending: a new process starts when this one is gone. `false` while it is not ending. */
  startAgain(): boolean;
}

/**
 * Holds `will-quit` once, runs all joiners, closes the state, and ends the process. A joiner that throws or hangs costs
 * its time limit and a line in the log, never the quit. SIGTERM and SIGINT quit the same way; a second one ends at once, but not the
 * same one raised again by a library, as `when-exit` does under electron-store for whatever else would end by it.
 * When Windows logs off, none of this happens: nothing may rely on it.
 */
export function createLifecycle({ app, signals, log, limit = 5_000 }: LifecyclePorts): Lifecycle {
  const joiners: { name: string; join: Joiner }[] = [];
  let last: { name: string; join: Joiner } | null = null;
  let isClosing = false;
  let ending: Promise<void> | null = null;
  let signalled: 'not' | 'just now' | 'before' = 'not';
  let relaunched = false;

  const settle = async (name: string, join: Joiner): Promise<void> => {
    const outcome = await within(limit, join);
    if (outcome.kind === 'failed') log(`quit: ${name} failed (${outcome.error})`);
    if (outcome.kind === 'hung') log(`quit: ${name} did not end within ${limit} ms and was given up`);
  };

  const finish = async (exitCode: number): Promise<void> => {
    await Promise.all(joiners.map(({ name, join }) => settle(name, join)));
    if (last !== null) await settle(last.name, last.join);
    // `quit` would ask the windows again; by now everything has had its say.
    app.exit(exitCode);
  };
  const end = (exitCode: number): Promise<void> => (ending ??= finish(exitCode));

  // The windows close between the two events, and none of ours refuses.
  app.on('before-quit', () => {
    isClosing = true;
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    void end(0);
  });

  const stop = (): void => {
    if (signalled === 'just now') return;
    if (signalled === 'before') return app.exit(1);
    signalled = 'just now';
    // What a listener has raised again comes in the next turn of the loop, and so before the second of these.
    setImmediate(() =>
      setImmediate(() => {
        signalled = 'before';
      }),
    );
    app.quit();
  };
  signals.on('SIGTERM', stop);
  signals.on('SIGINT', stop);

  // Each call of Electron's starts one more process.
  const relaunch = (): void => {
    if (!relaunched) app.relaunch();
    relaunched = true;
  };

  return {
    get quitting() {
      return isClosing || ending !== null;
    },
    onQuit: (name, join) => void joiners.push({ name, join }),
    closeLast(name, join) {
      last = { name, join };
    },
    end,
    restart() {
      relaunch();
      app.quit();
    },
    startAgain() {
      if (!isClosing && ending === null) return false;
      relaunch();
      return true;
    },
  };
}

type Settled = { kind: 'done' } | { kind: 'failed'; error: string } | { kind: 'hung' };

/** Runs `join`; the outcome is known after `limit` milliseconds at the latest. */
function within(limit: number, join: Joiner): Promise<Settled> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'hung' }), limit);
    Promise.resolve()
      .then(join)
      .then(
        () => resolve({ kind: 'done' }),
        (error: unknown) =>
          resolve({ kind: 'failed', error: error instanceof Error ? error.name : 'unknown' }),
      )
      .finally(() => clearTimeout(timer));
  });
}
