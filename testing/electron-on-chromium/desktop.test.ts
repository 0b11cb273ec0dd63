import { expect, test } from 'vitest';
import { launchWindow } from './testApp.ts';

test('what an app does to the desktop is recorded, and nothing is opened', async () => {
  const { app } = await launchWindow({});
  expect(
    await app.evaluate(async ({ clipboard, dialog, net, Notification, powerMonitor, shell }) => {
      await clipboard.writeText('copied');
      await shell.openExternal('https://example.com/a b');
      shell.showItemInFolder('/folder/file');
      new Notification({ title: 'Title', body: 'Body' }).show();
      const { response } = await dialog.showMessageBox({
        message: 'Sure?',
        buttons: ['No', 'Yes'],
        defaultId: 1,
      });
      const resumed = new Promise((resolve) => powerMonitor.once('resume', () => resolve('resumed')));
      powerMonitor.emit('resume');
      const acts = (globalThis as unknown as Record<symbol, { kind: string }[]>)[
        Symbol.for('electron-on-chromium.desktop')
      ];
      return [
        await clipboard.readText(),
        response,
        await resumed,
        net.isOnline(),
        acts?.map(({ kind }) => kind),
      ];
    }),
  ).toEqual([
    'copied',
    1,
    'resumed',
    true,
    ['open-external', 'show-in-folder', 'notification', 'message-box'],
  ]);
});

test('menus can be found and clicked', async () => {
  const { app, ended } = await launchWindow({
    main: `
      globalThis.clicks = [];
      electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate([{ label: 'App', submenu: [
        { id: 'own', label: 'Own', click: (item, window) => globalThis.clicks.push([item.label, window.getTitle()]) },
        { id: 'off', label: 'Off', enabled: false, click: () => globalThis.clicks.push('off') }, { type: 'separator' }, { id: 'quit', role: 'quit' }] }]));
      app.whenReady().then(() => { serve(); return open(); });`,
  });
  const clicks = await app.evaluate(({ Menu }) => {
    for (const id of ['own', 'off']) Menu.getApplicationMenu()!.getMenuItemById(id)!.click();
    return (globalThis as unknown as { clicks: unknown }).clicks;
  });
  expect(clicks).toEqual([['Own', 'Test']]);
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('quit')!.click());
  expect(await ended).toBe(0);
});

test('the page follows the theme that the app chooses', async () => {
  const { app, page } = await launchWindow({});
  const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const choose = (source: 'dark' | 'light') =>
    app.evaluate(({ nativeTheme }, each) => {
      nativeTheme.themeSource = each;
      return nativeTheme.shouldUseDarkColors;
    }, source);
  expect([await isDark(), await choose('dark')]).toEqual([false, true]);
  await expect.poll(isDark).toBe(true);
  expect(await choose('light')).toBe(false);
  await expect.poll(isDark).toBe(false);
});

test('windows show, hide, focus and minimise by word, and title themselves by their page', async () => {
  const { app, page } = await launchWindow({
    main: "app.whenReady().then(() => { serve(); return open('/', { show: false, title: 'Mine' }); });",
  });
  const window = await app.browserWindow(page);
  const states = await window.evaluate((each: Electron.BrowserWindow) => {
    const heard: string[] = [];
    for (const name of ['show', 'hide', 'focus', 'blur'] as const)
      each.on(name as 'show', () => heard.push(name));
    const state = () => [each.isVisible(), each.isFocused(), each.isMinimized()];
    const seen = [state()];
    each.show();
    seen.push(state());
    each.minimize();
    seen.push(state());
    each.restore();
    each.hide();
    seen.push(state());
    return { seen, heard };
  });
  expect(states).toEqual({
    seen: [
      [false, false, false],
      [true, true, false],
      [false, false, true],
      [false, false, false],
    ],
    heard: ['show', 'focus', 'blur', 'focus', 'hide', 'blur'],
  });
  const title = () => window.evaluate((each: Electron.BrowserWindow) => each.getTitle());
  await expect.poll(title).toBe('Test');
  await page.evaluate(() => {
    document.title = 'Changed';
  });
  await expect.poll(title).toBe('Changed');
});
