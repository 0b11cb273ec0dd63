import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** The time in Unix milliseconds, again each minute: what is said of how long ago something was would grow old. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
