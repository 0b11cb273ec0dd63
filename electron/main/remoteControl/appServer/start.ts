import type { CodexSource } from '../../../shared/codexProgram.ts';
import { requireMembers, type Needs } from '../../../shared/requireMembers.ts';
import { startChild } from './child.ts';
import type { AppServer, Exit, CallOutcome, StatusSnapshot, ConnectionError } from './contract.ts';
import { createMethods } from './methods.ts';
import { createConversation } from './conversation.ts';
import { createListeners } from './listeners.ts';
import type { ClientInfo } from './protocol/ClientInfo.ts';
import type { InitializeParams } from './protocol/InitializeParams.ts';
import { redact } from './redact.ts';
import { readReply } from './reply.ts';
import { initializedSchema, statusSchema } from './schemas.ts';
import { LOG_ENVIRONMENT, readConnectionError } from './connectionError.ts';

/** What an app-server is started with. */
export interface StartOptions {
  /** The program, as `findAppServer` finds it. */
  readonly command: string;
  /** How it came onto this computer; unknown by default. */
  readonly source?: CodexSource;
  readonly codexHome: string;
  /**
   * Where the service is. Handed over on the command line: of a `config.toml` that it rejects as a whole, the app-server would
   * use no part, and take the person's token to the public service (seen with 0.169.0).
   */
  readonly baseUrl: string;
  /** The app-server files its enrollment under `name`: the desktop's is `Codex Desktop`. */
  readonly clientInfo: ClientInfo;
  /** Called with each line of the app-server's log, without secrets. */
  readonly log: (line: string) => void;
  /** Stops the app-server when aborted. */
  readonly signal?: AbortSignal | undefined;
  /** The environment it inherits; ours by default. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** How long its first answer may take, in milliseconds. */
  readonly timeoutMs?: number;
}

const NEEDS: Needs = {
  command: 'a string',
  codexHome: 'a string',
  baseUrl: 'a string',
  clientInfo: 'an object',
  log: 'a function',
};

/** The real app-server needs half a second, on a slow computer some. */
const START_TIMEOUT_MS = 12_000;

/**
 * Starts an app-server and initializes the connection. A later request never throws: see `CallOutcome`.
 * @throws TypeError where an option is missing; nothing else
 */
export async function startAppServer(options: StartOptions): Promise<CallOutcome<AppServer>> {
  requireMembers('startAppServer', options, NEEDS);
  const { command, codexHome, baseUrl, clientInfo, log, signal, env = process.env } = options;
  const statuses = createListeners<StatusSnapshot>();
  const connectionErrors = createListeners<ConnectionError>();
  let status: StatusSnapshot | null = null;
  let connectionError: ConnectionError | null = null;

  const conversation = createConversation(
    (line) => child.send(line),
    (method, params) => {
      if (method !== 'remoteControl/status/changed') return;
      const parsed = statusSchema.safeParse(params);
      if (!parsed.success) return;
      status = parsed.data;
      if (status.status === 'connected' || status.status === 'disabled') connectionError = null;
      statuses.tell(status);
    },
  );
  const child = startChild({
    command,
    // A TOML string: the escapes of a JSON string are among those of TOML.
    args: ['app-server', '-c', `chatgpt_base_url=${JSON.stringify(baseUrl)}`],
    cwd: codexHome,
    env: { ...env, ...LOG_ENVIRONMENT, CODEX_HOME: codexHome },
    onLine: conversation.receive,
    onErrorLine: (line) => {
      log(redact(line));
      const found = readConnectionError(line);
      if (found === null) return;
      connectionError = found;
      connectionErrors.tell(found);
    },
  });
  const exited = child.ended.then((end): Exit => {
    conversation.end(describeEnd(end));
    return 'error' in end ? { code: null, signal: null } : end;
  });
  const stop = () => child.stop();
  signal?.addEventListener('abort', stop, { once: true });
  void exited.then(() => signal?.removeEventListener('abort', stop));
  if (signal?.aborted) void stop();

  const initializeParams: InitializeParams = {
    clientInfo,
    capabilities: { experimentalApi: true, requestAttestation: false },
  };
  const timeoutMs = options.timeoutMs ?? START_TIMEOUT_MS;
  const initialized = readReply(
    await conversation.request('initialize', initializeParams, timeoutMs),
    initializedSchema,
  );
  if (initialized.kind !== 'ok' || child.pid === undefined) {
    await stop();
    return initialized.kind === 'ok'
      ? { kind: 'ended', message: 'The Codex app-server did not start.' }
      : initialized;
  }
  conversation.notify('initialized');

  const value: AppServer = {
    pid: child.pid,
    program: { version: versionIn(initialized.value.userAgent), source: options.source ?? 'unknown' },
    get status() {
      return status;
    },
    get connectionError() {
      return connectionError;
    },
    get junkLines() {
      return conversation.junkLines + child.droppedLines;
    },
    ...createMethods(conversation),
    onStatus: (listener) => statuses.add(listener),
    onConnectionError: (listener) => connectionErrors.add(listener),
    onExit(listener) {
      let listening = true;
      void exited.then((exit) => listening && listener(exit));
      return () => {
        listening = false;
      };
    },
    stop,
  };
  return { kind: 'ok', value };
}

/** Of `Codex Desktop/0.169.0 (Debian 12.0.0; x86_64) …`, the number. */
function versionIn(userAgent: unknown): string | null {
  const digits = typeof userAgent === 'string' ? /\/(\d+\.\d+\.\d+[\w.-]{0,32})/.exec(userAgent) : null;
  return digits?.[1] ?? null;
}

function describeEnd(end: Exit | { readonly error: string }): string {
  if ('error' in end) return `The Codex app-server could not be started: ${end.error}`;
  const { code, signal } = end;
  return `The Codex app-server ended with ${signal === null ? `exit code ${code}` : `signal ${signal}`}.`;
}
