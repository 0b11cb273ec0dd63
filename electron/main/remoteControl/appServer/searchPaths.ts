import { posix, win32 } from 'node:path';

/** A computer, as far as it matters where programs are. */
export interface Computer {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  /** Stands before the folders of the system; empty but in tests. */
  readonly root: string;
}

/** Where a person may have a Codex program. `*` stands for any one folder. */
export interface SearchPaths {
  /** Folders in which a program called `codex` may lie, or what npm puts in its place, in order. */
  readonly folders: readonly string[];
  /** Programs that come with something else, in order: tried last, because they are that other thing's to update. */
  readonly programs: readonly string[];
}

/**
 * The `PATH`, then the usual folders of Homebrew, npm, the Node version managers and Codex's own installer, which an app that was
 * started from Finder or a menu does not have on its `PATH`; and the programs in the bundles of the desktop app. From
 * `scripts/install/install.sh` and `install.ps1` of openai/codex, and openai/codex#40700 for where the desktop app for Windows
 * keeps its program: that in `WindowsApps` cannot be started by others.
 */
export function searchPaths(computer: Computer): SearchPaths {
  return computer.platform === 'win32' ? onWindows(computer) : onUnix(computer);
}

function onUnix({ platform, env, home, root }: Computer): SearchPaths {
  const codexHome = env['CODEX_HOME'] || posix.join(home, '.codex');
  const resources = ['Codex.app', 'ChatGPT.app'].flatMap((bundle) => [
    posix.join(`${root}/Applications`, bundle, 'Contents/Resources/codex'),
    posix.join(home, 'Applications', bundle, 'Contents/Resources/codex'),
  ]);
  const onLinux = [
    `${root}/opt/codex-desktop`,
    `${root}/opt/Codex Desktop`,
    `${root}/usr/lib/codex-desktop`,
    `${root}/usr/lib/openai-codex-desktop`,
  ];
  return {
    folders: unique([
      ...(env['PATH'] ?? '').split(':'),
      ...(env['CODEX_INSTALL_DIR'] ? [env['CODEX_INSTALL_DIR']] : []),
      posix.join(home, '.local/bin'),
      posix.join(codexHome, 'packages/standalone/current/bin'),
      posix.join(codexHome, 'packages/standalone/current'),
      ...(platform === 'darwin' ? [`${root}/opt/homebrew/bin`] : [`${root}/home/linuxbrew/.linuxbrew/bin`]),
      `${root}/usr/local/bin`,
      `${root}/usr/bin`,
      ...(env['npm_config_prefix'] ? [posix.join(env['npm_config_prefix'], 'bin')] : []),
      posix.join(home, '.npm-global/bin'),
      posix.join(home, '.npm-packages/bin'),
      posix.join(home, '.bun/bin'),
      posix.join(home, '.volta/tools/image/packages/@openai/codex/bin'),
      posix.join(env['NVM_DIR'] || posix.join(home, '.nvm'), 'versions/node/*/bin'),
      posix.join(home, '.local/share/fnm/node-versions/*/installation/bin'),
      posix.join(home, 'Library/Application Support/fnm/node-versions/*/installation/bin'),
      posix.join(home, '.asdf/installs/nodejs/*/bin'),
      posix.join(home, '.local/share/mise/installs/node/*/bin'),
    ]),
    programs:
      platform === 'darwin' ? resources : onLinux.map((folder) => posix.join(folder, 'resources', 'codex')),
  };
}

function onWindows({ env, home }: Computer): SearchPaths {
  const local = env['LOCALAPPDATA'] || win32.join(home, 'AppData/Local');
  const roaming = env['APPDATA'] || win32.join(home, 'AppData/Roaming');
  const codexHome = env['CODEX_HOME'] || win32.join(home, '.codex');
  return {
    folders: unique([
      ...(env['Path'] ?? env['PATH'] ?? '').split(';'),
      ...(env['CODEX_INSTALL_DIR'] ? [env['CODEX_INSTALL_DIR']] : []),
      win32.join(local, 'Programs/OpenAI/Codex/bin'),
      win32.join(codexHome, 'packages/standalone/current/bin'),
      win32.join(codexHome, 'packages/standalone/current'),
      win32.join(roaming, 'npm'),
      win32.join(env['ProgramFiles'] || 'C:/Program Files', 'nodejs'),
      win32.join(home, 'scoop/shims'),
    ]),
    programs: [win32.join(local, 'OpenAI/Codex/bin/*/codex.exe')],
  };
}

/** Each once. An empty entry of a `PATH` would stand for the working folder, which no one chose. */
function unique(folders: readonly string[]): string[] {
  return [...new Set(folders.filter((folder) => folder !== ''))];
}
