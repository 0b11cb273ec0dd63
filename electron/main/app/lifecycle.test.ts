import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { createLifecycle, type QuittingApp } from './lifecycle.ts';

/** Ends like Electron: `quit` asks with `will-quit`, and ends unless someone prevents it; `exit` raises no event. */
class TestApp extends EventEmitter implements QuittingApp {
  readonly events: string[] = [];

  quit(): void {
    this.emit('before-quit');
    let prevented = false;
    this.emit('will-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.end(0);
  }

  exit(code = 0): void {
    this.end(code);
  }

  relaunch(): void {
    this.events.push('relaunch');
  }

  private end(code: number): void {
    this.events.push(`ended ${code}`);
    this.emit('ended');
  }
}

function start(limit?: number) {
  const app = new TestApp();
  const signals = new EventEmitter();
  const lifecycle = createLifecycle({
    app,
    signals,
    log: (line) => void app.events.push(line),
    ...(limit !== undefined && { limit }),
  });
  const ended = once(app, 'ended');
  return { app, signals, lifecycle, ended, events: app.events };
}

test('the state is closed after every joiner has ended, and then the process ends', async () => {
  const { app, lifecycle, ended, events } = start();
  lifecycle.closeLast('state', () => void events.push('state closed'));
  lifecycle.onQuit('slow', async () => {
    await new Promise(setImmediate);
    events.push('slow done');
  });
  lifecycle.onQuit('quick', () => void events.push('quick done'));
  app.quit();
  await ended;
  expect(events).toEqual(['quick done', 'slow done', 'state closed', 'ended 0']);
});

test('a joiner that throws is named without its message, and the others still run', async () => {
  const { app, lifecycle, ended, events } = start();
  lifecycle.onQuit('app-server', () => {
    throw new TypeError('Bearer secret');
  });
  lifecycle.onQuit('outbox', async () => {
    throw new RangeError('Bearer secret');
  });
  lifecycle.closeLast('state', () => void events.push('state closed'));
  app.quit();
  await ended;
  expect(events.toSorted()).toEqual(
    [
      'quit: app-server failed (TypeError)',
      'quit: outbox failed (RangeError)',
      'state closed',
      'ended 0',
    ].toSorted(),
  );
});

test('a joiner that hangs is given up and named', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { app, lifecycle, ended, events } = start();
    lifecycle.onQuit('app-server', () => new Promise(() => undefined));
    lifecycle.closeLast('state', () => void events.push('state closed'));
    app.quit();
    await vi.advanceTimersByTimeAsync(4_999);
    expect(events).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await ended;
    expect(events).toEqual([
      'quit: app-server did not end within 5000 ms and was given up',
      'state closed',
      'ended 0',
    ]);
  } finally {
    vi.useRealTimers();
  }
});

test('asking twice runs the joiners once and does not end early', async () => {
  const { app, lifecycle, ended, events } = start();
  lifecycle.onQuit('once', async () => {
    events.push(`joining, quitting: ${lifecycle.quitting}`);
    await new Promise(setImmediate);
  });
  expect(lifecycle.quitting).toBe(false);
  app.quit();
  app.quit();
  await ended;
  expect(events).toEqual(['joining, quitting: true', 'ended 0']);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s quits like anything else, and a second one ends at once',
  async (signal) => {
    const { lifecycle, signals, ended, events } = start();
    lifecycle.onQuit('hanging', () => new Promise(() => undefined));
    signals.emit(signal);
    expect({ quitting: lifecycle.quitting, events }).toEqual({ quitting: true, events: [] });
    for (let turn = 0; turn < 2; turn += 1) await new Promise(setImmediate);
    signals.emit(signal);
    await ended;
    expect(events).toEqual(['ended 1']);
  },
);

/** A process with our lifecycle and a library that raises a signal again, as `when-exit` does. */
const RAISED_AGAIN = `
  import { EventEmitter } from 'node:events';
  import { setTimeout } from 'node:timers/promises';
  import { createLifecycle } from './lifecycle.ts';
  const app = Object.assign(new EventEmitter(), {
    quit: () => app.emit('will-quit', { preventDefault: () => undefined }),
    exit: (code) => process.exit(code),
    relaunch: () => undefined,
  });
  const lifecycle = createLifecycle({ app, signals: process, log: console.log });
  process.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  lifecycle.closeLast('state', async () => {
    await setTimeout(200);
    console.log('closed');
  });
  setInterval(() => undefined, 1000);
  console.log('ready');
`;

test.skipIf(process.platform === 'win32')(
  'a signal that a library raises again is still the first: the end is orderly',
  async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', RAISED_AGAIN], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (output === 'ready\n') child.kill('SIGINT');
    });
    expect([...(await once(child, 'close')), output]).toEqual([0, null, 'ready\nclosed\n']);
  },
);

test('a second launch while the app ends starts it again, once; before that it does not', async () => {
  const { app, lifecycle, ended, events } = start();
  const early = lifecycle.startAgain();
  lifecycle.onQuit('launched twice meanwhile', () => {
    events.push(`${lifecycle.startAgain()} ${lifecycle.startAgain()}`);
  });
  app.quit();
  await ended;
  expect([early, events]).toEqual([false, ['relaunch', 'true true', 'ended 0']]);
});

test('a restart that is asked for twice, beside a second launch, starts one new process', async () => {
  const { lifecycle, ended, events } = start();
  lifecycle.onQuit('asked again meanwhile', () => {
    lifecycle.restart();
    lifecycle.startAgain();
  });
  lifecycle.restart();
  await ended;
  expect(events).toEqual(['relaunch', 'ended 0']);
});

test('while the windows close, the app is ending already', () => {
  const { app, lifecycle } = start();
  app.emit('before-quit');
  expect([lifecycle.quitting, lifecycle.startAgain()]).toEqual([true, true]);
});

test('an end with an exit code closes what is open, and a quit on top of it changes nothing', async () => {
  const { app, lifecycle, events } = start();
  lifecycle.onQuit('open', () => void events.push('closed'));
  const ending = lifecycle.end(1);
  app.quit();
  await ending;
  expect(events).toEqual(['closed', 'ended 1']);
});
