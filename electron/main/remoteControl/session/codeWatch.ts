import { SHORTEST_LIFE_MS } from './codeLifetime.ts';
import type { SessionEvent } from './events.ts';
import type { Code } from './state.ts';
import { watchCode, type WayPorts } from './wayToPhone.ts';

/** The shortest life of a code no longer grows after so many that ended early: by then it is longer than any code lives. */
const MOST_EARLY_ENDS = 7;

/** Watches one code after the other. */
export type CodeWatch = (code: Code, signal: AbortSignal) => Promise<SessionEvent>;

/**
 * A code that has just been replaced is watched on beside the new one: a phone that has scanned it may claim it in its last second.
 * Where codes are called expired before their end again and again, each stays twice as long: a service that says so of every code
 * would otherwise have a new one scanned every few seconds.
 */
export function createCodeWatch(way: WayPorts): CodeWatch {
  let replaced: Code | null = null;
  let earlyEnds = 0;
  return async (code, signal) => {
    const shortestMs = SHORTEST_LIFE_MS * 2 ** earlyEnds;
    const event = await watchCode(way, code, signal, { replaced, shortestMs });
    const isOver = event.kind === 'code-over' && !signal.aborted;
    replaced = isOver ? code : null;
    const isEarly = isOver && way.clock.monotonic() < code.until;
    earlyEnds = isEarly ? Math.min(earlyEnds + 1, MOST_EARLY_ENDS) : 0;
    return event;
  };
}
