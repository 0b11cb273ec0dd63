/** What the words after the executable mean to Electron's own start-up. */
export interface CommandLine {
  /** `--name=value` and `--name` in front of the app's path; these are Chromium's. */
  readonly switches: ReadonlyMap<string, string>;
  /** Modules of `-r`, to load before the app. */
  readonly preload: readonly string[];
  /** Where to open Node's inspector, or null. */
  readonly inspect: { readonly host: string; readonly port: number } | null;
  /** Folder or file of the app, or null when none was named. */
  readonly app: string | null;
  readonly asksVersion: boolean;
}

/**
 * Reads the arguments as Electron's default app does: options up to the first bare word, which is the app; what
 * follows belongs to the app. Throws by name on an option of Node that the stand-in does not know.
 */
export function readCommandLine(words: readonly string[]): CommandLine {
  const switches = new Map<string, string>();
  const preload: string[] = [];
  let inspect: CommandLine['inspect'] = null;
  let app: string | null = null;
  let asksVersion = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '-r' || word === '--require') {
      at += 1;
      preload.push(words[at] ?? '');
    } else if (word === '-v' || word === '--version') {
      asksVersion = true;
    } else if (word === '--inspect' || word.startsWith('--inspect=')) {
      inspect = inspectAddress(word.slice('--inspect='.length));
    } else if (word.startsWith('--inspect-')) {
      throw new Error(`electron-on-chromium: ${word} is not implemented; --inspect is`);
    } else if (word.startsWith('--')) {
      const [name = '', ...value] = word.slice(2).split('=');
      switches.set(name, value.join('='));
    } else if (!word.startsWith('-')) {
      app = word;
      break;
    }
  }
  return { switches, preload, inspect, app, asksVersion };
}

function inspectAddress(text: string): { host: string; port: number } {
  const [last = '', ...before] = text.split(':').toReversed();
  const port = last === '' ? 9229 : Number(last);
  return { host: before.toReversed().join(':') || '127.0.0.1', port };
}
