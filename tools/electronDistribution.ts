import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { ensureChromium } from './ensureChromium.ts';

/** The Electron that the app runs on here. */
export interface ElectronDistribution {
  readonly kind: 'electron' | 'electron-on-chromium';
  /** What `ELECTRON_OVERRIDE_DIST_PATH` takes: holds an executable called `electron`. */
  readonly folder: string;
  readonly version: string;
}

const PACKAGE = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
const STAND_IN = join(import.meta.dirname, '..', 'testing', 'electron-on-chromium');
/** A download that goes on is waited for; one that cannot begin fails within seconds. */
const DOWNLOAD_MS = 180_000;

/**
 * Finds the Electron to run on: one that was named, the real binary that is there or can be downloaded now, and only then
 * the stand-in on a Chromium of this machine, which it installs where it can. Says on standard error what it does.
 * @throws an error that says what to install
 */
export async function electronDistribution(): Promise<ElectronDistribution> {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (named && resolve(named) !== STAND_IN) return namedDistribution(named);
  const real = join(PACKAGE, 'dist');
  if (!named && (isInstalled(real) || download(real))) {
    if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
      console.error('Electron needs a display, and there is none: put xvfb-run in front of the command.');
    }
    return { kind: 'electron', folder: real, version: versionIn(real) };
  }
  if (!named) console.error("Electron's binary cannot be had here; its stand-in on Chromium is used.");
  return { kind: 'electron-on-chromium', folder: STAND_IN, version: await ensureChromium() };
}

function namedDistribution(folder: string): ElectronDistribution {
  if (!existsSync(join(folder, programName()))) {
    throw new Error(
      `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, which holds no ${programName()}. Correct it, or unset it to search.`,
    );
  }
  return { kind: 'electron', folder, version: versionIn(folder) };
}

/** The file that the package `electron` runs: as noted at its installation, or else this. */
function programName(): string {
  const note = join(PACKAGE, 'path.txt');
  return existsSync(note) ? readFileSync(note, 'utf8') : 'electron';
}

function isInstalled(folder: string): boolean {
  return existsSync(join(PACKAGE, 'path.txt')) && existsSync(join(folder, 'version'));
}

function download(folder: string): boolean {
  console.error("Electron's binary is not there yet; trying to download it.");
  spawnSync(process.execPath, [join(PACKAGE, 'install.js')], { stdio: 'ignore', timeout: DOWNLOAD_MS });
  return isInstalled(folder);
}

function versionIn(folder: string): string {
  try {
    return readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    return 'of unknown version';
  }
}

if (import.meta.main) {
  try {
    console.log((await electronDistribution()).folder);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    // What needs neither goes on all the same, and what needs one says so.
    if (!process.argv.includes('--if-possible')) process.exitCode = 1;
  }
}
