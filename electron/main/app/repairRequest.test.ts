import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRepairRequest } from './repairRequest.ts';

function start() {
  const sent: string[] = [];
  return { sent, request: createRepairRequest(() => void sent.push('asked')) };
}

test('a page that listens is asked at once', async () => {
  const { sent, request } = start();
  request.pageListens();
  await setImmediate();
  request.ask();
  expect(sent).toEqual(['asked']);
});

test('before there is a page, the wish waits for it, and is told once', async () => {
  const { sent, request } = start();
  request.ask();
  request.ask();
  const before = [...sent];
  request.pageListens();
  await setImmediate();
  request.pageListens();
  await setImmediate();
  expect([before, sent]).toEqual([[], ['asked']]);
});

test('a page that has gone does not listen any more', async () => {
  const { sent, request } = start();
  request.pageListens();
  await setImmediate();
  request.pageGone();
  request.ask();
  const before = [...sent];
  request.pageListens();
  await setImmediate();
  expect([before, sent]).toEqual([[], ['asked']]);
});
