import { basename, dirname, join } from 'node:path';

/** What an installer of Squirrel.Windows wants of the app that it starts, as the argument says. */
export type SquirrelEvent =
  /** Nothing: this is an ordinary launch. */
  | { readonly kind: 'none' }
  /** End at once. */
  | { readonly kind: 'end' }
  /** Run Squirrel's own program with these arguments, then end. */
  | { readonly kind: 'run'; readonly program: string; readonly args: readonly string[] };

/**
 * Reads the event from the command line (Squirrel.Windows, "Custom Squirrel Events"): while it installs, updates or removes the
 * app, Squirrel starts it, and an app that opened its window then would be in the way. `executable` is the app's own program.
 */
export function squirrelEvent(
  argument: string | undefined,
  executable: string,
  platform: NodeJS.Platform,
): SquirrelEvent {
  if (platform !== 'win32') return { kind: 'none' };
  const update = (option: string): SquirrelEvent => ({
    kind: 'run',
    program: join(dirname(executable), '..', 'Update.exe'),
    args: [`${option}=${basename(executable)}`],
  });
  switch (argument) {
    case '--squirrel-install':
    case '--squirrel-updated':
      return update('--createShortcut');
    case '--squirrel-uninstall':
      return update('--removeShortcut');
    case '--squirrel-obsolete':
      return { kind: 'end' };
    default:
      return { kind: 'none' };
  }
}
