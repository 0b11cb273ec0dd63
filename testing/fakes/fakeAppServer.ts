import type {
  AppServer,
  CallOutcome,
  StatusSnapshot,
  StartedPairing,
  ConnectionError,
} from '../../electron/main/remoteControl/index.ts';

/** An app-server for tests of the screen: it answers at once, and the test says what happens to it. */
export interface FakeAppServer extends AppServer {
  readonly asked: string[];
  /** The next codes to hand out; the last one is handed out forever. */
  readonly codes: StartedPairing[];
  refuse(
    method: 'enable' | 'startPairing',
    reason: Extract<CallOutcome<never>, { kind: 'refused' }>['reason'] | null,
  ): void;
  say(status: Partial<StatusSnapshot>): void;
  complain(connectionError: ConnectionError): void;
  claim(): void;
  die(): void;
}

/** Under `environmentId`; connected from the start where it was enabled before, else when it is. */
export function createFakeAppServer(environmentId: string, wasEnabled = true): FakeAppServer {
  const asked: string[] = [];
  const codes: StartedPairing[] = [
    { pairingCode: 'pairing-code', manualPairingCode: 'ABCD-EFGH', environmentId, expiresAt: 4_000_000_000 },
  ];
  const refusals = new Map<string, Extract<CallOutcome<never>, { kind: 'refused' }>>();
  const onStatus = new Set<(status: StatusSnapshot) => void>();
  const onConnectionError = new Set<(connectionError: ConnectionError) => void>();
  const onExit = new Set<(exit: { code: number | null; signal: null }) => void>();
  let claimed = false;
  let connectionError: ConnectionError | null = null;
  let status: StatusSnapshot = {
    status: wasEnabled ? 'connected' : 'disabled',
    serverName: 'test',
    installationId: '11111111-1111-4111-8111-111111111111',
    environmentId: wasEnabled ? environmentId : null,
  };
  const say = (change: Partial<StatusSnapshot>): void => {
    status = { ...status, ...change };
    for (const listener of onStatus) listener(status);
  };
  const answer = async <T>(method: string, value: T): Promise<CallOutcome<T>> => {
    asked.push(method);
    return refusals.get(method) ?? { kind: 'ok', value };
  };
  return {
    pid: 1,
    program: { version: '0.125.0', source: 'npm' },
    junkLines: 0,
    asked,
    codes,
    get status() {
      return status;
    },
    get connectionError() {
      return connectionError;
    },
    async enable() {
      const enabled = await answer('enable', status);
      if (enabled.kind === 'ok' && status.status === 'disabled') say({ status: 'connected', environmentId });
      return enabled.kind === 'ok' ? { kind: 'ok', value: status } : enabled;
    },
    startPairing: () =>
      answer('startPairing', (codes.length > 1 ? codes.shift() : codes[0]) as StartedPairing),
    readPairing: () => answer('readPairing', { claimed }),
    listClients: () => answer('listClients', { data: [], nextCursor: null }),
    readAuthStatus: () => answer('readAuthStatus', { authMethod: null, authToken: null }),
    revokeClient: () => answer('revokeClient', undefined),
    onStatus: (listener) => listen(onStatus, listener),
    onConnectionError: (listener) => listen(onConnectionError, listener),
    onExit: (listener) => listen(onExit, listener),
    async stop() {
      asked.push('stop');
    },
    refuse(method, reason) {
      if (reason === null) refusals.delete(method);
      else refusals.set(method, { kind: 'refused', code: -32600, message: reason, reason });
    },
    say,
    complain(next) {
      connectionError = next;
      for (const listener of onConnectionError) listener(next);
    },
    claim() {
      claimed = true;
    },
    die() {
      for (const listener of onExit) listener({ code: 1, signal: null });
    },
  };
}

function listen<T>(set: Set<T>, listener: T): () => void {
  set.add(listener);
  return () => void set.delete(listener);
}
