import { execFile } from 'node:child_process';
import { existsSync, symlinkSync, mkdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { launch, type Launched, writeApp } from './testApp.ts';
import { TIME_LIMIT_MS } from '../timeLimit.ts';

const LOCKING = {
  main: `
    const isFirst = app.requestSingleInstanceLock({ hello: 'there' });
    console.log('first: ' + isFirst);
    globalThis.isFirst = isFirst;
    globalThis.seconds = [];
    app.on('second-instance', (_event, argv, folder, data) => globalThis.seconds.push([argv.slice(1), folder, data, app.isReady()]));
    if (isFirst) app.whenReady().then(() => { serve(); return open(); });
    else app.quit();`,
};

function isFirst({ app }: Launched): Promise<boolean> {
  return app.evaluate(() => (globalThis as unknown as { isFirst: boolean }).isFirst);
}

test('a second instance is refused and the first is given its arguments, until the first has ended', async () => {
  const folder = writeApp(LOCKING);
  const userData = join(folder, 'userData');
  const second = (where = userData) =>
    promisify(execFile)(
      join(import.meta.dirname, 'electron'),
      [`--user-data-dir=${where}`, folder, '--again'],
      { cwd: folder },
    );
  const { app, ended } = await launch(LOCKING, folder);
  await app.firstWindow({ timeout: TIME_LIMIT_MS });
  expect((await second()).stdout).toBe('first: false\n');
  expect(await app.evaluate(() => (globalThis as unknown as { seconds: unknown }).seconds)).toEqual([
    [[`--user-data-dir=${userData}`, folder, '--again'], folder, { hello: 'there' }, true],
  ]);
  await app.close();
  await ended;
  expect(existsSync(join(userData, 'SingletonLock'))).toBe(false);
});

test('each userData folder has a lock of its own, and a dead holder’s is taken over', async () => {
  const folder = writeApp(LOCKING);
  const userData = join(folder, 'userData');
  mkdirSync(userData);
  // A number that was a process once, and is another one's now: the test's own.
  symlinkSync(`${hostname()}-${process.pid}`, join(userData, 'SingletonLock'));
  const first = await launch(LOCKING, folder);
  await first.app.firstWindow({ timeout: TIME_LIMIT_MS });
  const other = await launch(LOCKING, writeApp(LOCKING));
  await other.app.firstWindow({ timeout: TIME_LIMIT_MS });
  expect([await isFirst(first), await isFirst(other)]).toEqual([true, true]);
});

test('a folder that another computer uses is not taken over, and no instance is told (PROFILE_IN_USE)', async () => {
  const folder = writeApp(LOCKING);
  const userData = join(folder, 'userData');
  mkdirSync(userData);
  symlinkSync('another-computer-1', join(userData, 'SingletonLock'));
  const { stdout } = await promisify(execFile)(join(import.meta.dirname, 'electron'), [
    `--user-data-dir=${userData}`,
    folder,
  ]);
  expect(stdout).toBe('first: false\n');
});

test('api-app: relaunch starts the app again when this process has ended, with the same arguments', async () => {
  const folder = writeApp({
    main: `
      const { appendFileSync, readFileSync } = require('node:fs');
      const log = path.join(__dirname, 'log');
      appendFileSync(log, process.argv.slice(-1)[0] + ' ' + app.requestSingleInstanceLock() + '\\n');
      if (readFileSync(log, 'utf8').split('\\n').length === 2) app.relaunch();
      else console.log('again');
      app.exit(0);`,
  });
  const { stdout } = await promisify(execFile)(join(import.meta.dirname, 'electron'), [
    `--user-data-dir=${join(folder, 'userData')}`,
    folder,
    '--mine',
  ]);
  expect([stdout, readFileSync(join(folder, 'log'), 'utf8')]).toEqual([
    'again\n',
    '--mine true\n--mine true\n',
  ]);
});

test('app.md: each call of relaunch starts one more process', async () => {
  const folder = writeApp({
    main: `
      const { appendFileSync, readFileSync } = require('node:fs');
      const log = path.join(__dirname, 'log');
      appendFileSync(log, 'started\\n');
      if (!process.argv.includes('--again')) { process.argv.push('--again'); app.relaunch(); app.relaunch(); }
      app.exit(0);`,
  });
  await promisify(execFile)(join(import.meta.dirname, 'electron'), [
    `--user-data-dir=${join(folder, 'userData')}`,
    folder,
  ]);
  expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('started\n'.repeat(3));
});
