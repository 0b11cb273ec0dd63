import { EventEmitter } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Notification } from 'electron';
import { expect, test } from 'vitest';
import type { Screen } from '../../shared/screen.ts';
import { createNotice, createUnannouncedHealDetector } from './notices.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const screen = (outcome: Screen['outcome']): Screen => ({
  epoch: 1,
  view: { kind: 'preparing' },
  outcome,
  canUndo: false,
  isChecking: false,
  authorization: null,
});

test('a heal is news once, and only where it was not asked for', () => {
  const isNews = createUnannouncedHealDetector();
  const healed: Screen['outcome'] = { kind: 'repaired', requested: false, removed: [], left: [] };
  expect([
    isNews(screen(null)),
    isNews(screen({ kind: 'healthy', requested: false, removed: [], left: [] })),
    isNews(screen(healed)),
    isNews(screen(healed)),
    isNews(screen({ ...healed })),
    isNews(screen({ ...healed, requested: true })),
  ]).toEqual([false, false, true, false, true, false]);
});

function start(isSupported = true) {
  const events: string[] = [];
  const shown: EventEmitter[] = [];
  const notify = createNotice({
    isSupported: () => isSupported,
    create: ({ title }) => {
      const notification = Object.assign(new EventEmitter(), {
        show: () => void events.push(`shown ${title}`),
      });
      shown.push(notification);
      return notification as unknown as Notification;
    },
    onClick: () => void events.push('clicked'),
    fallback: () => void events.push('fallback'),
  });
  return { notify, events, shown };
}

test('a click on the notification leads to the window', () => {
  const { notify, events, shown } = start();
  notify({ title: 'Repaired', body: '' });
  shown[0]?.emit('click');
  expect(events).toEqual(['shown Repaired', 'clicked']);
});

test('where notifications are not supported, or this one fails, attention is drawn in another way', () => {
  const unsupported = start(false);
  unsupported.notify({ title: 'Repaired', body: '' });
  const failing = start();
  failing.notify({ title: 'Repaired', body: '' });
  failing.shown[0]?.emit('failed', {}, 'not allowed');
  expect([unsupported.events, failing.events]).toEqual([['fallback'], ['shown Repaired', 'fallback']]);
});

test('a notification is held until it is clicked, so that the click is not lost with it', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const collected = new FinalizationRegistry(resolve);
  const clicks: string[] = [];
  const notify = createNotice({
    isSupported: () => true,
    create: () => {
      const notification = Object.assign(new EventEmitter(), { show: () => undefined });
      collected.register(notification, 'first');
      return notification as unknown as Notification;
    },
    onClick: () => void clicks.push('click'),
    fallback: () => undefined,
  });
  notify({ title: 'one', body: '' });
  collectGarbage();
  await new Promise(setImmediate);
  const early = await Promise.race([promise, Promise.resolve('held')]);
  notify({ title: 'two', body: '' });
  collectGarbage();
  expect([early, await promise]).toEqual(['held', 'first']);
});
