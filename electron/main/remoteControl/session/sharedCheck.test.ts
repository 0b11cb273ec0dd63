import { expect, it, vi } from 'vitest';
import type { CheckResult } from '../repair/check.ts';
import { createSharedCheck, type Trigger } from './sharedCheck.ts';

const RESULT: CheckResult = { kind: 'not-enrolled' };

/** Checks whose readings end when the test says so. */
function scene() {
  const readings: { readonly how: object; readonly end: (error?: Error) => void }[] = [];
  const settled: CheckResult[] = [];
  const lines: string[] = [];
  const may = { act: true };
  const checks = createSharedCheck({
    read: (how) =>
      new Promise((resolve, reject) => {
        readings.push({ how, end: (error) => (error ? reject(error) : resolve(RESULT)) });
      }),
    settle: (result) => void settled.push(result),
    mayAct: () => may.act,
    log: (line) => lines.push(line),
  });
  return { checks, readings, settled, lines, may };
}

const turn = () =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

it('is one for all who ask, settled once; who asks later gets a new one', async () => {
  const { checks, readings, settled, lines } = scene();
  const asked = (['launch', 'timer'] as Trigger[]).map((trigger) => checks.check(trigger));
  await turn();
  readings[0]?.end();
  await Promise.all(asked);
  const again = checks.check('timer');
  await turn();
  readings[1]?.end();
  await again;
  expect([readings.map(({ how }) => how), settled, lines]).toEqual([
    [
      { evenWithoutPairing: false, isRecheck: false },
      { evenWithoutPairing: false, isRecheck: true },
    ],
    [RESULT, RESULT],
    ['check: launch', 'check: timer (joins the running one)', 'check: timer'],
  ]);
});

it('is not begun, and not acted on, while nobody may act', async () => {
  const { checks, readings, settled, lines, may } = scene();
  const running = checks.check('launch');
  await turn();
  may.act = false;
  readings[0]?.end();
  await running;
  await checks.check('button');
  expect([readings.length, settled, lines]).toEqual([1, [], ['check: launch']]);
});

it('waits for the running one before it looks for a repair, and settles nothing by that', async () => {
  const { checks, readings, settled } = scene();
  void checks.check('launch');
  const inspected = checks.inspect();
  const idle = vi.fn<() => void>();
  await turn();
  expect(readings.length).toBe(1);
  readings[0]?.end();
  await turn();
  const ended = checks.idle().then(idle);
  await turn();
  expect([readings.map(({ how }) => how), idle.mock.calls.length]).toEqual([
    [
      { evenWithoutPairing: false, isRecheck: false },
      { evenWithoutPairing: true, isRecheck: false },
    ],
    0,
  ]);
  readings[1]?.end();
  await ended;
  expect([await inspected, idle.mock.calls.length, settled]).toEqual([RESULT, 1, [RESULT]]);
});
