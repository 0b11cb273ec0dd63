import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The platform packages of npm `@openai/codex` and the folder each keeps its program in (its `bin/codex.js`, 0.169.0). */
const VENDOR_FOLDERS: Readonly<Record<string, string>> = {
  'linux-x64': 'x86_64-unknown-linux-musl',
  'linux-arm64': 'aarch64-unknown-linux-musl',
  'darwin-x64': 'x86_64-apple-darwin',
  'darwin-arm64': 'aarch64-apple-darwin',
  'win32-x64': 'x86_64-pc-windows-msvc',
  'win32-arm64': 'aarch64-pc-windows-msvc',
};

/** A platform as npm names it, such as `darwin-arm64`, and what a program is called there. */
export interface Target {
  readonly target: string;
  readonly name: string;
}

/** The programs that the package `@openai/codex` may hold, looked for upwards from `moduleFolder`. */
export function programsFrom(moduleFolder: string, target: Target): string[] {
  try {
    const fromFolder = createRequire(pathToFileURL(join(moduleFolder, 'any.js')));
    return programsOf(dirname(fromFolder.resolve('@openai/codex/package.json')), target);
  } catch {
    // Not there, or damaged: then there may be another elsewhere.
    return [];
  }
}

/**
 * The programs behind what npm, pnpm, Yarn or Bun puts into a folder of programs. What they put there needs a `node` on the `PATH`, and
 * on Windows a shell.
 */
export function programsBehind(folder: string, target: Target): string[] {
  return [
    ...linkedPackage(join(folder, 'codex')),
    // Beside `codex.cmd`; and where the folder is not for programs but for packages.
    join(folder, 'node_modules', '@openai', 'codex'),
    ...(isOfBun(folder) ? [join(folder, '..', 'install', 'global', 'node_modules', '@openai', 'codex')] : []),
  ].flatMap((root) => programsOf(root, target));
}

/** Whether the file `name` in a folder is no program of Codex but what a package manager puts in its place. */
export function standsForPackage(folder: string, name: string): boolean {
  return isOfBun(folder) || linkedPackage(join(folder, name)).length > 0;
}

/** On Windows, Bun's `codex.exe` reads what it stands for out of a file beside it. */
export function isOfBun(folder: string): boolean {
  return existsSync(join(folder, 'codex.bunx'));
}

/** The root of the package that a link, or a script in place of one, leads into, if it does. */
export function linkedPackage(path: string): string[] {
  try {
    const script = realpathSync(path);
    if (script.endsWith(join('@openai', 'codex', 'bin', 'codex.js'))) return [dirname(dirname(script))];
    const named = isShort(path) ? SHIM.exec(readFileSync(path, 'utf8'))?.[1] : undefined;
    return named === undefined ? [] : [join(dirname(path), named)];
  } catch {
    return [];
  }
}

/** What `cmd-shim` writes for npm on Windows and for pnpm everywhere: from the script's own folder to the package. */
const SHIM = /"\$basedir\/([^"\n]*@openai\/codex)\/bin\/codex\.js"/;
const MAX_SHIM_BYTES = 16 * 1024;

function isShort(path: string): boolean {
  const stats = statSync(path);
  return stats.isFile() && stats.size <= MAX_SHIM_BYTES;
}

/** Inside the package for the platform, which lies in or beside the package; older versions kept it in the package itself. */
export function programsOf(packageRoot: string, { target, name }: Target): string[] {
  const vendor = VENDOR_FOLDERS[target];
  // Where there is no package, one of a folder above would be found in its place.
  if (vendor === undefined || !existsSync(join(packageRoot, 'package.json'))) return [];
  const roots = [packageRoot];
  try {
    // pnpm's package is a link, and what belongs to it lies beside where it leads.
    const fromPackage = createRequire(pathToFileURL(join(realpathSync(packageRoot), 'any.js')));
    roots.unshift(dirname(fromPackage.resolve(`@openai/codex-${target}/package.json`)));
  } catch {
    // Damaged, or older.
  }
  return roots.flatMap((root) => [
    join(root, 'vendor', vendor, 'bin', name),
    join(root, 'vendor', vendor, 'codex', name),
  ]);
}
