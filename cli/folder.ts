import { statSync } from 'node:fs';
import { codexHomeFolder } from '../electron/main/codexHome/index.ts';
import type { Texts } from './commandTable.ts';

/** The folder that a command works on, or one sentence that names the mistake, without its period. */
export type Folder =
  /** `isMissing`: `CODEX_HOME` names it, and it isn't there. */
  | { readonly kind: 'folder'; readonly path: string; readonly isMissing: boolean }
  | { readonly kind: 'mistake'; readonly message: string };

/** What is said where nothing is set up because `CODEX_HOME` leads nowhere: it may be misspelled. */
export const FOLDER_MISSING: Texts = {
  en: 'The folder that CODEX_HOME names does not exist.',
  de: 'Den Ordner, den CODEX_HOME nennt, gibt es nicht.',
};

/**
 * Finds the folder: that of `--codex-home`, which has to be there, else `$CODEX_HOME`, else `~/.codex`; where one of those is
 * missing, nothing is set up yet. A folder that is closed to us is no mistake: what can't be read in it says so by itself.
 */
export function findFolder(named: string | null, env: NodeJS.ProcessEnv): Folder {
  const source = named === null ? 'CODEX_HOME' : '--codex-home';
  const path = attempt(() => codexHomeFolder(env, named ?? undefined));
  if (path.kind === 'failed') return mistake(`${source} is relative, and the current folder is gone`);
  const folder = { kind: 'folder', path: path.value, isMissing: false } as const;
  const facts = attempt(() => statSync(path.value));
  if (facts.kind === 'done') {
    return facts.value.isDirectory()
      ? folder
      : mistake(`${source} needs a folder, and ${path.value} is a file`);
  }
  switch (facts.code) {
    case 'EACCES':
    case 'EPERM':
      return folder;
    case 'ENOENT':
      return named === null
        ? { ...folder, isMissing: Boolean(env['CODEX_HOME']) }
        : mistake(`The folder ${path.value} of --codex-home does not exist`);
    case 'ENOTDIR':
      return mistake(`${source} needs a folder, and ${path.value} is below a file`);
    default:
      return mistake(`The folder ${path.value} of ${source} cannot be reached (${facts.code})`);
  }
}

function mistake(message: string): Folder {
  return { kind: 'mistake', message };
}

function attempt<T>(
  look: () => T,
): { readonly kind: 'done'; readonly value: T } | { readonly kind: 'failed'; readonly code: string } {
  try {
    return { kind: 'done', value: look() };
  } catch (error) {
    return {
      kind: 'failed',
      code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown',
    };
  }
}
