import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { setImmediate as afterEvents } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createPageRecovery, watchPage } from './pageRecovery.ts';

function start() {
  const events: string[] = [];
  let now = 0;
  let retry: (() => void) | null = null;
  const recovery = createPageRecovery({
    now: () => now,
    log: (line) => void events.push(line),
    load: () => void events.push('load'),
    lost: (again) => {
      retry = again;
      events.push('ask');
    },
  });
  return {
    recovery,
    events,
    retry: () => retry?.(),
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
    fail: async () => {
      recovery.failed('gone');
      await afterEvents();
    },
  };
}

test('a page is not loaded within the event that tells that it failed', async () => {
  const { recovery, events } = start();
  recovery.failed('gone');
  const within = [...events];
  await afterEvents();
  expect([within, events]).toEqual([['page: gone'], ['page: gone', 'load']]);
});

test('a page that fails is loaded again once, and then a person is asked, once', async () => {
  const { fail, events } = start();
  for (let at = 0; at < 3; at += 1) await fail();
  expect(events).toEqual(['page: gone', 'load', 'page: gone', 'ask', 'page: gone']);
});

test('a person who wants to try again does, and is asked again when that fails', async () => {
  const { fail, events, retry } = start();
  await fail();
  await fail();
  retry();
  await fail();
  expect(events.filter((event) => event !== 'page: gone')).toEqual(['load', 'ask', 'load', 'ask']);
});

test('a page that has worked for a minute is loaded again without asking', async () => {
  const { fail, events, wait } = start();
  await fail();
  wait(60_000);
  await fail();
  expect(events).toEqual(['page: gone', 'load', 'page: gone', 'load']);
});

test('what ends a page is told from what does not', () => {
  const contents = new EventEmitter();
  const failures: string[] = [];
  watchPage(contents as unknown as WebContents, (how) => void failures.push(how));
  contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  contents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
  contents.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'app://setup/', true);
  contents.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'app://setup/frame', false);
  contents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', 'app://setup/', true);
  contents.emit('preload-error', {}, 'preload.cjs', new SyntaxError('secret'));
  expect(failures).toEqual([
    'its process has ended (crashed, 5)',
    'it could not be loaded (ERR_FILE_NOT_FOUND)',
    'its preload script failed (SyntaxError)',
  ]);
});
