import assert from 'node:assert/strict';
import { FIRST_STATE, transition, type SessionEvent } from '../electron/main/remoteControl/index.ts';
import { median, middleHalf, time } from './harness/measure.ts';
import { round } from './harness/pairRow.ts';
import { atLeast, type Benchmarks } from './harness/row.ts';

/** A launch, a verdict, a code that is renewed and claimed, a check: what a session mostly meets. */
const EVENTS: readonly SessionEvent[] = [
  { kind: 'start' },
  { kind: 'lock', isHeld: true },
  { kind: 'checked', verdict: { kind: 'not-enrolled' } },
  { kind: 'linked', connection: 'stored', trouble: null },
  { kind: 'phones', phones: { kind: 'none' }, failure: null },
  { kind: 'code', code: { pairingCode: 'code', manualCode: 'ABCD-EFGH', until: 1 } },
  { kind: 'code-over' },
  { kind: 'code', code: { pairingCode: 'next', manualCode: 'EFGH-ABCD', until: 2 } },
  { kind: 'claimed' },
  { kind: 'look', trigger: 'focus', sinceLastMs: 61_000 },
  { kind: 'gate-deadline' },
  { kind: 'pause-over' },
];
const PER_SECOND = 1_000_000;

/** How many events the pure session takes. */
export const transitionBenchmarks: Benchmarks = {
  transition: async (effort) => {
    const count = effort.size(300_000);
    const rates = Array.from({ length: effort.rounds(10) }, () => {
      let effects = 0;
      const spent = time(() => {
        let state = FIRST_STATE;
        for (let index = 0; index < count; index += 1) {
          const event = EVENTS[index % EVENTS.length];
          if (event === undefined) continue;
          if (event.kind === 'start') state = FIRST_STATE;
          const step = transition(state, event);
          state = step.state;
          effects += step.effects.length;
        }
      });
      assert.ok(effects > count / EVENTS.length, 'a session has effects');
      return (count / spent) * 1000;
    });
    const value = round(median(rates) / PER_SECOND);
    const [low, high] = middleHalf(rates).map((rate) => round(rate / PER_SECOND));
    const target = atLeast(1);
    return {
      name: 'transition',
      value,
      unit: 'million a second',
      target: target.text,
      holds: target.holds(value),
      against: 'one event of a session at a time',
      spread: [low ?? value, high ?? value],
      ours: `${count} events`,
    };
  },
};
