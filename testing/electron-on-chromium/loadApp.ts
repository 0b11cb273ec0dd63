import { existsSync, readFileSync, statSync } from 'node:fs';
import Module, { createRequire, registerHooks } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { electron } from './api/electron.ts';

/** The app that the command line names: who it is, and the file to run. */
export interface AppPackage {
  readonly folder: string;
  readonly main: string;
  readonly name: string;
  readonly version: string;
  readonly isModule: boolean;
}

/** Reads the package of an app folder, or makes do with a single file, as Electron's default app does. */
export function readPackage(path: string): AppPackage {
  const full = resolve(path);
  if (!existsSync(full)) throw new Error(`Unable to find Electron app at ${full}`);
  const isFolder = statSync(full).isDirectory();
  const manifest = join(full, 'package.json');
  const described =
    isFolder && existsSync(manifest) ? (JSON.parse(readFileSync(manifest, 'utf8')) as Manifest) : {};
  const main = isFolder ? createRequire(manifest).resolve(join(full, described.main ?? 'index.js')) : full;
  return {
    folder: isFolder ? full : dirname(full),
    main,
    name: described.productName ?? described.name ?? 'Electron',
    version: described.version ?? process.versions['electron'] ?? '',
    isModule: extname(main) === '.mjs' || (extname(main) !== '.cjs' && described.type === 'module'),
  };
}

/** What is read of a `package.json`. */
export interface Manifest {
  readonly main?: string;
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly type?: string;
}

/** The app of an archive, whose `main` is named whole. */
export function describePackage(folder: string, { main = 'index.js', ...described }: Manifest): AppPackage {
  return {
    folder,
    main: join(folder, main),
    name: described.productName ?? described.name ?? 'Electron',
    version: described.version ?? '',
    isModule: extname(main) === '.mjs',
  };
}

/** The text of what `import` from `electron` finds: each part by its name, and all of them as the default. */
const MODULE = `data:text/javascript,${encodeURIComponent(
  `const electron = globalThis[Symbol.for('electron-on-chromium')];
   export default electron;
   export const { ${Object.keys(electron).join(', ')} } = electron;`,
)}`;

/** From here on `require('electron')` and `import 'electron'` give the stand-in, wherever they are written. */
export function provideElectron(): void {
  Object.assign(globalThis, { [Symbol.for('electron-on-chromium')]: electron });
  const names = new Set(['electron', 'electron/main', 'electron/common']);
  registerHooks({
    resolve(specifier, context, next) {
      // Electron's own name for the `fs` that does not look into archives.
      if (specifier === 'original-fs') return next('node:fs', context);
      if (!names.has(specifier)) return next(specifier, context);
      const isModule = context.conditions.includes('import');
      const url = isModule ? MODULE : new URL('./electronModule.cjs', import.meta.url).href;
      return { url, shortCircuit: true };
    },
  });
}

/** Runs the app's main file, and returns when its synchronous part (of a module: all of it) is done. */
export async function runMain({ main, isModule }: AppPackage): Promise<void> {
  if (isModule) await import(pathToFileURL(main).href);
  else loadAsMain(main, null, true);
}

/** Node's own loader: of all ways only this one makes the file `require.main`, as it is in Electron. */
const { ['_load']: loadAsMain } = Module as unknown as {
  ['_load'](file: string, parent: null, isMain: true): unknown;
};
