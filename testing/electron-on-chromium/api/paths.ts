import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, isAbsolute } from 'node:path';
import { notImplemented } from '../strict.ts';

/** Electron's folders: defaults by platform, and what the app has set instead. */
export class Paths {
  readonly #appName: () => string;
  readonly #set = new Map<string, string>();

  constructor(appName: () => string) {
    this.#appName = appName;
  }

  set(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
    // As documented: "If the path specifies a directory that does not exist, an `Error` is thrown."
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist`);
    this.#set.set(name, path);
  }

  get(name: string): string {
    return this.#set.get(name) ?? this.#default(name);
  }

  #default(name: string): string {
    switch (name) {
      case 'home':
        return homedir();
      case 'temp':
        return tmpdir();
      case 'exe':
        return process.execPath;
      case 'appData':
        return appData();
      case 'userData':
        return join(this.get('appData'), this.#appName());
      case 'sessionData':
        return this.get('userData');
      case 'logs':
        return process.platform === 'darwin'
          ? join(homedir(), 'Library/Logs', this.#appName())
          : join(this.get('userData'), 'logs');
      default:
        return notImplemented(`app.getPath('${name}')`);
    }
  }
}

/** The folder in which apps keep their own, as the system has it. */
export function appData(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support');
  if (process.platform === 'win32') return process.env['APPDATA'] ?? join(homedir(), 'AppData/Roaming');
  return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
}
