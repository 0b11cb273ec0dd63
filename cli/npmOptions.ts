import { OPTION_INFO, OPTION_NAMES, type OptionName } from './commandTable.ts';

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

/**
 * The options that npm has taken for its own: without `--` before them they reach a script only as `npm_config_*`, and the
 * script would do without (a dry run would be a real repair). `given` are those that reached us all the same. Under `npx`
 * an option that npm has too may be meant for npm, but never `--dry-run`.
 */
export function swallowedOptions(env: NodeJS.ProcessEnv, given: ReadonlySet<string>): readonly OptionName[] {
  if (!env['npm_lifecycle_event'] && !env['npm_command']) return [];
  const isScript = !isUnderNpx(env);
  const set = new Set(
    Object.entries(env)
      .filter(([, value]) => value !== undefined && !UNSET.has(value.toLowerCase()))
      .map(([name]) => name.toLowerCase().replaceAll(/[-_]/g, '')),
  );
  return OPTION_NAMES.filter((name) => {
    if (HARMLESS.has(name) || given.has(name)) return false;
    if (!isScript && OPTION_INFO[name].isNpms && name !== 'dry-run') return false;
    return set.has(`npmconfig${name.replaceAll('-', '')}`);
  });
}

/** Whether `npx`, or `npm exec`, has started this. */
export function isUnderNpx(env: NodeJS.ProcessEnv): boolean {
  return env['npm_command'] === 'exec' || env['npm_lifecycle_event'] === 'npx';
}
