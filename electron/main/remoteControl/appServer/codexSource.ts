import { realpathSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import type { CodexSource } from '../../../shared/codexProgram.ts';
import type { SearchPaths } from './find.ts';

/** By the folders that each way to install leaves in a path, once links are followed. The first that fits. */
const MARKS: readonly (readonly [RegExp, CodexSource])[] = [
  [/\/\.bun\/.*\/node_modules\/@openai\/codex/, 'bun'],
  [/\/\.?pnpm\/.*\/node_modules\/@openai\/codex/, 'pnpm'],
  [/\/node_modules\/@openai\/codex/, 'npm'],
  [/\/(?:Cellar|Caskroom)\/codex\//, 'homebrew'],
  [/\/packages\/standalone\/.*\.exe$|\/Programs\/OpenAI\/Codex\/bin\//i, 'windows-installer'],
  [/\/packages\/standalone\//, 'installer'],
  [
    /\.app\/Contents\/Resources\/|\/WindowsApps\/|\/OpenAI\/Codex\/bin\/|\/(?:openai-)?codex[- ]desktop\//i,
    'desktop-app',
  ],
];

/** How the program that `findAppServer` has found with these came onto this computer. */
export function codexSourceOf(
  program: string,
  { env, resourcesPath, moduleFolder }: Pick<SearchPaths, 'env' | 'resourcesPath' | 'moduleFolder'>,
): CodexSource {
  const path = realPath(program);
  const isChosen = Boolean(env['CODEX_CLI_PATH']);
  const own = [resourcesPath, moduleFolder].flatMap((folder) => (folder ? [realPath(folder)] : []));
  if (!isChosen && own.some((folder) => isInside(path, folder))) return 'this-app';
  const slashed = path.replaceAll('\\', '/');
  const known = MARKS.find(([mark]) => mark.test(slashed))?.[1];
  return known ?? (isChosen ? 'chosen' : 'unknown');
}

/** In the folder, or in a `node_modules` of one above it. */
function isInside(path: string, folder: string): boolean {
  for (let above = folder; ; above = dirname(above)) {
    const within = above === folder ? above : `${above === sep ? '' : above}${sep}node_modules`;
    if (path.startsWith(`${within}${sep}`)) return true;
    if (above === dirname(above)) return false;
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
