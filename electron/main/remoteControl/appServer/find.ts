import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { requireMembers } from '../../../shared/requireMembers.ts';
import {
  isOfBun,
  linkedPackage,
  programsBehind,
  programsFrom,
  programsOf,
  standsForPackage,
} from './npmPackage.ts';
import { searchPaths } from './searchPaths.ts';

/** Where a Codex app-server may be. */
export interface SearchPaths {
  readonly env: NodeJS.ProcessEnv;
  /** The app's resource folder (`process.resourcesPath`), where there is one. */
  readonly resourcesPath?: string | undefined;
  /** A folder from which `node_modules` is searched upwards. */
  readonly moduleFolder?: string | undefined;
  readonly platform?: NodeJS.Platform;
  readonly arch?: NodeJS.Architecture;
  /** The person's home folder; the system's by default. */
  readonly home?: string;
  /** What stands before the folders of the system, such as `/usr/local/bin`; nothing by default. */
  readonly root?: string;
}

/** The executable, or words for a person. */
export type FoundAppServer =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly message: string; readonly nextStep: string };

/**
 * Finds the program that holds the app-server: `CODEX_CLI_PATH`, then the app's resources, then the npm package
 * `@openai/codex`, then the `PATH` and the usual folders, then the desktop app's own. What npm, pnpm, Yarn and Bun put in place of a
 * program is followed to the real one; their scripts are never returned, because they need a shell or a `node` that an app started from Finder does not
 * have. Where `CODEX_CLI_PATH` is set nothing else is looked at: a wrong choice is reported, not overruled.
 * @throws TypeError where no environment is given
 */
export function findAppServer(paths: SearchPaths): FoundAppServer {
  requireMembers('findAppServer', paths, { env: 'an object' });
  const { env, resourcesPath, moduleFolder, platform = process.platform, arch = process.arch } = paths;
  const target = { target: `${platform}-${arch}`, name: platform === 'win32' ? 'codex.exe' : 'codex' };
  const { name } = target;

  const chosen = env['CODEX_CLI_PATH'];
  if (chosen) return followChoice(chosen, target);

  const { folders, programs } = searchPaths({
    platform,
    env,
    home: paths.home ?? homedir(),
    root: paths.root ?? '',
  });
  const inFolder = (folder: string): string[] => [
    ...programsBehind(folder, target),
    ...(standsForPackage(folder, name) ? [] : [join(folder, name)]),
  ];
  const groups: readonly (() => readonly string[])[] = [
    () => (resourcesPath === undefined ? [] : [join(resourcesPath, name)]),
    () => (moduleFolder === undefined ? [] : programsFrom(moduleFolder, target)),
    ...folders.map((folder) => () => expand(folder).flatMap(inFolder)),
    ...programs.map((program) => () => expand(program)),
  ];
  for (const group of groups) {
    const path = group().find(isProgram);
    if (path !== undefined) return { kind: 'found', path };
  }
  return NOT_FOUND;
}

const NOT_FOUND: FoundAppServer = {
  kind: 'missing',
  message: 'The Codex program that talks to your phone was not found on this computer.',
  nextStep: 'Reinstall the app, or install Codex and set CODEX_CLI_PATH to its program.',
};

/** A script of npm's leads to its program; any other script needs a shell. */
function followChoice(chosen: string, target: { target: string; name: string }): FoundAppServer {
  // Where it is started from is another folder than ours.
  const path = resolve(chosen);
  const isScript = target.target.startsWith('win32') && SCRIPT.test(path);
  const behind =
    isScript || isOfBun(dirname(path))
      ? programsBehind(dirname(path), target)
      : linkedPackage(path).flatMap((root) => programsOf(root, target));
  const program = behind.find(isProgram);
  if (program !== undefined) return { kind: 'found', path: program };
  if (isScript) return scriptChosen(chosen);
  return isProgram(path) ? { kind: 'found', path } : wrongChoice(chosen);
}

/** What Windows runs in a shell only: Node refuses to start it (`spawn EINVAL`). */
const SCRIPT = /\.(?:cmd|bat|ps1)$/i;

function scriptChosen(path: string): FoundAppServer {
  return {
    kind: 'missing',
    message: `CODEX_CLI_PATH names "${path}", which is a script that starts Codex, and not Codex itself.`,
    nextStep: 'Set CODEX_CLI_PATH to codex.exe, or unset it to have Codex looked for.',
  };
}

function wrongChoice(path: string): FoundAppServer {
  return {
    kind: 'missing',
    message: `CODEX_CLI_PATH names "${path}", which is not a program that can be started.`,
    nextStep: 'Correct CODEX_CLI_PATH, or unset it to use the program that comes with the app.',
  };
}

/** The paths that one with `*` stands for, the newest version first. */
function expand(path: string): string[] {
  const at = path.indexOf('*');
  if (at === -1) return [path];
  const before = path.slice(0, at);
  try {
    return readdirSync(before)
      .filter((name) => !name.includes('*'))
      .toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }))
      .flatMap((name) => expand(`${before}${name}${path.slice(at + 1)}`));
  } catch {
    return [];
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
