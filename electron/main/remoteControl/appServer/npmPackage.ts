import { existsSync, realpathSync } from 'node:fs';
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
 * The programs behind what npm puts into a folder of programs: a link to `bin/codex.js` of the package, or on Windows, beside
 * `codex.cmd`, the package in `node_modules`. The script itself needs a `node` on the `PATH`, and `codex.cmd` a shell.
 */
export function programsBehind(folder: string, target: Target): string[] {
  return [...linkedPackage(join(folder, 'codex')), join(folder, 'node_modules', '@openai', 'codex')].flatMap(
    (root) => programsOf(root, target),
  );
}

/** The root of the package that a link leads into, if it does. */
export function linkedPackage(path: string): string[] {
  try {
    const script = realpathSync(path);
    return script.endsWith(join('@openai', 'codex', 'bin', 'codex.js')) ? [dirname(dirname(script))] : [];
  } catch {
    return [];
  }
}

/** Inside the package for the platform, which lies in or beside the package; older versions kept it in the package itself. */
export function programsOf(packageRoot: string, { target, name }: Target): string[] {
  const vendor = VENDOR_FOLDERS[target];
  // Where there is no package, one of a folder above would be found in its place.
  if (vendor === undefined || !existsSync(join(packageRoot, 'package.json'))) return [];
  const roots = [packageRoot];
  try {
    const fromPackage = createRequire(pathToFileURL(join(packageRoot, 'any.js')));
    roots.unshift(dirname(fromPackage.resolve(`@openai/codex-${target}/package.json`)));
  } catch {
    // Damaged, or older.
  }
  return roots.flatMap((root) => [
    join(root, 'vendor', vendor, 'bin', name),
    join(root, 'vendor', vendor, 'codex', name),
  ]);
}
