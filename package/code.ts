import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { DOOR_ENTRIES, DOORS, doorsFromInside, doorsFromOutside, type Taken } from './doors.ts';
import { type BundledPackage, licenseList } from './licenses.ts';
import { EXPORTS, isOutside } from './manifest.ts';
import { unusedParts } from './unusedParts.ts';

const ROOT = join(import.meta.dirname, '..');
const ENTRIES = join(ROOT, 'package', 'entries');

/**
 * Writes the code of the package into `folder`. Its parts are ES modules, which a page and a bundler need; the module itself they
 * share with the tool, as CommonJS: that is there once, and it loads Node's own modules when it uses them.
 */
export async function buildCode(folder: string): Promise<void> {
  const taken: Taken = new Map(DOORS.map((door) => [door, new Set()]));
  await buildParts(folder, taken);
  const packages = takeLicenses(folder);
  await buildModule(join(folder, 'cli'), taken);
  packages.push(...takeLicenses(join(folder, 'cli')));
  writeFileSync(join(folder, 'licenses.md'), licenseList(packages, join(ROOT, 'node_modules')));
}

const LICENSES = 'licenses.json';

/** The licenses that Vite has listed in `folder`; the list itself goes. */
function takeLicenses(folder: string): BundledPackage[] {
  const path = join(folder, LICENSES);
  const packages = JSON.parse(readFileSync(path, 'utf8')) as BundledPackage[];
  rmSync(path);
  return packages;
}

/** The ES modules. What they take from a door stays an import of its file, and is added to `taken`. */
async function buildParts(folder: string, taken: Taken): Promise<void> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    plugins: [doorsFromOutside(taken), unusedParts, react()],
    resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
    build: {
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node22',
      minify: true,
      license: { fileName: LICENSES },
      lib: {
        entry: Object.fromEntries(
          Object.values(EXPORTS).map((name) => [
            name,
            join(ENTRIES, name === 'index' ? 'module.ts' : `${name}.ts`),
          ]),
        ),
        formats: ['es'],
        cssFileName: 'style',
      },
      rollupOptions: {
        platform: 'node',
        external: (id: string) => isOutside(id) && !DOORS.some(({ source }) => source === id),
        // Vite leaves the white space in a library: a third of its bytes.
        output: { entryFileNames: '[name].js', chunkFileNames: 'shared-[name].js', minify: true },
      },
    },
  });
}

/** The tool and the doors, of which only the `taken` names are kept. */
async function buildModule(folder: string, taken: Taken): Promise<void> {
  await build({
    configFile: join(ROOT, 'vite.cli.config.ts'),
    logLevel: 'warn',
    plugins: [doorsFromInside(taken)],
    build: {
      outDir: folder,
      license: { fileName: LICENSES },
      ssr: true,
      rollupOptions: {
        external: (id: string) => isOutside(id) && !/^zod(?:\/|$)/.test(id),
        input: { tool: join(ROOT, 'cli', 'tool.ts'), ...DOOR_ENTRIES },
      },
    },
  });
}
