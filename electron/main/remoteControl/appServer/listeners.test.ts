import { expect, test } from 'vitest';
import { createListeners } from './listeners.ts';

test('everybody who listens is told, until they stop', () => {
  const heard: string[] = [];
  const listeners = createListeners<number>();
  const stopFirst = listeners.add((value) => heard.push(`first ${value}`));
  listeners.add((value) => heard.push(`second ${value}`));
  listeners.tell(1);
  stopFirst();
  listeners.tell(2);
  expect(heard).toEqual(['first 1', 'second 1', 'second 2']);
});

test('one who listens twice is told twice, and stops once at a time', () => {
  const heard: number[] = [];
  const listener = (value: number) => heard.push(value);
  const listeners = createListeners<number>();
  const stop = listeners.add(listener);
  listeners.add(listener);
  listeners.tell(1);
  stop();
  stop();
  listeners.tell(2);
  expect(heard).toEqual([1, 1, 2]);
});
