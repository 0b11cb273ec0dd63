import { FIRST_PAUSE_MS, requestRetries, pauseMs } from '../../electron/main/remoteControl/index.ts';

/** What a desktop meets: the service answers nothing until `until`, and says then when to come back, if it does. */
export interface Outage {
  /** Milliseconds. */
  readonly until: number;
  /** The wait that a refusal at this moment asks for, in milliseconds; `null`: it asks for none. */
  readonly retryAfter: (now: number) => number | null;
}

/** One desktop: tells `arrive` of each of its requests, and answers when it was healed. Times in milliseconds. */
export type Desktop = (outage: Outage, random: () => number, arrive: (at: number) => void) => Promise<number>;

/** Two lists, the policy, its own client and the phones of its environment: what a check asks at once. */
export const REQUESTS_A_CHECK = 5;
/** From a request to its answer, or to its refusal. */
const ANSWER_MS = 100;

/** A desktop with the product's own policy, from a check that fails at 0 to the one that does not. */
export const ourDesktop: Desktop = (outage, random, arrive) =>
  new Promise((resolve) => {
    let now = 0;
    let singleAttempt = false;
    let failures = 0;
    const check = (): void => {
      const checked = checkOnce(now, requestRetries(singleAttempt), outage, random, arrive);
      singleAttempt = true;
      now = checked.end;
      if (checked.isAnswered) resolve(now);
      else {
        failures += 1;
        now += pauseMs(failures, checked.retryAfter, random());
        check();
      }
    };
    check();
  });

/** The same check, tried again as p-retry does by default: ten times, after 1, 2, 4 … seconds, without any jitter. */
export const retryingDesktop: Desktop = async (outage, _random, arrive) => {
  let now = 0;
  for (let pause = 1000; ; pause *= 2) {
    for (let request = 0; request < REQUESTS_A_CHECK; request += 1) arrive(now);
    now += ANSWER_MS;
    if (now >= outage.until) return now;
    now += pause;
  }
};

/** All requests of a check at once, each tried again within it as `send` tries it. */
function checkOnce(
  start: number,
  retries: number,
  outage: Outage,
  random: () => number,
  arrive: (at: number) => void,
): { readonly end: number; readonly isAnswered: boolean; readonly retryAfter: number | null } {
  let end = start;
  let isAnswered = true;
  let retryAfter: number | null = null;
  for (let request = 0; request < REQUESTS_A_CHECK; request += 1) {
    let at = start;
    arrive(at);
    for (let retry = 0; at < outage.until; retry += 1) {
      retryAfter = outage.retryAfter(at);
      if (retry === retries || retryAfter !== null) {
        isAnswered = false;
        break;
      }
      // What p-retry makes of `minTimeout` and `randomize`: doubling, and up to twice of that.
      at += ANSWER_MS + FIRST_PAUSE_MS * 2 ** retry * (1 + random());
      arrive(at);
    }
    end = Math.max(end, at + ANSWER_MS);
  }
  return { end, isAnswered, retryAfter };
}
