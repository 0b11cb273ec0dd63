import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { run, type Ran } from './run.ts';

const { resolve } = createRequire(import.meta.url);
const FORGE = join(dirname(resolve('@electron-forge/cli/package.json')), 'dist', 'electron-forge.js');

/** Where and with what Forge runs. */
export interface ForgePlace {
  readonly folder: string;
  /** What `ELECTRON_MIRROR` takes. */
  readonly mirror: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** One of the commands of `package.json` that run Forge, for Linux on x64, on a computer that never saw Electron. */
export function runForge(
  command: 'package' | 'make',
  { folder, mirror, env = {} }: ForgePlace,
  ...options: readonly string[]
): Promise<Ran> {
  return run(process.execPath, [FORGE, command, '--platform=linux', '--arch=x64', ...options], {
    cwd: folder,
    env: { ELECTRON_MIRROR: mirror, electron_config_cache: join(folder, 'cache'), ...env },
  });
}

/** The packaged program of `folder`. */
export function packagedProgram(folder: string): string {
  return join(folder, 'out', 'Mobile Setup-linux-x64', 'mobile-setup-app');
}
