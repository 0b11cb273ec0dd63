// oxlint-disable unicorn/consistent-function-scoping -- functions of a page or of main cannot leave the text that runs there
import { expect, test } from 'vitest';
import { launchWindow } from './testApp.ts';

test('the handler sees app:// requests and answers with status, headers and body', async () => {
  const { app, page } = await launchWindow({
    main: `
      const seen = (globalThis.seen = []);
      app.whenReady().then(async () => {
        protocol.handle('app', async (request) => {
          const { pathname } = new URL(request.url);
          if (pathname !== '/') seen.push([request.method, request.url, request.headers.get('x-own'), request.headers.get('referer'), await request.text()]);
          if (pathname === '/broken') throw new Error('no luck');
          if (pathname === '/error') return Response.error();
          if (pathname === '/data') return new Response(new Uint8Array([0, 255]), { status: 201, headers: { 'x-answer': 'yes' } });
          return new Response('<title>Here</title>', { headers: { 'content-type': 'text/html' } });
        });
        const window = new BrowserWindow();
        await window.loadURL('app://SETUP');
      });`,
  });
  const answers = await page.evaluate(async () => {
    const data = await fetch('/data?q=1', { method: 'POST', body: 'sent', headers: { 'x-own': 'mine' } });
    const failed = (path: string) =>
      fetch(path).then(
        () => 'answered',
        () => 'failed',
      );
    return {
      data: [data.status, data.headers.get('x-answer'), [...new Uint8Array(await data.arrayBuffer())]],
      failures: [await failed('/broken'), await failed('/error')],
      secure: isSecureContext,
    };
  });
  expect({
    answers,
    seen: await app.evaluate(() => (globalThis as unknown as { seen: unknown }).seen),
  }).toEqual({
    answers: { data: [201, 'yes', [0, 255]], failures: ['failed', 'failed'], secure: true },
    seen: [
      ['POST', 'app://setup/data?q=1', 'mine', 'app://setup/', 'sent'],
      ['GET', 'app://setup/broken', null, 'app://setup/', ''],
      ['GET', 'app://setup/error', null, 'app://setup/', ''],
    ],
  });
});

test('the Content-Security-Policy of a response holds, and a page that obeys it is silent', async () => {
  const { app, page } = await launchWindow({
    main: `
      const own = { '/': '<title>Strict</title><script src="own.js"></script><script>globalThis.inline = 1</script>',
        '/quiet': '<title>Quiet</title><script src="own.js"></script>', '/own.js': 'globalThis.own = 1' };
      app.whenReady().then(() => {
        protocol.handle('app', (request) => {
          const { pathname } = new URL(request.url);
          return new Response(own[pathname] ?? '', { headers: { 'content-type': pathname === '/own.js' ? 'text/javascript' : 'text/html',
            'content-security-policy': "default-src 'none'; script-src app://setup; connect-src app:" } });
        });
        return open('/');
      });`,
  });
  const blocked = await page.evaluate(async () => [
    typeof (globalThis as unknown as { own: number }).own,
    typeof (globalThis as unknown as { inline: number }).inline,
    await fetch('/any').then(
      () => 'answered',
      () => 'refused',
    ),
    await fetch('http://127.0.0.1:9/').then(
      () => 'answered',
      () => 'refused',
    ),
  ]);
  const messages: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.loadURL('app://setup/quiet'));
  await page.waitForURL('**/quiet', { waitUntil: 'networkidle' });
  expect({ blocked, quiet: [await page.title(), messages] }).toEqual({
    blocked: ['number', 'undefined', 'answered', 'refused'],
    quiet: ['Quiet', []],
  });
});

test('loadURL says why it failed, and getURL speaks app://', async () => {
  const { app } = await launchWindow({
    main: `app.whenReady().then(() => { serve(); protocol.handle('other', () => { throw new Error('no luck'); }); return open(); });`,
  });
  const isLoading = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.isLoading());
  await expect.poll(isLoading).toBe(false);
  const outcome = await app.evaluate(async ({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    const window = BrowserWindow.getAllWindows()[0]!;
    const events: unknown[] = [];
    webContents.on('did-fail-load', (_event, code, name, url) => events.push([code, name, url]));
    webContents.on('did-finish-load', () => events.push('finished'));
    const describe = ({ message, code, errno }: NodeJS.ErrnoException) => ({ message, code, errno });
    const failure = await window.loadURL('other://x/').catch(describe);
    await window.loadURL('app://setup/?again#there');
    return { failure, events, url: webContents.getURL() };
  });
  expect(outcome).toEqual({
    failure: { message: "ERR_FAILED (-2) loading 'other://x/'", code: 'ERR_FAILED', errno: -2 },
    events: [[-2, 'ERR_FAILED', 'other://x/'], 'finished'],
    url: 'app://setup/?again#there',
  });
});

test('net.fetch reads files and asks the app’s own schemes', async () => {
  const { app, folder } = await launchWindow({ pages: { '/': '<title>Page</title>' } });
  const answers = await app.evaluate(async ({ net }, path) => {
    const file = await net.fetch(`file://${path}/package.json`);
    const own = await net.fetch('app://setup/');
    const missing = await net.fetch(`file://${path}/missing`).catch((error: Error) => error.message);
    return [
      file.headers.get('content-type'),
      ((await file.json()) as { name: string }).name,
      await own.text(),
      missing,
    ];
  }, folder);
  expect(answers).toEqual(['application/json', 'test-app', '<title>Page</title>', 'net::ERR_FILE_NOT_FOUND']);
});

test('webRequest.onBeforeRequest sees and cancels requests', async () => {
  const { app, page } = await launchWindow({});
  await app.evaluate(({ session }) => {
    session.defaultSession.webRequest.onBeforeRequest(({ url }, callback) =>
      callback({ cancel: !url.startsWith('app://') }),
    );
  });
  const reach = (url: string) =>
    page.evaluate(
      (each) =>
        fetch(each, { mode: 'no-cors' }).then(
          () => 'sent',
          () => 'cancelled',
        ),
      url,
    );
  expect([await reach('/'), await reach('http://127.0.0.1:9/')]).toEqual(['sent', 'cancelled']);
});

test('api-protocol: only a scheme that supports the Fetch API can be fetched, and schemes are declared once', async () => {
  const { app, page } = await launchWindow({
    main: `
      try { protocol.registerSchemesAsPrivileged([]); } catch (error) { globalThis.second = error.message; }
      app.whenReady().then(async () => {
        serve();
        protocol.handle('other', () => new Response('<title>Other</title>', { headers: { 'content-type': 'text/html' } }));
        await new BrowserWindow().loadURL('other://page/');
      });`,
  });
  const fetched = await page.evaluate(() =>
    fetch('/data').then(
      () => 'answered',
      () => 'failed',
    ),
  );
  const second = await app.evaluate(() => (globalThis as unknown as { second: string }).second);
  expect([await page.title(), fetched, second]).toEqual([
    'Other',
    'failed',
    'protocol.registerSchemesAsPrivileged can be called only once',
  ]);
});
