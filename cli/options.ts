import { parseArgs } from 'node:util';
import { codexHomeFolder } from '../electron/main/codexHome/index.ts';
import type { Fetch } from '../electron/main/remoteControl/index.ts';
import { SHELLS, type Shell } from './completion.ts';
import type { CommandName } from './report.ts';

/** What the person asked for, complete. */
export interface Options {
  readonly command: CommandName;
  /** The `CODEX_HOME`, absolute. */
  readonly folder: string;
  readonly json: boolean;
  readonly full: boolean;
  readonly dryRun: boolean;
  readonly newIdentity: boolean;
  readonly force: boolean;
  /** Tells of every request on standard error. */
  readonly verbose?: boolean;
  /** Of `restore`: path or name of a backup. */
  readonly backup?: string;
  /** Ends when the whole call has to. */
  readonly signal: AbortSignal;
  /** How the service is reached; by Node's HTTP client unless told. */
  readonly fetch?: Fetch;
}

/** What the words of the command line ask for. */
export type Arguments =
  | { readonly kind: 'options'; readonly options: Options }
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'completion'; readonly shell: Shell }
  /** One sentence that names the mistake. */
  | { readonly kind: 'usage'; readonly message: string };

const COMMANDS: readonly CommandName[] = ['check', 'repair', 'restore'];
const DEFAULT_TIMEOUT_SECONDS = 20;
const MAX_TIMEOUT_SECONDS = 3600;

/** Reads the words of the command line. Never throws: a mistake is a value with a sentence. */
export function readArguments(words: readonly string[], env: NodeJS.ProcessEnv): Arguments {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        'codex-home': { type: 'string' },
        json: { type: 'boolean' },
        timeout: { type: 'string' },
        force: { type: 'boolean' },
        full: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        'new-identity': { type: 'boolean' },
        verbose: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    return usage(error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : 'Unknown option');
  }
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };

  const [name, backup, ...rest] = positionals;
  if (name === 'completion') return readCompletion(backup, rest);
  const command = COMMANDS.find((known) => known === name);
  if (command === undefined)
    return usage(name === undefined ? 'A command is missing' : `Unknown command '${name}'`);
  if ((backup !== undefined && command !== 'restore') || rest.length > 0) {
    return usage(`Unexpected argument '${rest[0] ?? backup ?? ''}'`);
  }
  if (command !== 'repair' && (values.full || values['dry-run'] || values['new-identity'])) {
    return usage(`'${command}' has no --full, --dry-run or --new-identity; they go with repair`);
  }
  if (values['new-identity'] && !values.full) return usage('--new-identity goes with --full');
  if (values['codex-home'] === '') return usage('--codex-home needs a folder');
  const seconds = Number(values.timeout ?? DEFAULT_TIMEOUT_SECONDS);
  if (values.timeout?.trim() === '' || !(seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS)) {
    return usage(`--timeout takes seconds, more than 0 and up to ${MAX_TIMEOUT_SECONDS}`);
  }
  return {
    kind: 'options',
    options: {
      command,
      folder: codexHomeFolder(env, values['codex-home']),
      json: values.json ?? false,
      full: values.full ?? false,
      dryRun: values['dry-run'] ?? false,
      newIdentity: values['new-identity'] ?? false,
      force: values.force ?? false,
      ...(values.verbose ? { verbose: true } : {}),
      ...(backup === undefined ? {} : { backup }),
      signal: AbortSignal.timeout(seconds * 1000),
    },
  };
}

function readCompletion(name: string | undefined, rest: readonly string[]): Arguments {
  const shell = SHELLS.find((known) => known === name);
  if (shell === undefined || rest.length > 0) return usage(`'completion' takes one of ${SHELLS.join(', ')}`);
  return { kind: 'completion', shell };
}

function usage(message: string): Arguments {
  return { kind: 'usage', message };
}
