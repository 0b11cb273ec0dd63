import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLogFile } from './logFile.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('lines are JSON with their time, without secrets, in a file for the owner only', () => {
  const path = join(folder, 'logs', 'app.log');
  const log = openLogFile(path, () => new Date('2027-01-02T03:04:05Z'));
  log('first');
  log('authorization: Bearer eyJhbGciOi.eyJzdWIi.x and env_e_0123456789abcdef');
  expect(
    readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    { at: '2027-01-02T03:04:05.000Z', line: 'first' },
    { at: '2027-01-02T03:04:05.000Z', line: 'authorization: Bearer … and env_e_0123…' },
  ]);
  // Windows has no mode bits; there the folder of the person's data keeps others out.
  expect(process.platform === 'win32' ? 0o600 : statSync(path).mode & 0o777).toBe(0o600);
});

test('at a megabyte the log moves aside, and one old log is kept', () => {
  const path = join(folder, 'app.log');
  const log = openLogFile(path);
  const line = 'x'.repeat(100_000);
  for (let round = 0; round < 25; round += 1) log(line);
  expect(statSync(path).size).toBeLessThan(1024 * 1024);
  expect(statSync(`${path}.old`).size).toBeLessThan(1024 * 1024);
});

test('a log that cannot be written does not stop anything, and goes on when it can', () => {
  const blocked = join(folder, 'file');
  writeFileSync(blocked, '');
  const log = openLogFile(join(blocked, 'app.log'));
  expect(() => log('nowhere')).not.toThrow();
  rmSync(blocked);
  log('here');
  expect(readFileSync(join(blocked, 'app.log'), 'utf8')).toContain('here');
});
