import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
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
  };
}

test('a page that fails is loaded again once, and then a person is asked, once', () => {
  const { recovery, events } = start();
  for (let at = 0; at < 3; at += 1) recovery.failed('gone');
  expect(events).toEqual(['page: gone', 'load', 'page: gone', 'ask', 'page: gone']);
});

test('a person who wants to try again does, and is asked again when that fails', () => {
  const { recovery, events, retry } = start();
  recovery.failed('gone');
  recovery.failed('gone');
  retry();
  recovery.failed('gone');
  expect(events.filter((event) => event !== 'page: gone')).toEqual(['load', 'ask', 'load', 'ask']);
});

test('a page that has worked for a minute is loaded again without asking', () => {
  const { recovery, events, wait } = start();
  recovery.failed('gone');
  wait(60_000);
  recovery.failed('gone');
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
