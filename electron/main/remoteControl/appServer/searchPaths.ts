import { posix, win32 } from 'node:path';

/** A computer, as far as it matters where programs are. */
export interface Computer {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  /** Stands before the folders of the system; empty but in tests. */
  readonly root: string;
}

/** Where a person may have a Codex program. Each `*` stands for any one folder. */
export interface SearchPaths {
  /** Folders in which a program called `codex` may lie, or what npm puts in its place, or its package, in order. */
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
  const data = env['XDG_DATA_HOME'] || posix.join(home, '.local/share');
  const mise = env['MISE_DATA_DIR'] || posix.join(data, 'mise');
  const pnpm =
    env['PNPM_HOME'] || (platform === 'darwin' ? posix.join(home, 'Library/pnpm') : posix.join(data, 'pnpm'));
  return {
    folders: usable(
      [
        ...(env['PATH'] ?? '').split(':'),
        env['CODEX_INSTALL_DIR'],
        posix.join(home, '.local/bin'),
        posix.join(codexHome, 'packages/standalone/current/bin'),
        posix.join(codexHome, 'packages/standalone/current'),
        ...(platform === 'darwin'
          ? [`${root}/opt/homebrew/bin`]
          : [`${root}/home/linuxbrew/.linuxbrew/bin`, posix.join(home, '.linuxbrew/bin')]),
        env['HOMEBREW_PREFIX'] && posix.join(env['HOMEBREW_PREFIX'], 'bin'),
        `${root}/usr/local/bin`,
        `${root}/usr/bin`,
        ...(platform === 'darwin' ? [`${root}/opt/local/bin`] : [`${root}/snap/bin`]),
        env['npm_config_prefix'] && posix.join(env['npm_config_prefix'], 'bin'),
        posix.join(home, '.npm-global/bin'),
        posix.join(home, '.npm-packages/bin'),
        posix.join(env['BUN_INSTALL'] || posix.join(home, '.bun'), 'bin'),
        pnpm,
        posix.join(pnpm, 'bin'),
        posix.join(pnpm, 'global/*'),
        posix.join(pnpm, 'global/*/*'),
        posix.join(home, '.yarn/bin'),
        posix.join(home, '.config/yarn/global'),
        posix.join(env['VOLTA_HOME'] || posix.join(home, '.volta'), 'tools/image/packages/@openai/codex/bin'),
        posix.join(env['NVM_DIR'] || posix.join(home, '.nvm'), 'versions/node/*/bin'),
        ...[
          env['FNM_DIR'],
          posix.join(data, 'fnm'),
          posix.join(home, 'Library/Application Support/fnm'),
          posix.join(home, '.fnm'),
        ].map((folder) => folder && posix.join(folder, 'node-versions/*/installation/bin')),
        posix.join(env['ASDF_DATA_DIR'] || posix.join(home, '.asdf'), 'installs/nodejs/*/bin'),
        posix.join(mise, 'installs/node/*/bin'),
        posix.join(mise, 'installs/npm-openai-codex/*/bin'),
        posix.join(mise, 'installs/codex/*/bin'),
        posix.join(mise, 'installs/codex/*'),
        posix.join(env['NODENV_ROOT'] || posix.join(home, '.nodenv'), 'versions/*/bin'),
        posix.join(env['N_PREFIX'] || posix.join(home, 'n'), 'bin'),
        posix.join(home, '.nix-profile/bin'),
        `${root}/run/current-system/sw/bin`,
        posix.join(home, '.cargo/bin'),
        posix.join(home, 'bin'),
      ],
      posix,
    ),
    programs:
      platform === 'darwin' ? resources : onLinux.map((folder) => posix.join(folder, 'resources', 'codex')),
  };
}

function onWindows({ env, home }: Computer): SearchPaths {
  const local = env['LOCALAPPDATA'] || win32.join(home, 'AppData/Local');
  const roaming = env['APPDATA'] || win32.join(home, 'AppData/Roaming');
  const codexHome = env['CODEX_HOME'] || win32.join(home, '.codex');
  const pnpm = env['PNPM_HOME'] || win32.join(local, 'pnpm');
  return {
    folders: usable(
      [
        // An entry with a blank may be in quotes.
        ...(env['Path'] ?? env['PATH'] ?? '').split(';').map((entry) => entry.replace(/^"(.*)"$/, '$1')),
        env['CODEX_INSTALL_DIR'],
        win32.join(local, 'Programs/OpenAI/Codex/bin'),
        win32.join(codexHome, 'packages/standalone/current/bin'),
        win32.join(codexHome, 'packages/standalone/current'),
        win32.join(roaming, 'npm'),
        win32.join(env['ProgramFiles'] || 'C:/Program Files', 'nodejs'),
        win32.join(local, 'Microsoft/WinGet/Links'),
        pnpm,
        win32.join(pnpm, 'bin'),
        win32.join(pnpm, 'global/*'),
        win32.join(pnpm, 'global/*/*'),
        win32.join(env['BUN_INSTALL'] || win32.join(home, '.bun'), 'bin'),
        win32.join(local, 'Yarn/Data/global'),
        win32.join(env['VOLTA_HOME'] || win32.join(local, 'Volta'), 'tools/image/packages/@openai/codex'),
        win32.join(env['NVM_HOME'] || win32.join(roaming, 'nvm'), '*'),
        win32.join(env['FNM_DIR'] || win32.join(roaming, 'fnm'), 'node-versions/*/installation'),
        win32.join(home, 'scoop/apps/codex/current'),
        win32.join(home, 'scoop/persist/nodejs/bin'),
        win32.join(home, 'scoop/shims'),
      ],
      win32,
    ),
    programs: [win32.join(local, 'OpenAI/Codex/bin/*/codex.exe')],
  };
}

/**
 * Each once, and only those that are absolute: an empty entry of a `PATH`, or a relative one, would stand for the working folder, which no
 * one chose.
 */
function usable(folders: readonly (string | undefined)[], { isAbsolute }: typeof posix): string[] {
  return [...new Set(folders.filter((folder) => folder !== undefined && isAbsolute(folder)))] as string[];
}
