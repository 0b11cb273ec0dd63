import { strict } from '../strict.ts';
import { app } from './app.ts';
import { BrowserWindow } from './browserWindow.ts';
import { clipboard, dialog, nativeImage, Notification, powerMonitor, screen, shell } from './desktop.ts';
import { ipcMain } from './ipcMain.ts';
import { Menu, MenuItem } from './menu.ts';
import { nativeTheme } from './nativeTheme.ts';
import { net } from './net/net.ts';
import { protocol } from './protocol.ts';
import { safeStorage } from './safeStorage.ts';
import { session } from './session.ts';
import { WebContents } from './webContents.ts';

/** What `require('electron')` gives in the main process. */
export const electron = strict('electron', {
  app,
  BrowserWindow: strict('BrowserWindow', BrowserWindow),
  clipboard,
  dialog,
  ipcMain,
  Menu: strict('Menu', Menu),
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification: strict('Notification', Notification),
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  webContents: strict('webContents', WebContents),
});
