import { type EndpointName, BASE_PATH, ENDPOINTS } from '../routes/endpoints.ts';
import type { Fault } from './fault.ts';

/** The faults that are set, in the order they were added: the first one that fits a request is applied to it. */
export interface FaultScript {
  /** Adds a fault and answers the number that the request log will name it by. */
  add(fault: Fault): number;
  clear(): void;
  /** Resolves at the next `clear`. */
  cleared(): Promise<void>;
  /** The fault that applies to this request, or `null`. Counts the request in any case. */
  match(request: { method: string; path: string; endpoint: EndpointName | null }): Matched | null;
}

/** A fault and the number it goes by. */
interface Matched {
  readonly id: number;
  readonly fault: Fault;
}

/** No faults yet. */
export function createFaultScript(): FaultScript {
  let lastId = 0;
  let clearing = Promise.withResolvers<void>();
  const active: { id: number; fault: Fault; matches: Matcher; seen: number; matched: number }[] = [];
  return {
    add(fault) {
      lastId += 1;
      active.push({ id: lastId, fault, matches: matcherOf(fault.endpoint), seen: 0, matched: 0 });
      return lastId;
    },
    clear() {
      active.length = 0;
      clearing.resolve();
      clearing = Promise.withResolvers();
    },
    cleared: () => clearing.promise,
    match(request) {
      let found: Matched | null = null;
      for (const entry of active) {
        if (!entry.matches(request)) continue;
        entry.seen += 1;
        if (found || !isTurn(entry.fault.nth, entry.seen) || entry.matched >= (entry.fault.times ?? Infinity))
          continue;
        entry.matched += 1;
        found = { id: entry.id, fault: entry.fault };
      }
      return found;
    },
  };
}

type Matcher = (request: Parameters<FaultScript['match']>[0]) => boolean;

function matcherOf(endpoint: string): Matcher {
  if (Object.hasOwn(ENDPOINTS, endpoint)) return (request) => request.endpoint === endpoint;
  const [, method, path] = /^(\*|[A-Z]+) (\/.*)$/.exec(endpoint) ?? [];
  if (path === undefined) {
    const names = Object.keys(ENDPOINTS).join(', ');
    throw new Error(`"${endpoint}" is no endpoint. Use a name (${names}) or a pattern like "GET /wham/*".`);
  }
  const pattern = new RegExp(
    `^${(BASE_PATH + path).replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')}$`,
  );
  return (request) => (method === '*' || method === request.method) && pattern.test(request.path);
}

function isTurn(nth: Fault['nth'], turn: number): boolean {
  if (nth === undefined) return true;
  return typeof nth === 'number' ? nth === turn : nth.from <= turn && turn <= nth.to;
}
