// oxlint-disable unicorn/consistent-function-scoping -- functions of a page cannot leave the text that runs there
import { expect, test } from 'vitest';
import { launchWindow, serveElsewhere } from './testApp.ts';

test('api-protocol: a page of a standard scheme has its address and its origin, and so have its requests', async () => {
  const { app, page } = await launchWindow({
    main: `
      const seen = (globalThis.seen = []);
      app.whenReady().then(() => {
        protocol.handle('app', (request) => {
          if (request.method === 'POST') seen.push([request.url, request.headers.get('origin')]);
          return new Response('<title>Here</title>', { headers: { 'content-type': 'text/html' } });
        });
        return open('/folder/page.html?a=1#part');
      });`,
    preload:
      "contextBridge.exposeInMainWorld('preload', { address: location.href, origin: location.origin });",
  });
  const told = await page.evaluate(async () => {
    const { href, protocol, host, hostname, port, pathname, search, hash } = location;
    const answered = await fetch(new URL('data', document.baseURI), { method: 'POST' });
    const message = new Promise((resolve) =>
      window.addEventListener('message', (event) => resolve(event.origin), { once: true }),
    );
    window.postMessage('to itself', location.origin);
    return {
      parts: { href, protocol, host, hostname, port, pathname, search, hash },
      origins: [location.origin, window.origin, await message],
      document: [document.URL, document.documentURI, document.baseURI, String(document.location)],
      asked: [answered.url, new Request('/other').url, new Request('app://setup/other').url],
      same: [location instanceof Location, window.location === document.location],
      preload: (window as unknown as { preload: unknown }).preload,
    };
  });
  const href = 'app://setup/folder/page.html?a=1#part';
  expect({
    ...told,
    seen: await app.evaluate(() => (globalThis as unknown as { seen: unknown }).seen),
    driver: [page.url(), page.mainFrame().url()],
  }).toEqual({
    parts: {
      href,
      protocol: 'app:',
      host: 'setup',
      hostname: 'setup',
      port: '',
      pathname: '/folder/page.html',
      search: '?a=1',
      hash: '#part',
    },
    origins: ['app://setup', 'app://setup', 'app://setup'],
    document: [href, href, href, href],
    asked: ['app://setup/folder/data', 'app://setup/other', 'app://setup/other'],
    same: [true, true],
    preload: { address: href, origin: 'app://setup' },
    seen: [['app://setup/folder/data', 'app://setup']],
    driver: [href, href],
  });
});

test('a page moves within itself, and a page from elsewhere keeps its own address', async () => {
  const { url } = await serveElsewhere((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Elsewhere</title>');
  });
  const { app, page } = await launchWindow({});
  const within = await page.evaluate(() => {
    location.hash = 'part';
    history.pushState(null, '', '/moved');
    return [location.href, document.URL];
  });
  await page.evaluate(() => (window.location = '/again' as unknown as Location & string));
  await page.waitForURL('app://setup/again');
  await app.evaluate(
    ({ BrowserWindow }, each: string) => BrowserWindow.getAllWindows()[0]!.loadURL(each),
    url,
  );
  const elsewhere = await page.evaluate(() => [location.href, origin, Object.hasOwn(location, 'href')]);
  expect([within, page.url(), elsewhere]).toEqual([
    ['app://setup/moved', 'app://setup/moved'],
    url,
    [url, new URL(url).origin, true],
  ]);
});
