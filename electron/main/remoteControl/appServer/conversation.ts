import { type RequestId, readMessage } from './message.ts';

/** How long an answer may take, in milliseconds: more than the 30 s after which the app-server gives up on the service (0.169.0). */
const REQUEST_TIMEOUT = 40_000;

/** JSON-RPC's "method not found": we offer the app-server no methods of our own. */
const METHOD_NOT_FOUND = -32_601;

/** What came back for a request, before anybody has looked at it. */
export type Reply =
  | { readonly kind: 'ok'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly code: number; readonly message: string }
  | { readonly kind: 'ended'; readonly message: string }
  | { readonly kind: 'timeout' };

/** One JSON-RPC conversation, line by line, with no process behind it. */
export interface Conversation {
  /** `limitMs`: how long its answer may take; that of the conversation by default. */
  request(method: string, params: object | undefined, limitMs?: number): Promise<Reply>;
  notify(method: string): void;
  /** Takes one line from the other side. Never throws. */
  receive(line: string): void;
  /** The other side is gone: what is open, and every later request, resolves `gone` with these words. */
  end(message: string): void;
  /** Lines that were no messages, or answered nothing that was asked. */
  readonly junkLines: number;
}

/** A conversation that writes its lines with `send` and passes notifications on. */
export function createConversation(
  send: (line: string) => void,
  onNotification: (method: string, params: unknown) => void,
  timeoutMs: number = REQUEST_TIMEOUT,
): Conversation {
  const open = new Map<RequestId, (reply: Reply) => void>();
  let lastId = 0;
  let junkLines = 0;
  let ended: string | null = null;

  const write = (message: object) => send(JSON.stringify(message));
  function settle(id: RequestId, reply: Reply): void {
    const resolve = open.get(id);
    if (resolve) resolve(reply);
    else junkLines += 1;
  }

  return {
    get junkLines() {
      return junkLines;
    },
    request(method, params, limitMs = timeoutMs) {
      if (ended !== null) return Promise.resolve({ kind: 'ended', message: ended });
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        const finish = (reply: Reply) => {
          clearTimeout(timer);
          open.delete(id);
          resolve(reply);
        };
        const timer = setTimeout(() => finish({ kind: 'timeout' }), limitMs);
        open.set(id, finish);
        write({ id, method, params });
      });
    },
    notify: (method) => write({ method }),
    receive(line) {
      const message = readMessage(line);
      switch (message.kind) {
        case 'response':
          return settle(message.id, { kind: 'ok', value: message.result });
        case 'refusal':
          return settle(message.id, { kind: 'refused', code: message.code, message: message.message });
        case 'notification':
          return onNotification(message.method, message.params);
        case 'request': {
          const error = { code: METHOD_NOT_FOUND, message: `This client does not offer ${message.method}.` };
          return write({ id: message.id, error });
        }
        case 'junk':
          junkLines += 1;
      }
    },
    end(message) {
      ended ??= message;
      for (const finish of open.values()) finish({ kind: 'ended', message });
    },
  };
}
