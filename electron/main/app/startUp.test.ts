import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { english } from '../../shared/words/english.ts';
import { startUp, type StartUpPorts } from './startUp.ts';

function start(phases: () => Promise<void>, changed: Partial<StartUpPorts> = {}) {
  const events: string[] = [];
  const done = startUp(phases, {
    log: (line) => void events.push(`log ${line.replace(/ at .*/s, '')}`),
    strings: () => english,
    showError: (title, text) => void events.push(`box ${title}: ${text}`),
    end: (code) => void events.push(`end ${code}`),
    logPath: () => '/logs/mobile-setup.log',
    ...changed,
  });
  return done.then(() => events);
}

test('a start that works shows and ends nothing', async () => {
  expect(await start(async () => undefined)).toEqual([]);
});

test('a start that throws ends in a box with the file, a next step and the log, and with exit code 1', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-up-'));
  const missing = join(folder, 'missing');
  const events = await start(async () => void readdirSync(missing));
  rmSync(folder, { recursive: true });
  expect(events).toEqual([
    `log start: Error (ENOENT: ${missing})`,
    `box Mobile Setup couldn’t start: Something this app needs on this computer couldn’t be opened. Nothing was changed.\n\n` +
      `ENOENT: ${missing}\n\n` +
      'Restart the computer, then open the app again. If that doesn’t help, send us this log file:\n/logs/mobile-setup.log',
    'end 1',
  ]);
});

test('what throws before the first await ends in a box, too', async () => {
  const events = await start(() => {
    throw new TypeError('Bearer secret');
  });
  expect(events).toEqual(['log start: TypeError', expect.stringMatching(/^box (?!.*secret)/s), 'end 1']);
});

test('where even the box cannot be shown, the process ends all the same', async () => {
  const events = await start(() => Promise.reject(new Error('x')), {
    showError: () => {
      throw new Error('no display');
    },
  });
  expect(events).toEqual(['log start: Error', 'log start: the failure could not be shown: Error', 'end 1']);
});
