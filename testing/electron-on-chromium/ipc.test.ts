// oxlint-disable unicorn/consistent-function-scoping -- functions of a page or of main cannot leave the text that runs there
import { expect, test } from 'vitest';
import { launchWindow } from './testApp.ts';

declare const api: {
  invoke(channel: string, ...values: unknown[]): Promise<unknown>;
  send(channel: string, ...values: unknown[]): void;
};

const PRELOAD = `
  contextBridge.exposeInMainWorld('api', {
    invoke: (...all) => ipcRenderer.invoke(...all),
    send: (...all) => ipcRenderer.send(...all),
  });
`;
const OPEN = 'app.whenReady().then(() => { serve(); return open(); });';

test('values cross as the structured clone algorithm copies them, both ways', async () => {
  const { page } = await launchWindow({
    preload: `${PRELOAD}
      const cycle = { name: 'cycle' }; cycle.self = cycle;
      const sent = { map: new Map([[1, { a: undefined }]]), set: new Set([1n]), date: new Date(5), bytes: new Uint8Array([1, 2]),
        nothing: [NaN, -0, Infinity, null], error: new RangeError('far'), pattern: /x/gi, hole: [1, , 3], cycle };
      contextBridge.exposeInMainWorld('roundTrip', () => ipcRenderer.invoke('echo', sent).then((back) => ({
        map: back.map.get(1).a === undefined && 'a' in back.map.get(1), set: back.set.has(1n), date: back.date.getTime(),
        bytes: back.bytes instanceof Uint8Array && [...back.bytes], nothing: back.nothing.map((each) => String(each)),
        negativeZero: Object.is(back.nothing[1], -0), error: back.error instanceof RangeError && back.error.message,
        pattern: String(back.pattern), hole: !(1 in back.hole) && back.hole.length, cycle: back.cycle.self === back.cycle,
      })));`,
    main: `ipcMain.handle('echo', (_event, value) => value); ${OPEN}`,
  });
  expect(await page.evaluate('roundTrip()')).toEqual({
    map: true,
    set: true,
    date: 5,
    bytes: [1, 2],
    nothing: ['NaN', '0', 'Infinity', 'null'],
    negativeZero: true,
    error: 'far',
    pattern: '/x/gi',
    hole: 3,
    cycle: true,
  });
});

test('what cannot be cloned is refused, on either side', async () => {
  const { page } = await launchWindow({
    preload: `contextBridge.exposeInMainWorld('tries', {
      send: () => { try { ipcRenderer.send('any', () => {}); } catch (error) { return error.message; } },
      invoke: () => ipcRenderer.invoke('any', Symbol('x')).catch((error) => error.message),
      answer: () => ipcRenderer.invoke('function').catch((error) => error.message),
    });`,
    main: `ipcMain.handle('function', () => () => {}); ${OPEN}`,
  });
  expect(await page.evaluate('Promise.all([tries.send(), tries.invoke(), tries.answer()])')).toEqual([
    'An object could not be cloned.',
    'An object could not be cloned.',
    "Error invoking remote method 'function': Error: An object could not be cloned.",
  ]);
});

test('api-ipc: messages and calls come in the order in which they were sent', async () => {
  const { app, page } = await launchWindow({
    preload: `contextBridge.exposeInMainWorld('sendAll', () => {
      for (let n = 0; n < 200; n += 1) { if (n % 3 === 0) void ipcRenderer.invoke('called', n); else ipcRenderer.send('sent', n); }
      return ipcRenderer.invoke('called', 200);
    });`,
    main: `const received = (globalThis.received = []);
      ipcMain.on('sent', (_event, n) => void received.push(n));
      ipcMain.handle('called', async (_event, n) => { received.push(n); await new Promise(setImmediate); });
      ${OPEN}`,
  });
  await page.evaluate('sendAll()');
  const received = await app.evaluate(() => Reflect.get(globalThis, 'received') as number[]);
  expect(received).toEqual(Array.from({ length: 201 }, (_, n) => n));
});

test('api-ipc: a handler that was removed is none, one that is once is that, and a listener may reply', async () => {
  const { page } = await launchWindow({
    preload: `${PRELOAD}
      const tell = (error) => error.message;
      contextBridge.exposeInMainWorld('outcomes', async () => [
        await ipcRenderer.invoke('removed').catch(tell), await ipcRenderer.invoke('once'), await ipcRenderer.invoke('once').catch(tell),
        await new Promise((resolve) => { ipcRenderer.once('echo', (_event, value) => resolve(value)); ipcRenderer.send('echo', 'said'); }),
      ]);`,
    main: `ipcMain.handle('removed', () => 1); ipcMain.removeHandler('removed'); ipcMain.handleOnce('once', () => 'first');
      ipcMain.on('echo', (event, value) => event.reply('echo', value)); ${OPEN}`,
  });
  expect(await page.evaluate('outcomes()')).toEqual([
    "Error invoking remote method 'removed': Error: No handler registered for 'removed'",
    'first',
    "Error invoking remote method 'once': Error: No handler registered for 'once'",
    'said',
  ]);
});

test('api-ipc-renderer: what belongs to the document does not cross, and what two values share is shared again', async () => {
  const { page } = await launchWindow({
    preload: `${PRELOAD}
      const attempt = (value) => { try { ipcRenderer.send('any', value); return 'sent'; } catch (error) { return error.message; } };
      contextBridge.exposeInMainWorld('refused', [document.location, document.createElement('a'), window].map(attempt));
      const child = { hello: 'world' };
      contextBridge.exposeInMainWorld('shared', () => ipcRenderer.invoke('shared', [{ child }, { child }], child));`,
    main: `ipcMain.handle('shared', (_event, [one, other], child) => [one.child === other.child, one.child === child]); ${OPEN}`,
  });
  expect([await page.evaluate('refused'), await page.evaluate('shared()')]).toEqual([
    Array.from({ length: 3 }, () => 'An object could not be cloned.'),
    [true, true],
  ]);
});

test('a listener that throws does not swallow the messages behind it', async () => {
  const { page, output } = await launchWindow({
    preload: PRELOAD,
    main: `ipcMain.on('bad', () => { throw new Error('listener failed'); }); ipcMain.handle('good', () => 'answered'); ${OPEN}`,
  });
  const heard = await page.evaluate(() => {
    for (let n = 0; n < 20; n += 1) api.send('bad');
    return api.invoke('good');
  });
  expect([heard, output().includes('listener failed')]).toEqual(['answered', true]);
});

test('only the message of an error crosses', async () => {
  const { page } = await launchWindow({
    preload: PRELOAD,
    main: `ipcMain.handle('fail', () => { throw Object.assign(new TypeError('no luck'), { code: 'E1' }); }); ${OPEN}`,
  });
  const caught = await page.evaluate(async () => {
    const describe = (error: unknown) => [
      (error as Error).name,
      (error as Error).message,
      Object.keys(error as Error),
    ];
    return [await api.invoke('fail').catch(describe), await api.invoke('nobody').catch(describe)];
  });
  expect(caught).toEqual([
    ['Error', "Error invoking remote method 'fail': TypeError: no luck", []],
    ['Error', "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'", []],
  ]);
});

test('main pushes to the page; listeners come and go', async () => {
  const { app, page } = await launchWindow({
    preload: `const heard = []; const record = (event, value) => heard.push(value);
      ipcRenderer.once('news', (event, value) => heard.push('once ' + value));
      ipcRenderer.on('news', record);
      ipcRenderer.on('stop', () => ipcRenderer.removeListener('news', record));
      contextBridge.exposeInMainWorld('heard', () => heard);`,
  });
  await app.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    for (const [channel, value] of [
      ['news', 1],
      ['news', 2],
      ['stop', 0],
      ['news', 3],
    ] as const)
      webContents.send(channel, value);
  });
  await expect.poll(() => page.evaluate('heard()')).toEqual(['once 1', 1, 2]);
});

test('handlers are told the frame that asks, and lose it when it has navigated', async () => {
  const { page, app } = await launchWindow({
    preload: PRELOAD,
    pages: { '/': '<title>First</title>', '/next': '<title>Next</title>' },
    main: `
      const describe = (frame) => frame && { url: frame.url, origin: frame.origin, isTop: frame.parent === null && frame.top === frame };
      ipcMain.handle('who', (event) => ({ ...describe(event.senderFrame), isMain: event.senderFrame === event.sender.mainFrame }));
      ipcMain.on('late', (event) => { globalThis.late = [describe(event.senderFrame)];
        event.sender.once('did-finish-load', () => globalThis.late.push(event.senderFrame)); });
      ${OPEN}`,
  });
  expect(await page.evaluate(() => api.invoke('who'))).toEqual({
    url: 'app://setup/',
    origin: 'app://setup',
    isTop: true,
    isMain: true,
  });
  await page.evaluate(() => {
    api.send('late');
    location.href = '/next';
  });
  await page.waitForURL('**/next');
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { late: unknown[] }).late))
    .toEqual([{ url: 'app://setup/', origin: 'app://setup', isTop: true }, null]);
});

test('a sub-frame has no preload, unless the window asks for it, and then speaks as a sub-frame', async () => {
  const { app, page } = await launchWindow({
    preload: PRELOAD,
    pages: { '/': '<iframe src="/inner"></iframe>', '/inner': 'inner' },
    main: `
      ipcMain.handle('who', ({ senderFrame }) => [senderFrame.url, senderFrame.parent === null ? 'none' : senderFrame.parent.url, senderFrame.top.url, senderFrame.routingId]);
      globalThis.open = open;
      ${OPEN}`,
  });
  expect(await page.frames()[1]!.evaluate(() => typeof api)).toBe('undefined');
  const opened = app.waitForEvent('window');
  await app.evaluate(() => {
    const { open } = globalThis as unknown as { open(page: string, options: object): Promise<unknown> };
    return open('/', { webPreferences: { nodeIntegrationInSubFrames: true } }).then(() => undefined);
  });
  const second = await opened;
  await second.waitForLoadState('load');
  const main = await second.evaluate(() => api.invoke('who'));
  const inner = await second.frames()[1]!.evaluate(() => api.invoke('who'));
  expect({ main, inner }).toEqual({
    main: ['app://setup/', 'none', 'app://setup/', expect.any(Number)],
    inner: ['app://setup/inner', 'app://setup/', 'app://setup/', expect.any(Number)],
  });
  expect((main as unknown[])[3]).not.toBe((inner as unknown[])[3]);
});

test('the page has no way to IPC but what the preload gives it', async () => {
  const { page } = await launchWindow({
    preload: "contextBridge.exposeInMainWorld('api', { nothing: () => 1 }); globalThis.secret = 1;",
    pages: {
      '/': `<script>
        globalThis.first = Object.getOwnPropertyNames(globalThis).filter((name) => /electron|toMain|require$|ipc|secret/i.test(name));
        const node = document.createElement('i');
        node.addEventListener('to-preload', () => (globalThis.reached = true));
        document.dispatchEvent(new MouseEvent('handshake', { relatedTarget: node }));
      </script>`,
    },
  });
  expect(
    await page.evaluate(`[first, typeof reached, typeof electronOnChromium, typeof electronOnChromiumToMain, typeof secret,
      Object.getOwnPropertyDescriptor(window, 'api').writable, Object.isFrozen(api)]`),
  ).toEqual([[], 'undefined', 'undefined', 'undefined', 'undefined', false, true]);
});
