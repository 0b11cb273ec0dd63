import { expect, test } from 'vitest';
import { launchWindow } from './testApp.ts';

/** Cases of Electron's `spec/api-browser-window.spec.ts` and `spec/api-web-contents.spec.ts`: what is destroyed says so. */

test('a window and its contents throw once they are destroyed, and tell that they are', async () => {
  const { app } = await launchWindow({
    main: `
      const attempt = (act) => { try { return String(act()); } catch (error) { return error.name + ': ' + error.message; } };
      app.on('window-all-closed', () => undefined);
      app.whenReady().then(async () => {
        serve();
        await open();
        const window = await open();
        const { webContents } = window;
        const acts = {
          send: () => webContents.send('x'), mainFrame: () => webContents.mainFrame, load: () => window.loadURL('app://setup/'), show: () => window.show(),
          contents: () => window.webContents, visible: () => window.isVisible(), destroy: () => window.destroy(),
          gone: () => window.isDestroyed(), contentsGone: () => webContents.isDestroyed(), found: () => BrowserWindow.fromId(window.id),
        };
        const all = () => Object.fromEntries(Object.entries(acts).map(([name, act]) => [name, attempt(act)]));
        webContents.on('destroyed', () => setImmediate(() => { globalThis.outcomes = all(); }));
        globalThis.noChannel = attempt(() => webContents.send());
        window.close();
      });`,
  });
  const outcomes = () => app.evaluate(() => Reflect.get(globalThis, 'outcomes') as Record<string, string>);
  await expect.poll(outcomes).toBeDefined();
  const destroyed = 'TypeError: Object has been destroyed';
  expect([
    await outcomes(),
    await app.evaluate(() => Reflect.get(globalThis, 'noChannel') as string),
  ]).toEqual([
    {
      send: destroyed,
      mainFrame: destroyed,
      load: destroyed,
      show: destroyed,
      contents: destroyed,
      visible: destroyed,
      destroy: destroyed,
      gone: 'true',
      contentsGone: 'true',
      found: 'null',
    },
    'TypeError: Missing required channel argument',
  ]);
});
