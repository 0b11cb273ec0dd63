import type { ElectronApplication } from '@playwright/test';
import { expect, test } from 'vitest';
import { launchWindow } from './testApp.ts';

const CAMERA = "app.commandLine.appendSwitch('use-fake-device-for-media-stream');";
/** Handlers that note what they are asked, and what the page does with their answers. */
const NOTING = `
  const asked = (globalThis.asked = []);
  const noteRequests = (decide) => session.defaultSession.setPermissionRequestHandler((contents, permission, callback, details) => {
    asked.push(['request', permission, contents.getURL(), details]); decide(permission, callback);
  });
  const noteChecks = (answer) => session.defaultSession.setPermissionCheckHandler((contents, permission, origin, details) => {
    asked.push(['check', permission, origin, details]); return answer(permission);
  });`;
/** A place that may be had takes its time, and one that may not is refused at once: only for the first a time limit is no answer. */
const ASK = async (limit: { timeout?: number }) => ({
  notification: await Notification.requestPermission(),
  camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
    () => 'granted',
    ({ name }: Error) => name,
  ),
  wakeLock: await navigator.wakeLock.request('screen').then(
    () => 'granted',
    ({ name }: Error) => name,
  ),
  place: await new Promise<string>((resolve) => {
    navigator.geolocation.getCurrentPosition(
      () => resolve('granted'),
      ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? 'denied' : 'granted'),
      limit,
    );
  }),
});
const STATES = async () => {
  const states: Record<string, string> = {};
  for (const name of ['geolocation', 'camera', 'clipboard-read'])
    states[name] = (await navigator.permissions.query({ name: name as PermissionName })).state;
  return { ...states, notification: Notification.permission };
};

function asked(app: ElectronApplication): Promise<[string, string, ...unknown[]][]> {
  return app.evaluate(() => (globalThis as unknown as { asked: [string, string][] }).asked);
}

test('api-session: the request handler is asked when the page asks, and not before', async () => {
  const { app, page } = await launchWindow({
    main: `${CAMERA} ${NOTING} app.whenReady().then(() => { serve(); noteRequests((_permission, decide) => decide(false)); return open(); });`,
  });
  const before = await asked(app);
  const answers = await page.evaluate(ASK, {});
  const details = { requestingUrl: 'app://setup/', isMainFrame: true };
  expect({ before, answers, asked: await asked(app) }).toEqual({
    before: [],
    answers: {
      notification: 'denied',
      camera: 'NotAllowedError',
      wakeLock: 'NotAllowedError',
      place: 'denied',
    },
    asked: [
      ['request', 'notifications', 'app://setup/', details],
      [
        'request',
        'media',
        'app://setup/',
        { ...details, mediaTypes: ['video'], securityOrigin: 'app://setup/' },
      ],
      ['request', 'screen-wake-lock', 'app://setup/', details],
      ['request', 'geolocation', 'app://setup/', details],
    ],
  });
});

test('api-session: the check handler alone decides about states, and not about requests', async () => {
  const { app, page } = await launchWindow({
    main: `${CAMERA} ${NOTING} app.whenReady().then(() => { serve(); noteChecks((permission) => permission === 'geolocation'); return open(); });`,
  });
  const states = await page.evaluate(STATES);
  const answers = await page.evaluate(ASK, { timeout: 1 });
  const details = { requestingUrl: 'app://setup/', isMainFrame: true, embeddingOrigin: 'app://setup/' };
  expect({ states, answers, asked: await asked(app) }).toEqual({
    states: { geolocation: 'granted', camera: 'denied', 'clipboard-read': 'denied', notification: 'denied' },
    answers: { notification: 'granted', camera: 'granted', wakeLock: 'granted', place: 'granted' },
    asked: [
      // Chromium gives a page this one without asking anyone again, so it is asked for beforehand.
      ['check', 'notifications', 'app://setup/', details],
      ['check', 'geolocation', 'app://setup/', details],
      ['check', 'media', 'app://setup/', { ...details, mediaType: 'video' }],
      ['check', 'clipboard-read', 'app://setup/', details],
    ],
  });
});

test('api-session: a request waits for its answer, and one that is pending when the handler goes is refused', async () => {
  const { app, page } = await launchWindow({
    main: `${NOTING} app.whenReady().then(() => { serve();
      noteRequests((permission, decide) => { if (permission === 'geolocation') globalThis.decide = decide; }); return open(); });`,
  });
  const place = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const watch = navigator.geolocation.watchPosition(
          () => resolve(`granted to ${typeof watch}`),
          ({ code, PERMISSION_DENIED }) =>
            resolve(`${code === PERMISSION_DENIED ? 'denied' : 'granted'} to ${typeof watch}`),
          { timeout: 1 },
        );
      }),
  );
  const pending = page.evaluate(() => Notification.requestPermission());
  await expect.poll(async () => (await asked(app)).length).toBe(2);
  await app.evaluate(() => (globalThis as unknown as { decide(granted: boolean): void }).decide(true));
  const placed = await place;
  await app.evaluate(({ session }) => session.defaultSession.setPermissionRequestHandler(null));
  expect([placed, await pending]).toEqual(['granted to number', 'denied']);
});

test('without a handler permissions are granted, as in Electron', async () => {
  const { page } = await launchWindow({
    main: `${CAMERA} app.whenReady().then(() => { serve(); return open(); });`,
  });
  expect({ ...(await page.evaluate(STATES)), ...(await page.evaluate(ASK, { timeout: 1 })) }).toEqual({
    geolocation: 'granted',
    camera: 'granted',
    'clipboard-read': 'granted',
    notification: 'granted',
    wakeLock: 'granted',
    place: 'granted',
  });
});

test('a handler that throws is told, and the page goes on without the permission', async () => {
  const { page, output } = await launchWindow({
    main: `app.whenReady().then(() => { serve();
      session.defaultSession.setPermissionRequestHandler(() => { throw new Error('handler failed'); }); return open(); });`,
  });
  expect(await page.evaluate(() => navigator.clipboard.readText().catch(({ name }: Error) => name))).toBe(
    'NotAllowedError',
  );
  await expect.poll(output).toContain('handler failed');
});
