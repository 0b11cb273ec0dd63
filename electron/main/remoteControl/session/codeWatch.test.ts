import { expect, it } from 'vitest';
import { createFakeAppServer } from '../../../../testing/fakes/fakeAppServer.ts';
import { createTestClock } from '../../../../testing/fakes/testClock.ts';
import { createCodeWatch } from './codeWatch.ts';
import type { Code } from './state.ts';

const NEVER = new AbortController().signal;
type Reading = Awaited<ReturnType<ReturnType<typeof createFakeAppServer>['readPairing']>>;
const UNCLAIMED: Reading = { kind: 'ok', value: { claimed: false } };
const CLAIMED: Reading = { kind: 'ok', value: { claimed: true } };
const EXPIRED: Reading = { kind: 'refused', code: -32_600, message: '', reason: 'expired-code' };

/** Time passes by waiting alone. `read`: what is said of a code, asked for the so many-th time. */
function scene(read: (pairingCode: string, count: number) => Reading) {
  const clock = createTestClock('hurried');
  const asked: string[] = [];
  const server = Object.assign(createFakeAppServer('e1'), {
    readPairing: async ({ pairingCode }: { pairingCode: string }) => {
      asked.push(pairingCode);
      return read(pairingCode, asked.filter((each) => each === pairingCode).length);
    },
  });
  const watch = createCodeWatch({
    host: { running: async () => ({ kind: 'ok', value: server as never }) },
    clock,
    connection: () => 'stored',
    clockSkewMs: () => null,
  });
  const code = (pairingCode: string, lifeMs: number): Code => ({
    pairingCode,
    manualCode: null,
    until: clock.monotonic() + lifeMs,
  });
  return { watch, code, asked, clock };
}

it('a phone that claims a code in its last second is noticed, although the next one is on screen by then', async () => {
  const { watch, code, asked } = scene((pairingCode, count) =>
    pairingCode === 'first' && count === 3 ? CLAIMED : UNCLAIMED,
  );
  expect(await watch(code('first', 6000), NEVER)).toEqual({ kind: 'code-over' });
  expect(await watch(code('second', 60_000), NEVER)).toEqual({ kind: 'claimed' });
  expect(asked).toEqual(['first', 'first', 'first']);
});

/** How often the code that was on screen before is asked for beside the next one. */
async function asksOfFirst(read: Parameters<typeof scene>[0], signal = NEVER): Promise<number> {
  const { watch, code, asked } = scene(read);
  await watch(code('first', 6000), signal);
  const before = asked.length;
  await watch(code('second', 60_000), NEVER);
  return asked.slice(before).filter((each) => each === 'first').length;
}

it('a replaced code is asked for until it is expired, or seconds past its end, and not after one that was given up', async () => {
  const givenUp = AbortSignal.abort();
  expect([
    await asksOfFirst(() => UNCLAIMED),
    await asksOfFirst((pairingCode, count) => (pairingCode === 'first' && count > 2 ? EXPIRED : UNCLAIMED)),
    await asksOfFirst(() => UNCLAIMED, givenUp),
  ]).toEqual([3, 1, 0]);
});

it('codes that are called expired at once stay ever longer, up to their own end, and one that lives starts the count again', async () => {
  const { watch, code, clock } = scene((pairingCode) => (pairingCode === 'good' ? UNCLAIMED : EXPIRED));
  const lives: number[] = [];
  for (const [index, name] of ['a', 'b', 'c', 'd', 'good', 'e'].entries()) {
    const began = clock.monotonic();
    await watch(code(`${name}${index}`.replace('good4', 'good'), 30_000), NEVER);
    lives.push(Math.round((clock.monotonic() - began) / 1000));
  }
  expect(lives).toEqual([5, 10, 20, 30, 30, 5]);
});
