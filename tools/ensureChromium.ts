import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from '../testing/electron-on-chromium/chromium/find.ts';

const WHAT_TO_DO =
  'Neither Electron nor a Chromium is on this machine. Install Chromium (on Debian: apt-get install chromium), or set ' +
  "CHROMIUM_PATH to a Chromium or Chrome, or ELECTRON_OVERRIDE_DIST_PATH to the folder of Electron's own binary.";

/** A Chromium that does not say its version within this time is used all the same. */
const VERSION_MS = 10_000;

/**
 * Sees to it that there is a Chromium, and answers its version. Installs Debian's where this is Debian and we may.
 * @throws an error that says what to install
 */
export async function ensureChromium(): Promise<string> {
  const found = findChromium() ?? (mayInstall() && install() ? findChromium() : null);
  if (found === null) throw new Error(WHAT_TO_DO);
  // On Windows it would open a window, and not end.
  if (process.platform === 'win32') return 'of unknown version';
  const { stdout } = spawnSync(found, ['--version'], { encoding: 'utf8', timeout: VERSION_MS });
  return /\d+(?:\.\d+)+/.exec(stdout ?? '')?.[0] ?? 'of unknown version';
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

function install(): boolean {
  console.error('Installing Debian\'s package "chromium".');
  return (
    aptGet('update') && aptGet('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation')
  );
}

function aptGet(...words: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', ['-q', ...words], { stdio: ['ignore', 2, 2], env }).status === 0;
}
