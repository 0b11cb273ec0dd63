import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { launchWindow, serveElsewhere } from './testApp.ts';

const PAGES = {
  '/': '<title>First</title><a id="own" href="/second">own</a><a id="far" href="http://127.0.0.1:9/x">far</a><form action="/second"><button>go</button></form>',
  '/second': '<title>Second</title>',
};
const WATCHING = `
  const asked = (globalThis.asked = []);
  app.whenReady().then(async () => {
    serve();
    const window = await open();
    const watch = (name) => window.webContents.on(name, (event, url) => {
      asked.push([name, url, event.url === url, event.isMainFrame]);
      if (!globalThis.lenient) event.preventDefault();
    });
    watch('will-navigate'); watch('will-redirect');
  });`;

function asked(app: ElectronApplication): Promise<unknown[]> {
  return app.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked);
}

/** Chromium begins a navigation before it is refused, and a question that meets it there gets no answer. */
function titleOf(page: Page): Promise<unknown> {
  return eventually(() => page.evaluate('document.title'));
}

test('a prevented will-navigate stops links, forms and scripts for good', async () => {
  const { app, page } = await launchWindow({ main: WATCHING, pages: PAGES });
  const ways = [
    () => page.click('#own'),
    () => page.click('#far'),
    () => page.click('button'),
    () => page.evaluate(() => void location.assign('/second')),
    () => page.evaluate(() => void (location.href = 'app://setup/second')),
  ];
  for (const [done, way] of ways.entries()) {
    await way();
    await expect.poll(async () => (await asked(app)).length).toBe(done + 1);
  }
  expect({
    asked: await asked(app),
    requests: await app.evaluate(() => (globalThis as unknown as { requests: string[] }).requests),
    title: await titleOf(page),
  }).toEqual({
    asked: [
      ['will-navigate', 'app://setup/second', true, true],
      ['will-navigate', 'http://127.0.0.1:9/x', true, true],
      ['will-navigate', 'app://setup/second?', true, true],
      ['will-navigate', 'app://setup/second', true, true],
      ['will-navigate', 'app://setup/second', true, true],
    ],
    requests: ['app://setup/'],
    title: 'First',
  });
});

test('api-web-contents: of the main frame both events tell, that of all frames first, and the first to prevent is the last', async () => {
  const { app, page } = await launchWindow({
    main: `
      const asked = (globalThis.asked = []);
      app.whenReady().then(async () => {
        serve();
        const window = await open();
        for (const name of ['will-frame-navigate', 'will-navigate'])
          window.webContents.on(name, (event) => { asked.push(name); if (globalThis.preventing === name) event.preventDefault(); });
      });`,
    pages: PAGES,
  });
  const prevent = (name: string) =>
    app.evaluate((_, each) => void Reflect.set(globalThis, 'preventing', each), name);
  await prevent('will-navigate');
  await page.click('#own');
  await page.evaluate(() => void (location.href = 'app://setup/second'));
  await expect.poll(() => asked(app)).toHaveLength(4);
  await prevent('will-frame-navigate');
  await page.click('#own');
  await page.evaluate(() => void (location.href = 'app://setup/second'));
  const both = ['will-frame-navigate', 'will-navigate'];
  await expect
    .poll(() => asked(app))
    .toEqual([...both, ...both, 'will-frame-navigate', 'will-frame-navigate']);
});

test('a listener that throws stops the navigation and is told', async () => {
  const { page, output } = await launchWindow({
    main: `app.whenReady().then(async () => { serve(); const window = await open();
      window.webContents.on('will-navigate', () => { throw new Error('listener failed'); }); });`,
    pages: PAGES,
  });
  await page.click('#own');
  await expect.poll(output).toContain('listener failed');
  expect(await titleOf(page)).not.toBe('Second');
});

test('an allowed navigation goes on, also to app:// itself', async () => {
  const { app, page } = await launchWindow({ main: `globalThis.lenient = true; ${WATCHING}`, pages: PAGES });
  await page.click('#own');
  await page.waitForURL('**/second');
  await page.evaluate(() => void (location.href = 'app://setup/'));
  await expect.poll(() => page.url()).toBe('app://setup/');
  expect((await asked(app)).length).toBe(2);
});

test('what the app or a test driver begins raises no event', async () => {
  const { app, page } = await launchWindow({ main: WATCHING, pages: PAGES });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.loadURL('app://setup/second'));
  await page.waitForURL('**/second');
  await page.goto('app://setup/');
  await page.reload();
  await page.goBack();
  await page.evaluate(() => (document.documentElement.dataset['old'] = ''));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.reload());
  await page.waitForFunction(
    () => document.title === 'Second' && document.documentElement.dataset['old'] === undefined,
  );
  expect(await asked(app)).toEqual([]);
});

test('a prevented will-redirect stops a redirect', async () => {
  const { url } = await serveElsewhere((_request, response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:9/elsewhere' }).end();
  });
  const { app, page } = await launchWindow({ main: WATCHING, pages: PAGES });
  const outcome = await app.evaluate(async ({ BrowserWindow }, each: string) => {
    const loading = BrowserWindow.getAllWindows()[0]!.loadURL(each);
    return loading.then(String, (error: NodeJS.ErrnoException) => String(error.code));
  }, url);
  expect([outcome, await asked(app), await titleOf(page)]).toEqual([
    'ERR_ABORTED',
    [['will-redirect', 'http://127.0.0.1:9/elsewhere', true, true]],
    'First',
  ]);
});
