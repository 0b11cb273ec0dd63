import { vi } from 'vitest';
import { TIME_LIMIT_MS } from './timeLimit.ts';

/** Waits until `holds` does not throw, and returns what it returned. */
export const eventually = <T>(holds: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(holds, { timeout: TIME_LIMIT_MS, interval: 20 });
