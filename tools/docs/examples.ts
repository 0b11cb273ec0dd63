/** The `CODEX_HOME` that an example runs on; `same`: the one that the example before it has left behind. */
export const HOMES = ['stuck', 'healthy', 'never-paired', 'offline', 'unreadable', 'same'] as const;
export type Home = (typeof HOMES)[number];

/** A block of commands in a document that says of itself how it ends. */
export interface Example {
  /** The line of the document, from 1. */
  readonly line: number;
  readonly home: Home;
  readonly commands: readonly string[];
  /** Of each command. */
  readonly exitCodes: readonly number[];
  /** What the last command prints, where the document shows it; see `prints`. */
  readonly output: string | null;
}

const EXAMPLE =
  /^<!-- run on (?<home>[\w-]+): exits (?<codes>\d(?:, \d)*) -->\n```sh\n(?<commands>[^`]*)```(?:\n+<!-- prints -->\n```text\n(?<output>[^`]*)```)?/gm;

/**
 * The examples of a document in Markdown:
 *
 *     <!-- run on stuck: exits 3 -->
 *     (a block of `sh`, one command a line)
 *     <!-- prints -->
 *     (a block of `text`; both may be left out)
 *
 * @throws where a block is marked in a way that cannot be read, so that none is passed over in silence
 */
export function examplesIn(markdown: string): readonly Example[] {
  const found = [...markdown.matchAll(EXAMPLE)].map(({ index, groups = {} }): Example => {
    const line = markdown.slice(0, index).split('\n').length;
    const home = HOMES.find((known) => known === groups['home']);
    const commands = (groups['commands'] ?? '').split('\n').filter((text) => /^[^#]/.test(text));
    const exitCodes = (groups['codes'] ?? '').split(', ').map(Number);
    if (home === undefined)
      throw new Error(`Line ${line}: there is no CODEX_HOME called "${groups['home']}".`);
    if (commands.length !== exitCodes.length) {
      throw new Error(
        `Line ${line}: ${commands.length} commands cannot end with ${exitCodes.length} exit codes.`,
      );
    }
    return { line, home, commands, exitCodes, output: groups['output'] ?? null };
  });
  const marks = markdown.match(/^<!-- (?:run on|prints)/gm)?.length ?? 0;
  const read = found.length + found.filter(({ output }) => output !== null).length;
  if (marks !== read) throw new Error(`${marks} marks, and only ${read} of them stand right before a block.`);
  return found;
}

/** Whether this is what the document shows. There `…` stands for any text of a line, and alone for any number of lines. */
export function prints(actual: string, shown: string): boolean {
  const lines = shown.trimEnd().split('\n');
  const patterns = lines.map((line) =>
    line.trim() === '…' ? '(?:.*\\n)*' : `${line.split('…').map(escaped).join('.*')}\\n`,
  );
  return new RegExp(`^${patterns.join('')}$`).test(`${actual.trimEnd()}\n`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
