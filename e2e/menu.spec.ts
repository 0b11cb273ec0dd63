import { stuckState } from '../testing/profiles/profile.ts';
import { expect, test } from './test.ts';

test('Help → "Repair Mobile Setup…" opens the dialog', async ({ makeProfile, launch }) => {
  const app = await launch(makeProfile({}));
  await expect(app.qrCode).toBeVisible();
  await app.electron.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('repair-mobile-setup')?.click();
  });
  await expect(app.dialog).toBeVisible();
});

test('a heal while the window is hidden is told in a notification', async ({
  backend,
  account,
  ids,
  makeProfile,
  launch,
}) => {
  const { accountId } = account;
  const { environmentId, installationId, clientId } = ids;
  backend.addEnvironment({ accountId, environmentId, installationId, serverId: 'srv_e_own' });
  backend.addClient({ accountId, clientId, enrollmentStatus: 'enrolled_device_key' });
  backend.addClient({
    accountId,
    enrollmentStatus: 'enrolled_device_key',
    environmentIds: [environmentId],
  });
  const app = await launch(makeProfile({ state: stuckState(ids) }));
  await expect(app.connected).toBeVisible();

  await app.electron.evaluate(({ app: main, BrowserWindow, Notification }) => {
    const shown: string[] = [];
    Object.assign(main, { shownNotifications: shown });
    const { show } = Notification.prototype;
    Notification.prototype.show = function remember(this: Electron.Notification) {
      shown.push(this.title);
      show.call(this);
    };
    for (const window of BrowserWindow.getAllWindows()) window.hide();
  });
  backend.revokeClient({ accountId, clientId });
  await app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
  await expect(app.status).toContainText(/repaired/i);
  const shown = await app.electron.evaluate(
    ({ app: main }) => Reflect.get(main, 'shownNotifications') as string[],
  );
  expect(shown).toEqual(['Mobile setup repaired']);
});
