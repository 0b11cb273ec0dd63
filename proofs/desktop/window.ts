import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from '../../e2e/app.ts';
import { electronDistribution } from '../../tools/electronDistribution.ts';

const MAIN = fileURLToPath(new URL('../../.vite/build/main.cjs', import.meta.url));

/** Folders that only one run of the app uses, so that all it leaves can be found. */
export interface Surroundings {
  /** Where the system keeps what apps configure; Chromium's own folder and our log are below it. */
  readonly config: string;
  /** The folder for temporary files. */
  readonly temporary: string;
}

/** Makes such folders in `folder`. */
export function makeSurroundings(folder: string): Surroundings {
  const surroundings = { config: join(folder, 'config'), temporary: join(folder, 'temporary') };
  for (const each of Object.values(surroundings)) mkdirSync(each, { recursive: true });
  return surroundings;
}

let distribution: Promise<string> | null = null;

/** Launches the built app, in English, on the Electron that is to be had here. */
export async function launchWindow(codexHome: string, { config, temporary }: Surroundings): Promise<App> {
  if (!existsSync(MAIN)) throw new Error('The app is not built. Build it first: npm run build');
  distribution ??= electronDistribution().then(({ folder }) => folder);
  // Playwright looks for Electron in this process, not in the environment it starts the app with.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= await distribution;
  return App.launch(codexHome, {
    XDG_CONFIG_HOME: config,
    TMPDIR: temporary,
    LANG: 'en_US.UTF-8',
  });
}
