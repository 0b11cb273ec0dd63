import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeError, describeFileError } from './describeError.ts';

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

test('an error is named with its place in the code, and without its message', () => {
  const described = describeError(new TypeError('Bearer secret'));
  expect(described).toMatch(/^TypeError at .*describeError\.test\.ts/);
  expect(described).not.toContain('secret');
});

test('an error of the file system is told with its code and its path', () => {
  const path = join(import.meta.dirname, 'missing');
  const error = thrownBy(() => readFileSync(path));
  expect([describeFileError(error), describeError(error)]).toEqual([
    `ENOENT: ${path}`,
    expect.stringContaining(`Error (ENOENT: ${path}) at `),
  ]);
});

test('what is no error is not looked into', () => {
  expect([
    describeError('Bearer secret'),
    describeFileError(null),
    describeFileError(new Error('x')),
  ]).toEqual(['threw something that is no error', null, null]);
});
