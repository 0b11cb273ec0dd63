import { App } from '../../e2e/app.ts';
import { electronDistribution } from '../../tools/electronDistribution.ts';
import { english } from '../../electron/shared/words/english.ts';
import { timeAsync, type Sample } from './measure.ts';
import type { BenchProfile } from './profiles.ts';

/** Says to Playwright which Electron there is, once. */
export async function findElectron(): Promise<void> {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= (await electronDistribution()).folder;
}

/** From the start of the built app's process, as a person starts it, to the QR code in its window, on a new profile each time. */
export function launchToCode(make: () => Promise<BenchProfile>): Sample {
  return async () => {
    const { profile } = await make();
    let app: App | null = null;
    const spent = await timeAsync(async () => {
      app = await App.launch(profile.codexHome);
      await codeDrawn(app);
    });
    await (app as App | null)?.quitForGood();
    profile.remove();
    return spent;
  };
}

/** Looks in every frame: a locator looks after 0, 20, 50, 100, 100 and then every 500 ms, which is more than what is measured. */
async function codeDrawn({ page }: App): Promise<void> {
  await page.waitForFunction(
    (name) => document.querySelector(`[role="img"][aria-label="${name}"]`) !== null,
    english.qrCode,
  );
}
