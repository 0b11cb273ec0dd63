import { join } from 'node:path';
import {
  app,
  ipcMain,
  Menu,
  Notification,
  powerMonitor,
  protocol,
  shell,
  type BrowserWindow,
} from 'electron';
import { chooseStrings } from '../shared/words/choose.ts';
import { APP_SCHEME, pageUrl, serveFolder } from './app/protocol.ts';
import { createHealWatch } from './app/notices.ts';
import { codexHomeFolder } from './codexHome/index.ts';
import { electronPorts } from './app/electronPorts.ts';
import { openGlobalState } from './globalState/index.ts';
import { waitForLock } from './app/waitForLock.ts';
import { registerHandlers } from './app/handlers.ts';
import { askForRepair, createHandle, pushScreen } from './app/ipc.ts';
import { createLifecycle } from './app/lifecycle.ts';
import { openLogFile } from './app/logFile.ts';
import { menuTemplate } from './app/menu.ts';
import { createRemoteControl } from './remoteControl/index.ts';
import { userDataFolder } from './app/userData.ts';
import { openWindow } from './app/window.ts';

const TITLE = 'Mobile Setup';

const codexHome = codexHomeFolder(process.env);
app.setName(TITLE);
app.setPath('userData', userDataFolder(app.getPath('appData'), TITLE, codexHome));
protocol.registerSchemesAsPrivileged([APP_SCHEME]);

// Phase 1: one instance a profile. A second one shows the window of the first and ends.
if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(run);
} else {
  app.quit();
}

async function run(): Promise<void> {
  const logPath = join(app.getPath('userData'), 'logs', 'mobile-setup.log');
  const toFile = openLogFile(logPath);
  const log = (line: string): void => {
    toFile(line);
    if (!app.isPackaged) process.stderr.write(`${line}\n`);
  };
  const strings = chooseStrings(app.getLocale());
  const lifecycle = createLifecycle({ app, signals: process, log });

  // Phase 2: the state, before anything can ask for it.
  const state = await openGlobalState({
    folder: codexHome,
    access: 'write',
    log: (event) => log(`state: ${JSON.stringify(event)}`),
  });
  const lock = await waitForLock(codexHome);
  lifecycle.closeLast('state', async () => {
    await state.close();
    if (lock.kind === 'held') lock.release();
  });
  const remoteControl = createRemoteControl(electronPorts(codexHome, state, log));
  lifecycle.onQuit('remote control', () => remoteControl.stop());

  // Phase 3: the page's doors, before there is a page.
  let window: BrowserWindow | null = null;
  const url = pageUrl();
  protocol.handle(APP_SCHEME.scheme, serveFolder(join(import.meta.dirname, '..', 'renderer', 'main_window')));
  const page = () => (window === null || window.isDestroyed() ? null : { contents: window.webContents, url });
  registerHandlers(createHandle({ ipcMain, page, log }), remoteControl, strings);
  const open = (): BrowserWindow => {
    if (window === null || window.isDestroyed()) {
      window = openWindow({ preload: join(import.meta.dirname, 'preload.cjs'), url, title: TITLE });
    } else {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    }
    return window;
  };
  const isNewHeal = createHealWatch();
  remoteControl.onScreen((screen) => {
    if (window !== null) pushScreen(window, screen);
    const isSeen = window !== null && !window.isDestroyed() && window.isVisible() && !window.isMinimized();
    if (isNewHeal(screen) && !isSeen) notify(strings.healedInBackground, open);
  });
  const actions = {
    repair: () => askForRepair(open()),
    openLog: () => shell.showItemInFolder(logPath),
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(strings, actions, process.platform)));

  // Phase 4: the check starts, and the window opens on "Checking your mobile setup…" beside it.
  remoteControl.start();
  open();
  app.on('second-instance', open);
  app.on('activate', open);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  powerMonitor.on('resume', () => void remoteControl.check('resume'));
}

function notify({ title, body }: { title: string; body: string }, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
  notification.on('click', onClick);
  notification.show();
}
