import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';
import * as readers from 'zod/mini';
import { EXPORTS, isOutside } from './manifest.ts';

const ROOT = join(import.meta.dirname, '..');
const ENTRIES = join(ROOT, 'package', 'entries');

/**
 * The doors of the module: what is behind them is CommonJS, in the folder of the tool, which is made of the same files. The readers
 * of zod/mini are one of them: to import it from outside would load its words in fifty languages.
 */
const DOORS = new Map([
  ...['codexHome', 'globalState', 'remoteControl'].map(
    (name) => [join(ROOT, 'electron', 'main', name, 'index.ts'), name] as const,
  ),
  ['zod/mini', 'readers'],
]);

/**
 * Writes the code of the package into `folder`. Its parts are ES modules, which a page and a bundler need; the module itself they
 * share with the tool, as CommonJS: that is there once, and it loads Node's own modules when it uses them.
 */
export async function buildCode(folder: string): Promise<void> {
  const parts = await buildParts(folder);
  await buildModule(folder, (door) => parts.flatMap((code) => namesFrom(fileOf(door), code)));
}

const fileOf = (door: string) => `./cli/${door}.cjs`;

/** What a bundle takes from `file`, by its names there; `*` for all. */
function namesFrom(file: string, code: string): readonly string[] {
  const statements = code.matchAll(/(?:import|export)\s*(\*(?:\s*as \w+)?|\{[^}]*\})\s*from\s*"([^"]+)"/g);
  return [...statements].flatMap(([, clause = '', from]) => {
    if (from !== file) return [];
    const [, whole] = /^\*\s*as (\w+)$/.exec(clause) ?? [];
    if (whole !== undefined) return membersOf(whole, code);
    return clause
      .replaceAll(/[{}]/g, '')
      .split(',')
      .map((name) => name.trim().split(' ')[0] ?? '');
  });
}

/** What is asked of the readers by the name `whole`; a part of it may be asked of something else that has the same name. */
function membersOf(whole: string, code: string): readonly string[] {
  const asked = [...code.matchAll(new RegExp(`\\b${whole}\\.(\\w+)`, 'g'))];
  return asked.flatMap(([, name = '']) => (name in readers ? [name] : []));
}

/** The ES modules. What they take from a door stays an import of its file. */
async function buildParts(folder: string): Promise<readonly string[]> {
  const doors: Plugin = {
    name: 'doors',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const reader = DOORS.get(source);
      if (reader !== undefined) return { id: fileOf(reader), external: 'relative' };
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      const door = DOORS.get(resolved?.id ?? '');
      return door === undefined ? null : { id: fileOf(door), external: 'relative' };
    },
  };
  const built = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    plugins: [doors, react()],
    resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
    build: {
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node22',
      minify: true,
      license: { fileName: 'licenses.md' },
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
        external: (id: string) => isOutside(id) && !DOORS.has(id),
        // Vite leaves the white space in a library: a third of its bytes.
        output: { entryFileNames: '[name].js', chunkFileNames: 'shared-[name].js', minify: true },
      },
    },
  });
  const files = [built].flat().flatMap((output) => ('output' in output ? output.output : []));
  return files.flatMap((file) => (file.type === 'chunk' ? file.code : []));
}

/** The tool and the doors. Of a door that is wider than what is published only the `taken` names are kept; none: all. */
async function buildModule(folder: string, taken: (door: string) => readonly string[]): Promise<void> {
  const published: Plugin = {
    name: 'published',
    resolveId: (source) => (source.startsWith(PUBLISHED) ? source : null),
    load(id) {
      if (!id.startsWith(PUBLISHED)) return null;
      const door = id.slice(PUBLISHED.length);
      const names = taken(door);
      const path = JSON.stringify([...DOORS].find(([, name]) => name === door)?.[0]);
      return `export ${names.includes('*') ? '*' : `{ ${[...new Set(names)].toSorted().join(', ')} }`} from ${path};`;
    },
  };
  await build({
    configFile: join(ROOT, 'vite.cli.config.ts'),
    logLevel: 'warn',
    plugins: [published],
    build: {
      outDir: join(folder, 'cli'),
      ssr: true,
      rollupOptions: {
        external: (id: string) => isOutside(id) && !/^zod(?:\/|$)/.test(id),
        input: {
          tool: join(ROOT, 'cli', 'tool.ts'),
          ...Object.fromEntries([...DOORS.values()].map((name) => [name, PUBLISHED + name])),
        },
      },
    },
  });
}

const PUBLISHED = '\0published:';
