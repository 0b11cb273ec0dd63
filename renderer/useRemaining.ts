import { useEffect, useState } from 'react';

const TICK_MS = 1_000;

/**
 * Milliseconds that are left of what `remainingOf` says of a thing since that came, again each second, never below 0. Counted on
 * the page's monotonic clock, so that a clock that is set changes nothing.
 */
export function useRemaining<T extends object>(sent: T, remainingOf: (sent: T) => number): number {
  const [left, setLeft] = useState(() => remainingOf(sent));
  useEffect(() => {
    const end = performance.now() + remainingOf(sent);
    const tick = () => setLeft(Math.max(0, end - performance.now()));
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [sent, remainingOf]);
  return left;
}
