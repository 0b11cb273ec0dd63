import { TIME_LIMIT_MS } from '../../timeLimit.ts';
import type { EndpointName } from '../routes/endpoints.ts';

/** One request to the service. Secrets are replaced by short hashes. */
export interface RequestLogEntry {
  readonly endpoint: EndpointName | null;
  readonly method: string;
  /** As it came, with percent escapes, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON body, or `null` where there was none or it was not JSON. */
  readonly body: unknown;
  /** When it came, by the server's clock, in Unix milliseconds. */
  readonly at: number;
  /** The answer's status; `undefined` until there is one, `null` where none was sent. */
  status: number | null | undefined;
  /** The fault that was applied to it. */
  fault: number | null;
}

/** Every request so far, in the order they came. */
export interface RequestLog {
  readonly entries: readonly RequestLogEntry[];
  add(entry: RequestLogEntry): void;
  /** Records how a request ended. */
  finish(entry: RequestLogEntry, end: Pick<RequestLogEntry, 'status' | 'fault'>): void;
  clear(): void;
  /**
   * The first request that fits, past or to come; tried when a request comes and again when it is answered. Rejects
   * after `timeoutMs` milliseconds with the list of what came instead.
   */
  wait(fits: (entry: RequestLogEntry) => boolean, timeoutMs?: number): Promise<RequestLogEntry>;
}

/** An empty log. `tell` is called with each request once it is answered. */
export function createRequestLog(tell: (entry: RequestLogEntry) => void): RequestLog {
  const entries: RequestLogEntry[] = [];
  const waiting = new Set<(entry: RequestLogEntry) => void>();
  const announce = (entry: RequestLogEntry) => {
    for (const hear of waiting) hear(entry);
  };

  return {
    entries,
    add(entry) {
      entries.push(entry);
      announce(entry);
    },
    finish(entry, end) {
      Object.assign(entry, end);
      tell(entry);
      announce(entry);
    },
    clear() {
      entries.length = 0;
    },
    wait(fits, timeoutMs = TIME_LIMIT_MS) {
      const past = entries.find(fits);
      if (past) return Promise.resolve(past);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(hear);
          const seen = entries.map((entry) => `${entry.method} ${entry.path} ${entry.status}`).join('\n  ');
          reject(new Error(`No such request within ${timeoutMs} ms. There were:\n  ${seen}`));
        }, timeoutMs);
        function hear(entry: RequestLogEntry): void {
          if (!fits(entry)) return;
          clearTimeout(timer);
          waiting.delete(hear);
          resolve(entry);
        }
        waiting.add(hear);
      });
    },
  };
}
