import { expect, test } from 'vitest';
import { launchWindow } from './testApp.ts';

const CAMERA = "app.commandLine.appendSwitch('use-fake-device-for-media-stream');";
const ASK = async () => ({
  notification: await Notification.requestPermission(),
  state: (await navigator.permissions.query({ name: 'geolocation' })).state,
  camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
    () => 'granted',
    ({ name }: Error) => name,
  ),
  clipboard: (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state,
});
const DENIED = { notification: 'denied', state: 'denied', camera: 'NotAllowedError', clipboard: 'denied' };

test('a request handler that refuses refuses everything', async () => {
  const { page } = await launchWindow({
    main: `${CAMERA} app.whenReady().then(() => { serve();
      session.defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => callback(false)); return open(); });`,
  });
  expect(await page.evaluate(ASK)).toEqual(DENIED);
});

test('a check handler that refuses refuses everything', async () => {
  const { app, page } = await launchWindow({
    main: `${CAMERA} globalThis.checked = []; app.whenReady().then(() => { serve();
      session.defaultSession.setPermissionCheckHandler((contents, permission, origin) => {
        globalThis.checked.push([contents.getURL(), permission, origin]); return false; }); return open(); });`,
  });
  expect(await page.evaluate(ASK)).toEqual(DENIED);
  expect(await app.evaluate(() => (globalThis as unknown as { checked: unknown[] }).checked)).toContainEqual([
    '',
    'geolocation',
    'app://setup/',
  ]);
});

test('without a handler permissions are granted, as in Electron', async () => {
  const { page } = await launchWindow({});
  const { notification, state, clipboard } = await page.evaluate(ASK);
  expect({ notification, state, clipboard }).toEqual({
    notification: 'granted',
    state: 'granted',
    clipboard: 'granted',
  });
});
