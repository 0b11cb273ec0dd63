import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where a Codex app-server may be. */
export interface Places {
  readonly env: NodeJS.ProcessEnv;
  /** The app's resource folder (`process.resourcesPath`), where there is one. */
  readonly resourcesPath?: string | undefined;
  /** A folder from which `node_modules` is searched upwards. */
  readonly moduleFolder?: string | undefined;
  readonly platform?: NodeJS.Platform;
  readonly arch?: NodeJS.Architecture;
}

/** The executable, or words for a person. */
export type FoundAppServer =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly message: string; readonly nextStep: string };

/** The platform packages of npm `@openai/codex` and the folder each keeps its program in (its `bin/codex.js`, 0.169.0). */
const VENDOR_FOLDERS: Readonly<Record<string, string>> = {
  'linux-x64': 'x86_64-unknown-linux-musl',
  'linux-arm64': 'aarch64-unknown-linux-musl',
  'darwin-x64': 'x86_64-apple-darwin',
  'darwin-arm64': 'aarch64-apple-darwin',
  'win32-x64': 'x86_64-pc-windows-msvc',
  'win32-arm64': 'aarch64-pc-windows-msvc',
};

/**
 * Finds the program that holds the app-server: `CODEX_CLI_PATH`, then the app's resources, then the npm package
 * `@openai/codex` (its real program, not the script that starts it), then the `PATH`. Where `CODEX_CLI_PATH` is set
 * nothing else is looked at: a wrong choice is reported, not overruled.
 */
export function findAppServer(places: Places): FoundAppServer {
  const { env, resourcesPath, moduleFolder, platform = process.platform, arch = process.arch } = places;
  const name = platform === 'win32' ? 'codex.exe' : 'codex';

  const chosen = env['CODEX_CLI_PATH'];
  if (chosen) return isProgram(chosen) ? { kind: 'found', path: chosen } : wrongChoice(chosen);

  const candidates = [
    ...(resourcesPath === undefined ? [] : [join(resourcesPath, name)]),
    ...(moduleFolder === undefined ? [] : packagedPrograms(moduleFolder, `${platform}-${arch}`, name)),
    ...searchPath(env, platform).map((folder) => join(folder, name)),
  ];
  const path = candidates.find(isProgram);
  return path === undefined ? NOT_FOUND : { kind: 'found', path };
}

const NOT_FOUND: FoundAppServer = {
  kind: 'missing',
  message: 'The Codex program that talks to your phone was not found on this computer.',
  nextStep: 'Reinstall the app, or install Codex and set CODEX_CLI_PATH to its program.',
};

function wrongChoice(path: string): FoundAppServer {
  return {
    kind: 'missing',
    message: `CODEX_CLI_PATH names "${path}", which is not a program that can be started.`,
    nextStep: 'Correct CODEX_CLI_PATH, or unset it to use the program that comes with the app.',
  };
}

function packagedPrograms(moduleFolder: string, target: string, name: string): string[] {
  const vendorFolder = VENDOR_FOLDERS[target];
  if (vendorFolder === undefined) return [];
  try {
    const fromFolder = createRequire(pathToFileURL(join(moduleFolder, 'any.js')));
    const fromPackage = createRequire(fromFolder.resolve('@openai/codex/package.json'));
    const manifest = fromPackage.resolve(`@openai/codex-${target}/package.json`);
    return [join(dirname(manifest), 'vendor', vendorFolder, 'bin', name)];
  } catch {
    // Not there, or damaged: then there may be another on the `PATH`.
    return [];
  }
}

function searchPath(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const path = platform === 'win32' ? (env['Path'] ?? env['PATH']) : env['PATH'];
  return (path ?? '').split(delimiter).filter((folder) => folder !== '');
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
