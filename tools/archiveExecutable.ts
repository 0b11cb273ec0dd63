import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildExecutable } from '../package/executable.ts';
import { archiveFor } from './release/packageManagers.ts';

/** Windows has a `tar` that writes ZIP archives by their ending; the one that comes with Git, and may be found first, does not. */
const TAR =
  process.platform === 'win32' ? join(process.env['SystemRoot'] ?? '', 'System32', 'tar.exe') : 'tar';

// Builds the executable for the system that this runs on, and packs it under the name that the package managers look for.
const folder = resolve('dist', 'archives');
const archive = join(folder, archiveFor(process.platform, process.arch));
const built = mkdtempSync(join(tmpdir(), 'mobile-setup-executable-'));
try {
  await buildExecutable(built);
  mkdirSync(folder, { recursive: true });
  execFileSync(TAR, ['-a', '-c', '-f', archive, '-C', built, ...readdirSync(built)]);
  console.log(archive);
} finally {
  rmSync(built, { recursive: true, force: true });
}
