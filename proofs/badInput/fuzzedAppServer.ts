import {
  type AppServer,
  type StatusSnapshot,
  type ConnectionError,
  createConversation,
  createLineReader,
  createListeners,
  createMethods,
  redact,
  statusSchema,
  readConnectionError,
} from '../../electron/main/remoteControl/index.ts';

/** What the other side does when it is asked: lines on its output, and lines in its log. */
export interface Reaction {
  readonly lines: readonly string[];
  readonly errors: readonly string[];
}

/** An app-server whose process is a list of reactions, taken in turn; after the last it has ended. */
export function createFuzzedAppServer(reactions: readonly Reaction[]): AppServer {
  const statuses = createListeners<StatusSnapshot>();
  const connectionErrors = createListeners<ConnectionError>();
  const exits = createListeners<{ code: number; signal: null }>();
  let status: StatusSnapshot | null = null;
  let connectionError: ConnectionError | null = null;
  let turn = 0;

  const conversation = createConversation(react, (method, params) => {
    if (method !== 'remoteControl/status/changed') return;
    const parsed = statusSchema.safeParse(params);
    if (!parsed.success) return;
    status = parsed.data;
    statuses.tell(status);
  });
  const output = createLineReader(conversation.receive);

  function react(line: string): void {
    const reaction = reactions[turn];
    turn += 1;
    const { id } = JSON.parse(line) as { id?: number };
    setImmediate(() => {
      if (reaction === undefined) {
        conversation.end('It has ended.');
        exits.tell({ code: 1, signal: null });
        return;
      }
      for (const each of reaction.lines)
        output.write(Buffer.from(`${each.replaceAll('"ID"', String(id))}\n`));
      for (const each of reaction.errors) {
        redact(each);
        const found = readConnectionError(each);
        if (found === null) continue;
        connectionError = found;
        connectionErrors.tell(found);
      }
    });
  }

  return {
    pid: 1,
    get status() {
      return status;
    },
    get connectionError() {
      return connectionError;
    },
    get junkLines() {
      return conversation.junkLines;
    },
    ...createMethods(conversation),
    onStatus: (listener) => statuses.add(listener),
    onConnectionError: (listener) => connectionErrors.add(listener),
    onExit: (listener) => exits.add(listener),
    async stop() {
      conversation.end('It was stopped.');
    },
  };
}
