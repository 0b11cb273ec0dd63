import { OPTION_INFO, OPTION_NAMES, type OptionName } from './commandTable.ts';
import { suggest } from './suggest.ts';

/** What npm gives a script of an option that it did not get: the ones it was told to leave out. */
const UNSET = new Set(['', 'false', 'null', 'undefined']);
/** npm acts on these itself, or they only change what is shown. */
const HARMLESS: ReadonlySet<OptionName> = new Set([
  'help',
  'version',
  'verbose',
  'no-color',
  'ascii',
  'lang',
]);

/** No option of npm's own is called nearly like these, so that a misspelled one was meant for us: it too must not turn a dry run into a repair. */
const UNMISTAKABLE = (['dry-run', 'codex-home', 'new-identity', 'quit-app'] as const).map(joinedName);

/**
 * The options that npm has taken for its own: without `--` before them they reach a script only as `npm_config_*`, and the
 * script would do without (a dry run would be a real repair). `given` are those that reached us all the same. Under `npx`
 * an option that npm has too may be meant for npm, but never `--dry-run`.
 */
export function swallowedOptions(env: NodeJS.ProcessEnv, given: ReadonlySet<string>): readonly OptionName[] {
  if (!env['npm_lifecycle_event'] && !env['npm_command']) return [];
  const isScript = !isUnderNpx(env);
  const kept = Object.entries(env).flatMap(([name, value]) => {
    const [, option] = /^npm_config_(.+)$/i.exec(name) ?? [];
    return option === undefined || value === undefined || UNSET.has(value.toLowerCase())
      ? []
      : [joinedName(option)];
  });
  const set = new Set([...kept, ...kept.flatMap((option) => suggest(option, UNMISTAKABLE) ?? [])]);
  return OPTION_NAMES.filter((name) => {
    if (HARMLESS.has(name) || given.has(name)) return false;
    if (!isScript && OPTION_INFO[name].isNpms && name !== 'dry-run') return false;
    return set.has(joinedName(name));
  });
}

/** npm writes dashes as underscores. */
function joinedName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Whether `npx`, or `npm exec`, has started this. */
export function isUnderNpx(env: NodeJS.ProcessEnv): boolean {
  return env['npm_command'] === 'exec' || env['npm_lifecycle_event'] === 'npx';
}
