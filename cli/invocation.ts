import { isAbsolute, relative } from 'node:path';
import type { OptionName } from './commandTable.ts';
import { isUnderNpx } from './npmOptions.ts';

/** How this tool was started, as it would be typed again: `npx mobile-setup`, `node dist/cli/mobile-setup.mjs`, … */
export function invocationOf(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  folder = currentFolder(),
): string {
  const [, script = ''] = argv;
  if (env['npm_lifecycle_event'] === 'mobile-setup') return 'npm run --silent mobile-setup --';
  if (isUnderNpx(env)) return 'npx mobile-setup';
  if (/(?:^|[/\\])mobile-setup$/.test(script)) return 'mobile-setup';
  // Where a system has no links, a script of npm's starts the file in its package.
  if (/[/\\]node_modules[/\\]/.test(script)) return 'npx mobile-setup';
  const near = folder === null ? script : relative(folder, script);
  return `node ${quote(near.startsWith('..') || isAbsolute(near) ? script : near)}`;
}

/** `null` where it was deleted under the shell. */
function currentFolder(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}

/** The options that the next command keeps: which folder, how patient, how it is shown. */
const KEPT: readonly OptionName[] = [
  'codex-home',
  'timeout',
  'force',
  'all',
  'verbose',
  'lang',
  'no-color',
  'ascii',
];

/** The command line of a next step: `words`, the options given now that still fit, and `rest` behind `--`. */
export function nextCommand(
  invocation: string,
  words: readonly string[],
  given: ReadonlyMap<OptionName, string | null>,
  rest: readonly string[] = [],
): string {
  const kept = KEPT.flatMap((name): string[] => {
    const value = given.get(name);
    if (value === undefined || words.includes(`--${name}`)) return [];
    if (value === null) return [`--${name}`];
    // What begins with a dash would be read as an option of its own.
    return value.startsWith('-') ? [`--${name}=${value}`] : [`--${name}`, value];
  });
  const behind = rest.length === 0 ? [] : ['--', ...rest];
  return [invocation, ...[...words, ...kept, ...behind].map((word) => quote(word))].join(' ');
}

/** One word for the shell of this system, quoted only where it has to be. */
export function quote(word: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  // What would break the line, or is not seen, is written as bash and zsh read it.
  if (platform !== 'win32' && UNSEEN.test(word)) {
    return `$'${word.replaceAll(/[\\']/g, String.raw`\$&`).replaceAll(UNSEEN_EACH, inBytes)}'`;
  }
  if (platform === 'win32')
    return /^[\w@+=:,./\\~-]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const UNSEEN_EACH = new RegExp(UNSEEN, 'gu');

function inBytes(text: string): string {
  return [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
