import { expect, test } from 'vitest';
import { createAtomBudget } from './atomBudget.ts';

/** A page that writes, and a state that takes what the budget allows. */
function start(stored: Record<string, unknown> = {}) {
  let now = 0;
  const allows = createAtomBudget({
    stored: () => stored,
    counts: (name) => name.startsWith('remote-control'),
    now: () => now,
  });
  return {
    stored,
    wait: (seconds: number) => {
      now += seconds * 1000;
    },
    write(name: string, value: string): boolean {
      const isAllowed = allows(name, value);
      if (isAllowed) stored[name] = value;
      return isAllowed;
    },
  };
}

test('a burst is let through, then a few writes a second', () => {
  const page = start();
  const burst = Array.from({ length: 50 }, (_, at) => page.write('remote-control-step', String(at)));
  page.wait(1);
  const next = Array.from({ length: 20 }, (_, at) => page.write('remote-control-step', String(at)));
  expect([burst, next].map((writes) => writes.filter(Boolean).length)).toEqual([32, 8]);
});

test('a page that writes without end leaves a bounded state', () => {
  const page = start();
  for (let at = 0; at < 20_000; at += 1) {
    page.write(`remote-control-${at}`, 'x'.repeat(4000));
    page.wait(0.2);
  }
  expect(JSON.stringify(page.stored).length).toBeLessThan(70_000);
  const short = start();
  for (let at = 0; at < 1000; at += 1) {
    short.write(`remote-control-${at}`, '');
    short.wait(0.2);
  }
  expect(Object.keys(short.stored)).toHaveLength(64);
});

test('what is stored already may be replaced, and made smaller even where there is too much', () => {
  const stored = Object.fromEntries(
    Array.from({ length: 100 }, (_, at) => [`remote-control-${at}`, 'x'.repeat(1000)]),
  );
  const page = start(stored);
  expect([
    page.write('remote-control-7', 'y'.repeat(1000)),
    page.write('remote-control-7', 'short'),
    page.write('remote-control-7', 'z'.repeat(1000)),
    page.write('remote-control-new', ''),
  ]).toEqual([true, true, false, false]);
});

test('atoms of others do not count, and a state without atoms has room', () => {
  const others = Object.fromEntries(
    Array.from({ length: 100 }, (_, at) => [`sidebar-${at}`, 'x'.repeat(5000)]),
  );
  expect([
    start(others).write('remote-control-a', 'x'),
    createAtomBudget({
      stored: () => undefined,
      counts: () => true,
      now: () => 0,
    })('remote-control-a', null),
  ]).toEqual([true, true]);
});
