import { expect, test } from 'vitest';
import { launchWindow, serveElsewhere } from './testApp.ts';

test('a refused window never opens nor loads, whatever the page tries', async () => {
  const { url, hits } = await serveElsewhere((_request, response) => response.end('reached'));
  const far = url.slice(0, -1);
  const { app, page } = await launchWindow({
    main: `
      const wishes = (globalThis.wishes = []);
      app.whenReady().then(async () => {
        serve();
        const window = await open();
        window.webContents.setWindowOpenHandler(({ url, frameName, disposition }) => {
          wishes.push([url, frameName, disposition]);
          return { action: 'deny' };
        });
      });`,
    pages: {
      '/': `<title>Opener</title><a id="blank" target="_blank" href="${far}/blank">blank</a><a id="plain" href="${far}/plain">plain</a>
        <form target="_blank" action="${far}/form"><button>form</button></form><iframe srcdoc="inner"></iframe>`,
    },
  });
  const opened: unknown = await page.evaluate(
    (base) => [
      window.open(`${base}/script`, 'named'),
      window.open('/relative', '', 'width=10'),
      frames[0]!.open(`${base}/frame`),
    ],
    far,
  );
  await page.click('#blank');
  await page.click('#plain', { modifiers: ['Control'] });
  await page.click('#plain', { button: 'middle' });
  await page.click('button');
  const wishes = () => app.evaluate(() => (globalThis as unknown as { wishes: unknown[] }).wishes);
  await expect.poll(async () => (await wishes()).length).toBe(7);
  const devTools = await page.context().newCDPSession(page);
  const pages = async () =>
    (await devTools.send('Target.getTargets')).targetInfos.filter(({ type }) => type === 'page').length;
  await expect.poll(pages).toBe(1);
  expect({ opened, wishes: await wishes(), hits: hits(), title: await page.title() }).toEqual({
    opened: [null, null, null],
    wishes: [
      [`${far}/script`, 'named', 'foreground-tab'],
      ['app://setup/relative', '', 'new-window'],
      [`${far}/frame`, '', 'foreground-tab'],
      [`${far}/blank`, '', 'foreground-tab'],
      [`${far}/plain`, '', 'background-tab'],
      [`${far}/plain`, '', 'background-tab'],
      [`${far}/form?`, '', 'foreground-tab'],
    ],
    hits: 0,
    title: 'Opener',
  });
});

test('opening a window without a handler that refuses it is told to be missing', async () => {
  const { page, output } = await launchWindow({});
  await page.evaluate(() => window.open('/other'));
  await expect.poll(output).toContain('setWindowOpenHandler');
});
