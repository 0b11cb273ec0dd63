import type { Desktop, Outage } from './desktop.ts';

/** How a million desktops come back. */
export interface Recovery {
  /** The most requests in any second after the outage. */
  readonly peak: number;
  /** Requests a second from the end of the outage until the last desktop is healed. */
  readonly mean: number;
  /** Seconds from the end of the outage until half of the desktops are healed, and until the last one is. */
  readonly medianSeconds: number;
  readonly lastSeconds: number;
  /** Requests a second while the outage lasts, its first minute left out. */
  readonly duringOutage: number;
}

const SECOND = 1000;
/** Desktops under way at once; they know nothing of each other. */
const BATCH = 5000;

/**
 * Simulates `count` desktops that all fail at 0 and come back by themselves; each knows only its own clock. Where they
 * are `alike`, one stands for all of them. The same seed gives the same recovery.
 */
export async function simulate(
  desktop: Desktop,
  outage: Outage,
  { count, isAlike = false, random }: { count: number; isAlike?: boolean; random: () => number },
): Promise<Recovery> {
  const requests: number[] = [];
  const healed: number[] = [];
  const weight = isAlike ? count : 1;
  const add = (bins: number[], at: number) => {
    const second = Math.floor(at / SECOND);
    bins[second] = (bins[second] ?? 0) + weight;
  };
  for (let left = isAlike ? 1 : count; left > 0; left -= BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, left) }, async () => {
      add(healed, await desktop(outage, random, (at) => add(requests, at)));
    });
    await Promise.all(batch);
  }

  const end = Math.floor(outage.until / SECOND);
  const after = Array.from({ length: healed.length - end }, (_, second) => requests[end + second] ?? 0);
  const outageBins = requests.slice(Math.min(60, end - 1), end);
  return {
    peak: after.reduce((most, each) => Math.max(most, each), 0),
    mean: sum(after) / after.length,
    medianSeconds: secondOfHalf(healed) - end,
    lastSeconds: healed.length - end,
    duringOutage: sum(outageBins.map((each) => each ?? 0)) / outageBins.length,
  };
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function secondOfHalf(healed: readonly number[]): number {
  const half = sum(healed.map((each) => each ?? 0)) / 2;
  let seen = 0;
  for (let second = 0; second < healed.length; second += 1) {
    seen += healed[second] ?? 0;
    if (seen >= half) return second + 1;
  }
  return healed.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
