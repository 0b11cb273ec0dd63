import { ensureChromium } from '../../tools/ensureChromium.ts';

/** Before the unit tests: those of the stand-in drive a Chromium. Where none can be had, each of them says so; the others run. */
export default async function chromiumForTests(): Promise<void> {
  try {
    await ensureChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}
