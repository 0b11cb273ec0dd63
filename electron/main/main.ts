import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { app, dialog, ipcMain, Menu, Notification, powerMonitor, protocol, session, shell } from 'electron';
import { chooseStrings } from '../shared/words/choose.ts';
import { createAppLock } from './app/appLock.ts';
import { createAppWindow } from './app/appWindow.ts';
import { createAtomBudget } from './app/atomBudget.ts';
import { electronPorts } from './app/electronPorts.ts';
import { registerHandlers } from './app/handlers.ts';
import { createHandle } from './app/ipc.ts';
import { createLifecycle } from './app/lifecycle.ts';
import { openLogFile } from './app/logFile.ts';
import { menuTemplate } from './app/menu.ts';
import { createNotice, createUnannouncedHealDetector } from './app/notices.ts';
import { askAboutLostPage } from './app/pageLost.ts';
import { APP_SCHEME, pageUrl, serveFolder } from './app/protocol.ts';
import { openSettings } from './app/settings.ts';
import { squirrelEvent } from './app/squirrel.ts';
import { startUp } from './app/startUp.ts';
import { logUncaught } from './app/uncaught.ts';
import { userDataFolder } from './app/userData.ts';
import { denyPermissions } from './app/window.ts';
import { codexHomeFolder } from './codexHome/index.ts';
import { isPairingAtom, openGlobalState, PAIRING_KEYS } from './globalState/index.ts';
import { createRemoteControl } from './remoteControl/index.ts';

const TITLE = 'Mobile Setup';
/** On Windows the notifications of an app that Squirrel installed come under this name. */
const APP_USER_MODEL_ID = 'com.squirrel.mobile_setup.mobile-setup-app';

/** How long the box about a failed start waits for Electron to be ready. */
const READY_MS = 3000;

const logPath = (): string => join(app.getPath('userData'), 'logs', 'mobile-setup.log');
let toFile: ((line: string) => void) | null = null;
const log = (line: string): void => {
  toFile ??= openLogFile(logPath());
  toFile(line);
  if (!app.isPackaged) process.stderr.write(`${line}\n`);
};
// A terminal that was closed must not be the end, nor cause one more line about itself.
process.stderr.on('error', () => undefined);
logUncaught(process, log);
const lifecycle = createLifecycle({ app, signals: process, log });

void startUp(start, {
  log,
  logPath,
  strings: async () => {
    // Before that, there is no language, and on Linux no box. What failed may be what keeps the app from ever being ready.
    await Promise.race([app.whenReady(), delay(READY_MS)]);
    return chooseStrings(app.getLocale());
  },
  showError: (title, text) => dialog.showErrorBox(title, text),
  end: lifecycle.end,
});

async function start(): Promise<void> {
  const squirrel = squirrelEvent(process.argv[1], process.execPath, process.platform);
  if (squirrel.kind === 'end') return app.quit();
  if (squirrel.kind === 'run') {
    const child = spawn(squirrel.program, squirrel.args, { detached: true });
    // Either way there is nothing more to do, and a process that stays would go unseen.
    for (const end of ['close', 'error']) child.on(end, () => app.quit());
    return;
  }

  // Phase 1: one instance a profile. A second one shows the window of the first and ends.
  const codexHome = codexHomeFolder(process.env);
  app.setName(TITLE);
  app.setAppUserModelId(APP_USER_MODEL_ID);
  protocol.registerSchemesAsPrivileged([APP_SCHEME]);
  const userData = userDataFolder(app.getPath('appData'), TITLE, codexHome);
  // A folder that is not there may not be named; and without it Electron would say that another instance has the lock.
  mkdirSync(userData, { recursive: true });
  app.setPath('userData', userData);
  if (!app.requestSingleInstanceLock()) return app.quit();
  const settings = openSettings(userData, log);
  if (settings.current.language !== null) app.commandLine.appendSwitch('lang', settings.current.language);
  const chosenStrings = () => chooseStrings(settings.current.language ?? app.getLocale());

  // Phase 2: the state, before anything can ask for it, and the check on it. What of that needs Electron waits for it to be ready;
  // the app-server, which takes longest, does not.
  const state = await openGlobalState({
    folder: codexHome,
    access: 'write',
    log: (event) => log(`state: ${JSON.stringify(event)}`),
  });
  const lock = createAppLock(codexHome);
  const closeState = async (): Promise<void> => {
    await state.close();
    lock.release();
  };
  lifecycle.closeLast('state', closeState);
  const remoteControl = createRemoteControl({
    ...electronPorts(codexHome, state, log, () => chosenStrings().authorization.browserPages),
    takeLock: lock.take,
  });
  lifecycle.onQuit('remote control', () => remoteControl.stop());
  remoteControl.start();
  await app.whenReady();
  const strings = chosenStrings();

  // Phase 3: the page's doors, before there is a page.
  protocol.handle(APP_SCHEME.scheme, serveFolder(join(import.meta.dirname, '..', 'renderer', 'main_window')));
  denyPermissions(session.defaultSession);
  const window = createAppWindow({
    preload: join(import.meta.dirname, 'preload.cjs'),
    url: pageUrl(),
    title: TITLE,
    settings,
    log,
    onAttention: (attention) => void remoteControl.check(attention),
    onSessionEnd: () => void closeState(),
    onPageLost: (lost, retry) => void askAboutLostPage(lost, strings, retry),
  });
  const { unexpected } = strings;
  registerHandlers(createHandle({ ipcMain, page: () => window.page, log, unexpected }), {
    remoteControl,
    strings,
    closeWindow: window.close,
    restartApp: lifecycle.restart,
    onScreenRead: window.pageListens,
    mayWriteAtom: createAtomBudget({
      stored: () => state.get([PAIRING_KEYS.atoms]),
      counts: isPairingAtom,
      now: () => performance.now(),
    }),
  });
  const notify = createNotice({
    isSupported: () => settings.current.notifications && Notification.isSupported(),
    create: (options) => new Notification(options),
    onClick: window.show,
    fallback: () => {
      app.dock?.bounce('informational');
      window.attract();
    },
  });
  const isUnannouncedHeal = createUnannouncedHealDetector();
  remoteControl.onScreen((screen) => {
    window.push(screen);
    if (isUnannouncedHeal(screen) && !window.isSeen) notify(strings.healedInBackground);
  });
  const actions = {
    repair: window.askForRepair,
    authorize: () => {
      remoteControl.explainAuthorization();
      window.show();
    },
    openLog: () => shell.showItemInFolder(logPath()),
    switchNotifications: (notifications: boolean) => settings.change({ notifications }),
    chooseLanguage: (language: string | null) => {
      if (language === settings.current.language) return;
      settings.change({ language });
      // Chromium takes a language at its start alone.
      lifecycle.restart();
    },
  };
  const template = menuTemplate(strings, actions, settings.current, process.platform);
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));

  // Phase 4: the window opens on "Checking your mobile setup…" beside the check.
  window.show();
  const showOrStartAgain = (): void => {
    if (!lifecycle.startAgain()) window.show();
  };
  app.on('second-instance', showOrStartAgain);
  app.on('activate', showOrStartAgain);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  powerMonitor.on('resume', () => void remoteControl.check('resume'));
}
