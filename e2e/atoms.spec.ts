import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { MobileSetupBridge } from '../electron/shared/ipc.ts';
import { expect, test } from './test.ts';

test('a page that writes without end does not fill the state file', async ({ makeProfile, launch }) => {
  const profile = makeProfile({});
  const app = await launch(profile);
  await expect(app.qrCode).toBeVisible();
  const taken = await app.page.evaluate(async () => {
    const { mobileSetup: bridge } = window as unknown as { mobileSetup: MobileSetupBridge };
    const screen = await bridge.readScreen();
    if (!screen.ok) return -1;
    const { epoch } = screen.value;
    const answers = await Promise.all(
      Array.from({ length: 2000 }, (_, at) =>
        bridge.writeAtom({ epoch, name: `remote-control-${at}`, value: 'x'.repeat(4000) }),
      ),
    );
    return answers.filter((answer) => answer.ok && answer.value).length;
  });
  await app.quit();
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(40);
  expect(statSync(join(profile.codexHome, '.codex-global-state.json')).size).toBeLessThan(100_000);
});
