import type { RunningProcess } from './contract.ts';

/** What `ps` is asked for first where there is no `/proc`: macOS, BSD. */
export const PROGRAMS = ['-axwwo', 'pid=,ppid=,uid=,comm='];
/** What it is asked for next: command lines, and behind them the environments. */
export const COMMANDS = ['-axwwEo', 'pid=,command='];

/** One line of `ps` for each process: a number, then text. */
interface Listed {
  readonly programs: string;
  readonly commands: string;
}

/**
 * Reads the two listings of `ps`. `user` is whose processes count, `null` for all. `folderOf` turns an environment into the
 * folder it means.
 */
export function parsePs(
  { programs, commands }: Listed,
  user: number | null,
  folderOf: (environment: Readonly<Record<string, string>>) => string | null,
): readonly RunningProcess[] {
  const commandOf = new Map(
    [...commands.matchAll(/^\s*(\d+)\s+(.*)$/gm)].map(([, pid, command = '']) => [Number(pid), command]),
  );
  return [...programs.matchAll(/^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.+)$/gm)].flatMap(
    ([, pid, parent, owner, program = '']): RunningProcess[] => {
      if (user !== null && Number(owner) !== user) return [];
      const command = commandOf.get(Number(pid)) ?? null;
      const { words, environment } = splitCommand(command, program.trim());
      return [
        {
          pid: Number(pid),
          parent: Number(parent) || null,
          names: [program.trim()],
          words,
          folder: environment === null ? null : folderOf(environment),
        },
      ];
    },
  );
}

/** `ps -E` puts the environment behind the words, with nothing between: it begins at the first `NAME=` in capitals. */
function splitCommand(
  command: string | null,
  program: string,
): { readonly words: string | null; readonly environment: Readonly<Record<string, string>> | null } {
  if (command === null) return { words: null, environment: null };
  const rest = command.startsWith(program) ? command.slice(program.length) : command.replace(/^\S+/, '');
  const at = rest.search(/ [A-Z_][A-Z0-9_]*=/);
  if (at === -1) return { words: rest.trim(), environment: null };
  const variables = rest
    .slice(at)
    .split(/ (?=[A-Za-z_]\w*=)/)
    .filter(Boolean);
  const environment = Object.fromEntries(
    variables.map((variable): [string, string] => {
      const equals = variable.indexOf('=');
      return [variable.slice(0, equals), variable.slice(equals + 1)];
    }),
  );
  // Every process of a person has one; without it, this was part of the words.
  return Object.hasOwn(environment, 'HOME')
    ? { words: rest.slice(0, at).trim(), environment }
    : { words: rest.trim(), environment: null };
}
