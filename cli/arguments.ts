import { parseArgs } from 'node:util';
import {
  COMMAND_TABLE,
  COMMANDS,
  LANGUAGES,
  MAX_TIMEOUT_SECONDS,
  OPTION_INFO,
  OPTION_NAMES,
  SHELLS,
  type Shell,
  takesOption,
  type CommandName,
  type Language,
  type OptionName,
  type Word,
} from './commandTable.ts';
import { localeLanguage } from './language.ts';
import { isUnderNpx, swallowedOptions } from './npmOptions.ts';
import type { Display, Options } from './options.ts';
import { suggest } from './suggest.ts';

/** Of the options of a command, those that the words alone decide. */
type Named = Omit<Options, 'folder' | 'signal' | 'fetch'>;

/** A command, as it was typed. */
export interface Request extends Named, Display {
  /** The folder that was named; `null` for the default one. */
  readonly codexHome: string | null;
  readonly timeoutSeconds: number;
  /** The options as they were typed, for the next command. */
  readonly given: ReadonlyMap<OptionName, string | null>;
}

/** What the words of a command line mean. */
export type Arguments =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'help'; readonly language: Language; readonly topic: Word | null }
  | { readonly kind: 'version' }
  | { readonly kind: 'completion'; readonly shell: Shell }
  /** One sentence that names the mistake, without its period. */
  | { readonly kind: 'usage'; readonly message: string };

const DEFAULT_TIMEOUT_SECONDS = 20;
const LAUNCH_TIMEOUT_SECONDS = 5;

/** Reads the words of the command line. Never throws: a mistake is a value with a sentence. */
export function readArguments(words: readonly string[], env: NodeJS.ProcessEnv): Arguments {
  // pnpm hands on the dashes that npm takes away.
  const read = readOptions(words[0] === '--' ? words.slice(1) : words);
  if (typeof read === 'string') return usage(read);
  const { given, positionals, rest } = read;
  const chosen = given.get('lang');
  const language = chosen === undefined ? localeLanguage(env) : LANGUAGES.find((known) => known === chosen);
  if (language === undefined) return usage(`--lang takes one of ${LANGUAGES.join(', ')}`);

  const [name = given.has('version') ? 'version' : 'check', ...operands] = positionals;
  if (name === 'help') return readHelp(language, operands);
  if (given.has('help')) return { kind: 'help', language, topic: wordOf(positionals[0]) };
  if (given.has('version')) return { kind: 'version' };
  if (name === 'completion') return readCompletion(operands);
  const command = COMMANDS.find((known) => known === name);
  if (command === undefined)
    return usage(`Unknown command '${name}'${didYouMean(name, Object.keys(COMMAND_TABLE))}`);
  return readRequest({ command, operands, rest, given, language }, env);
}

interface Words {
  readonly command: CommandName;
  readonly operands: readonly string[];
  /** What stands behind `--`. */
  readonly rest: readonly string[] | null;
  readonly given: ReadonlyMap<OptionName, string | null>;
  readonly language: Language;
}

function readRequest({ command, operands, rest, given, language }: Words, env: NodeJS.ProcessEnv): Arguments {
  const swallowed = swallowedOptions(env, new Set(given.keys()));
  if (swallowed.length > 0) {
    const names = swallowed.map((name) => `--${name}`).join(' ');
    const options = swallowed
      .map((name) => [`--${name}`, OPTION_INFO[name].value ?? []].flat().join(' '))
      .join(' ');
    const start = isUnderNpx(env) ? 'npx mobile-setup' : 'npm run --silent mobile-setup --';
    return usage(
      `npm has kept ${names} for itself, so nothing was done. Start it like this instead: ${start} ${command} ${options}`,
    );
  }
  const foreign = [...given.keys()].find((option) => !takesOption(command, option));
  if (foreign !== undefined) {
    return usage(
      `'${command}' has no --${foreign}; it goes with ${OPTION_INFO[foreign].commands?.join(', ') ?? ''}`,
    );
  }
  const positionals = command === 'launch' ? operands : [...operands, ...(rest ?? [])];
  const [backup, ...more] = command === 'restore' ? positionals : [undefined, ...positionals];
  if (more.length > 0) return usage(`Unexpected argument '${more[0]}'`);
  if (command === 'launch' && !rest?.[0]) {
    return usage('launch needs the command that starts the desktop app: mobile-setup launch -- COMMAND');
  }
  if (given.has('new-identity') && !given.has('full')) return usage('--new-identity goes with --full');
  if (given.has('quit-app') && given.has('dry-run')) return usage('--quit-app does not go with --dry-run');
  if (given.has('open') && given.has('json')) return usage('--open does not go with --json');
  if (given.get('codex-home') === '') return usage('--codex-home needs a folder');
  const timeout = given.get('timeout') ?? null;
  const seconds =
    timeout === null
      ? command === 'launch'
        ? LAUNCH_TIMEOUT_SECONDS
        : DEFAULT_TIMEOUT_SECONDS
      : Number(timeout);
  if (
    (timeout !== null && !/^\d*\.?\d+$/.test(timeout)) ||
    !(seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS)
  ) {
    return usage(`--timeout takes seconds, more than 0 and up to ${MAX_TIMEOUT_SECONDS}`);
  }
  return {
    kind: 'request',
    request: {
      command,
      codexHome: given.get('codex-home') ?? null,
      timeoutSeconds: seconds,
      json: given.has('json'),
      full: given.has('full'),
      dryRun: given.has('dry-run'),
      newIdentity: given.has('new-identity'),
      quitApp: given.has('quit-app'),
      exact: given.has('exact'),
      open: given.has('open'),
      force: given.has('force'),
      verbose: given.has('verbose'),
      all: given.has('all'),
      ascii: given.has('ascii'),
      noColor: given.has('no-color'),
      // What a program reads is English, wherever it runs.
      language: given.has('json') && !given.has('lang') ? 'en' : language,
      given,
      ...(backup === undefined ? {} : { backup }),
      ...(command === 'launch' ? { launch: rest ?? [] } : {}),
    },
  };
}

interface ReadOptions {
  readonly given: ReadonlyMap<OptionName, string | null>;
  readonly positionals: readonly string[];
  readonly rest: readonly string[] | null;
}

/** Splits the words into options and the rest; a text is a mistake. */
function readOptions(words: readonly string[]): ReadOptions | string {
  const end = words.indexOf('--');
  const { tokens } = parseArgs({
    args: [...(end === -1 ? words : words.slice(0, end))],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      OPTION_NAMES.map((name) => {
        const type = OPTION_INFO[name].value === undefined ? ('boolean' as const) : ('string' as const);
        return [name, name === 'help' ? { type, short: 'h' } : { type }];
      }),
    ),
  });
  const given = new Map<OptionName, string | null>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const name = OPTION_NAMES.find((known) => known === token.name);
    if (name === undefined) {
      const known = OPTION_NAMES.map((option) => `--${option}`);
      return `Unknown option '${token.rawName}'${didYouMean(token.rawName, known)}`;
    }
    const needsValue = OPTION_INFO[name].value !== undefined;
    const { value = null, inlineValue = false } = token;
    if (!needsValue && value !== null) return `--${name} takes no value`;
    if (needsValue && (value === null || (!inlineValue && value.startsWith('-')))) {
      return `--${name} needs a value: --${name} ${OPTION_INFO[name].value ?? ''}`;
    }
    given.set(name, value);
  }
  return { given, positionals, rest: end === -1 ? null : words.slice(end + 1) };
}

function readHelp(language: Language, [topic, ...more]: readonly string[]): Arguments {
  if (more.length > 0) return usage(`Unexpected argument '${more[0]}'`);
  const word = wordOf(topic);
  if (topic !== undefined && word === null) {
    return usage(`Unknown command '${topic}'${didYouMean(topic, Object.keys(COMMAND_TABLE))}`);
  }
  return { kind: 'help', language, topic: word };
}

function wordOf(name: string | undefined): Word | null {
  return name !== undefined && Object.hasOwn(COMMAND_TABLE, name) ? (name as Word) : null;
}

function readCompletion([name, ...more]: readonly string[]): Arguments {
  const shell = SHELLS.find((known) => known === name);
  if (shell === undefined || more.length > 0) return usage(`'completion' takes one of ${SHELLS.join(', ')}`);
  return { kind: 'completion', shell };
}

function didYouMean(word: string, known: readonly string[]): string {
  const meant = suggest(word, known);
  return meant === null ? '' : `; did you mean '${meant}'?`;
}

function usage(message: string): Arguments {
  return { kind: 'usage', message };
}
