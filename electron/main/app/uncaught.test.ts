import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { logUncaught } from './uncaught.ts';

test('what is caught nowhere is logged without its message', () => {
  const source = new EventEmitter();
  const lines: string[] = [];
  logUncaught(source, (line) => void lines.push(line));
  source.emit('uncaughtException', new RangeError('Bearer secret'));
  source.emit('unhandledRejection', 'Bearer secret');
  expect(lines).toEqual([
    expect.stringMatching(/^uncaught exception: RangeError at /),
    'unhandled rejection: threw something that is no error',
  ]);
  expect(lines.join()).not.toContain('secret');
});
