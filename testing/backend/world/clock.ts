/** The server's own clock: real time and an offset that a test may move. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number;
  /** Moves the clock by so many milliseconds. */
  move(milliseconds: number): void;
}

/** A clock that runs with the machine's. */
export function createClock(): Clock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    move: (milliseconds) => {
      offset += milliseconds;
    },
  };
}

/** Unix milliseconds as the wire writes them: RFC 3339 in UTC. */
export function onWire(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
