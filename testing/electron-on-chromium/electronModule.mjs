const electron = globalThis[Symbol.for('electron-on-chromium')];

export default electron;
/** What `import` from `electron` finds. */
export const {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  webContents,
} = electron;
