import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildExecutable } from '../package/executable.ts';
import { EXECUTABLES, type System } from './release/packageManagers.ts';

const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'macos',
  win32: 'windows',
};

// Builds the executable for the system that this runs on, and packs it under the name that the package managers look for.
const folder = join(import.meta.dirname, '..', 'dist', 'archives');
const system = `${SYSTEMS[process.platform] ?? process.platform}-${process.arch}`;
const archive = EXECUTABLES[system as System] as string | undefined;
if (archive === undefined) throw new Error(`There is no executable for ${system}.`);
const executable = await buildExecutable(join(import.meta.dirname, '..', 'dist', 'executable'));
mkdirSync(folder, { recursive: true });
// `-a` goes by the ending; the `tar` of Windows itself knows zip, that of Git does not.
const tar = process.platform === 'win32' ? String.raw`C:\Windows\System32\tar.exe` : 'tar';
execFileSync(tar, ['-a', '-cf', join(folder, archive), '-C', join(executable, '..'), '.']);
console.log(join(folder, archive));
