import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { expect, test } from 'vitest';
import { confine, denyPermissions, WEB_PREFERENCES } from './window.ts';

const PAGE = 'app://setup/index.html';

function contents() {
  const emitter = new EventEmitter();
  const opened: unknown[] = [];
  confine(
    Object.assign(emitter, {
      setWindowOpenHandler: (handler: (details: never) => unknown) => void opened.push(handler({} as never)),
    }) as unknown as WebContents,
    PAGE,
  );
  const prevented = (name: string, details: object = {}): boolean => {
    let stopped = false;
    emitter.emit(name, { ...details, preventDefault: () => (stopped = true) });
    return stopped;
  };
  return { prevented, opened };
}

test('the page can go nowhere but to itself', () => {
  const { prevented, opened } = contents();
  expect({
    away: prevented('will-navigate', { url: 'https://example.com/' }),
    otherFile: prevented('will-navigate', { url: 'app://setup/other.html' }),
    reload: prevented('will-navigate', { url: PAGE }),
    frameAway: prevented('will-frame-navigate', { url: 'https://example.com/', isMainFrame: true }),
    innerFrame: prevented('will-frame-navigate', { url: PAGE, isMainFrame: false }),
    frameReload: prevented('will-frame-navigate', { url: PAGE, isMainFrame: true }),
    redirect: prevented('will-redirect', { url: PAGE }),
    webview: prevented('will-attach-webview'),
    opened,
  }).toEqual({
    away: true,
    otherFile: true,
    reload: false,
    frameAway: true,
    innerFrame: true,
    frameReload: false,
    redirect: true,
    webview: true,
    opened: [{ action: 'deny' }],
  });
});

test('every permission, device and download is denied', () => {
  const emitter = new EventEmitter();
  const answers: unknown[] = [];
  denyPermissions(
    Object.assign(emitter, {
      setPermissionRequestHandler: (handler: (...all: unknown[]) => void) =>
        handler(null, 'media', (granted: boolean) => answers.push(granted)),
      setPermissionCheckHandler: (handler: () => boolean) => answers.push(handler()),
      setDevicePermissionHandler: (handler: () => boolean) => answers.push(handler()),
    }) as unknown as Session,
  );
  let downloadStopped = false;
  emitter.emit('will-download', { preventDefault: () => (downloadStopped = true) });
  expect({ answers, downloadStopped }).toEqual({ answers: [false, false, false], downloadStopped: true });
});

test('the page has no way to Node', () => {
  expect(WEB_PREFERENCES).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
  });
});
