import type { RunningProcess } from './contract.ts';

/**
 * Programs of the desktop app with their helpers (evidence.md 8): `Codex`, since desktop 26.707 `ChatGPT`, on Linux also
 * `codex-desktop` and AppImages with a version in their name. `codex` in lower case is the command line program.
 */
const DESKTOP =
  /^(?:(?:Codex|ChatGPT)(?:[ _-]?(?:Desktop|App|Codex))?(?: Helper(?: \(\w+\))?)?|(?:codex|chatgpt)[ _-]?desktop(?:[ _-]bin)?)(?:\.exe)?$/;
/**
 * Windows lists a program in the letters by which it was started, whatever those of its file are. Then `codex.exe` is told from the
 * command line program by its folder.
 */
const ON_WINDOWS = /^chatgpt(?:[ _-]?(?:desktop|app|codex))?(?: helper(?: \(\w+\))?)?\.exe$/i;
const WINDOWS_FOLDER = /\\(?:Programs\\Codex|WindowsApps\\OpenAI\.Codex_[^\\]+\\app)\\codex\.exe$/i;
const APP_IMAGE = /^(?:openai[ _.-]?)?(?:codex|chatgpt)(?:[ _.-].*)?\.AppImage$/i;

/** Electron itself, which then runs the desktop app out of a folder that says so. */
const ELECTRON = /^electron\d*(?:[-.]bin)?(?:\.exe)?$/i;
const DESKTOP_FOLDER = /^(?:(?:openai[ _.-]?)?(?:codex|chatgpt)[ _.-]?desktop\b.*|Codex|ChatGPT)$/;
/** Where an AppImage is mounted while it runs: the first letters of its name, then six of chance. */
const MOUNTED_APP_IMAGE = /\/\.mount_(?:codex|chatgp)\w*\//i;

const COMMAND_LINE_PROGRAM = /^codex(?:-app-server|-(?:x86_64|aarch64)[\w-]*)?(?:\.exe|\.js)?$/;
const INTERPRETER = /^(?:node|nodejs|bun|deno)(?:\.exe)?$/;
/** `remote-control` runs an app-server of its own (`codex --help`, 0.169.0). */
const SERVING = /(?:^|\s)(?:app-server|remote-control)(?:\s|$)/;

/** The desktop app's name if this is one of its processes, else `null`. */
export function desktopName({ names, words }: RunningProcess): string | null {
  const own = names
    .map(baseName)
    .find((name) => DESKTOP.test(name) || APP_IMAGE.test(name) || ON_WINDOWS.test(name));
  if (own === undefined && names.some((name) => WINDOWS_FOLDER.test(name))) return 'Codex Desktop';
  if (own !== undefined) return /^chatgpt/i.test(own) ? 'ChatGPT' : 'Codex Desktop';
  const first = wordsOf(words).find((word) => !word.startsWith('-'));
  const isElectron = names.some((name) => ELECTRON.test(baseName(name)));
  const homes = isElectron ? [...names, first ?? ''] : [];
  const isInItsFolder = homes.some((path) => path.split(/[/\\]/).some((part) => DESKTOP_FOLDER.test(part)));
  const isMounted = names.some((name) => MOUNTED_APP_IMAGE.test(name) && !isCommandLineProgram(name));
  return isInItsFolder || isMounted ? 'Codex Desktop' : null;
}

/** Whether this is a Codex app-server. Where the command line can't be seen, each `codex` may be one. */
export function isAppServer({ names, words }: RunningProcess): boolean {
  const separate = wordsOf(words);
  const script = names.some((name) => INTERPRETER.test(inLowerCase(name))) ? separate.slice(0, 1) : [];
  const programs = [...names, ...script];
  if (programs.some((name) => /^codex-app-server(?:\.exe)?$/.test(inLowerCase(name)))) return true;
  if (!programs.some(isCommandLineProgram)) return false;
  if (words === null) return true;
  return typeof words === 'string'
    ? SERVING.test(words)
    : separate.some((word) => SERVING.test(word.trim()) && !/\s/.test(word));
}

function isCommandLineProgram(name: string): boolean {
  return COMMAND_LINE_PROGRAM.test(inLowerCase(name));
}

/** The name of a program for Windows in small letters, any other as it is: there, `Codex` and `codex` are two. */
function inLowerCase(name: string): string {
  const own = baseName(name);
  return /\.exe$/i.test(own) ? own.toLowerCase() : own;
}

function wordsOf(words: RunningProcess['words']): readonly string[] {
  return typeof words === 'string' ? words.split(/\s+/).filter(Boolean) : (words ?? []);
}

/** The last part of a path of any system; what ends in `.EXE` ends in `.exe`. */
function baseName(path: string): string {
  return (path.split(/[/\\]/).at(-1) ?? path).replace(/\.exe$/i, '.exe');
}
