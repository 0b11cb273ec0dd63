import type { IpcMain, IpcMainInvokeEvent, WebFrameMain } from 'electron';
import { expect, test } from 'vitest';
import type { Screen } from '../../shared/screen.ts';
import { german } from '../../shared/words/german.ts';
import { createHandle, pushScreen, type IpcPorts } from './ipc.ts';

const URL = 'app://setup/index.html';
const mainFrame = { url: URL } as WebFrameMain;
/** As Electron's `WebFrameMain` once the renderer has gone (`api-web-frame-main-spec`). */
const disposed = {
  get url(): string {
    throw new Error('Render frame was disposed before WebFrameMain could be accessed');
  },
} as WebFrameMain;
const CHECKING: Screen = {
  epoch: 3,
  view: { kind: 'checking' },
  outcome: null,
  canUndo: false,
  isChecking: false,
  authorization: null,
};

/** The listeners that were registered, and a way to call one as a frame would. */
function start(
  page: { url: string; mainFrame?: WebFrameMain } | null = { url: URL },
  words: Pick<IpcPorts, 'unexpected'> = {},
) {
  const listeners = new Map<string, Parameters<IpcMain['handle']>[1]>();
  const log: string[] = [];
  const handle = createHandle({
    ipcMain: { handle: (channel, listener) => void listeners.set(channel, listener) },
    page: () => page && { url: page.url, contents: { mainFrame: page.mainFrame ?? mainFrame } },
    log: (line) => void log.push(line),
    ...words,
  });
  const call = (channel: string, input: unknown[] = [], senderFrame: WebFrameMain | null = mainFrame) =>
    listeners.get(channel)?.({ senderFrame } as IpcMainInvokeEvent, ...input);
  return { handle, call, log };
}

test('our own main frame with valid input gets the answer', async () => {
  const { handle, call, log } = start();
  handle('atom:write', ({ epoch, name }) => ({ ok: true, value: epoch === 3 && name === 'step' }));
  const answer = await call('atom:write', [{ epoch: 3, name: 'step', value: 'waiting' }]);
  expect({ answer, log }).toEqual({ answer: { ok: true, value: true }, log: [] });
});

test.each([
  ['a frame that is gone', null, { url: URL }],
  ['a frame inside the page', { url: URL } as WebFrameMain, { url: URL }],
  ['our frame at another address', mainFrame, { url: 'app://setup/other.html' }],
  ['our frame after the window has gone', mainFrame, null],
  ['a frame that was disposed of', disposed, { url: URL, mainFrame: disposed }],
])('%s is refused before its input is read', async (_name, frame, page) => {
  const { handle, call, log } = start(page);
  handle('check:run', () => {
    throw new Error('must not run');
  });
  const answer = await call('check:run', ['nonsense'], frame);
  expect({ answer, log }).toEqual({
    answer: { ok: false, failure: { what: expect.any(String), nextStep: expect.any(String) } },
    log: ['ipc check:run: refused, the sender is not our page'],
  });
});

test.each([
  ['a missing value', [{ epoch: 3, name: 'step' }]],
  ['a foreign key', [{ epoch: 3, name: 'step', value: null, more: 1 }]],
  ['an object for a value', [{ epoch: 3, name: 'step', value: {} }]],
  ['a long name', [{ epoch: 3, name: 'x'.repeat(129), value: null }]],
  ['nothing', []],
  ['two arguments', [{ epoch: 3, name: 'step', value: null }, 'more']],
])('%s is not valid input', async (_name, input) => {
  const { handle, call, log } = start();
  handle('atom:write', () => {
    throw new Error('must not run');
  });
  const answer = await call('atom:write', input);
  expect({ answer, log }).toMatchObject({
    answer: { ok: false },
    log: ['ipc atom:write: refused, the input is not valid'],
  });
});

test('a failure that the handler explains crosses as it is', async () => {
  const { handle, call } = start();
  const failure = { what: 'The plan is out of date.', nextStep: 'Look at it again.' };
  handle('repair:run', async () => ({ ok: false, failure }));
  expect(await call('repair:run', [{ token: 'a', newIdentity: false }])).toEqual({ ok: false, failure });
});

test('a throw becomes a failure; neither page nor log see its message', async () => {
  const { handle, call, log } = start();
  handle('check:run', () => {
    throw new TypeError('Bearer secret');
  });
  const answer = await call('check:run');
  expect(answer).toMatchObject({ ok: false });
  expect(log).toEqual([expect.stringMatching(/^ipc check:run: TypeError at .*ipc\.test\.ts/)]);
  expect(JSON.stringify({ answer, log })).not.toContain('secret');
});

test('what was not foreseen is told in the language of the page', async () => {
  const { handle, call } = start({ url: URL }, german);
  handle('check:run', () => Promise.reject(new Error('unforeseen')));
  const failed = { ok: false, failure: german.unexpected };
  expect([
    await call('check:run'),
    await call('check:run', ['nonsense']),
    await call('check:run', [], null),
  ]).toEqual([failed, failed, failed]);
});

test('an answer with more in it than the contract says does not leave', async () => {
  const { handle, call, log } = start();
  handle('screen:read', () => ({ ok: true, value: { ...CHECKING, accessToken: 'secret' } as Screen }));
  const answer = await call('screen:read');
  expect(answer).toMatchObject({ ok: false });
  expect(log).toEqual(['ipc screen:read: the output is not valid']);
});

test('a screen is pushed whole and valid, and to no window that has gone', () => {
  const sent: unknown[] = [];
  const window = (gone: boolean) =>
    ({ isDestroyed: () => gone, webContents: { send: (...all: unknown[]) => sent.push(all) } }) as never;
  pushScreen(window(false), CHECKING);
  pushScreen(window(true), CHECKING);
  expect(sent).toEqual([['screen:changed', CHECKING]]);
  expect(() => pushScreen(window(false), { ...CHECKING, accessToken: 'secret' } as Screen)).toThrow(
    /accessToken/,
  );
});
