import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import * as readers from 'zod/mini';
import * as codexHome from '../electron/main/codexHome/index.ts';
import * as globalState from '../electron/main/globalState/index.ts';
import * as remoteControl from '../electron/main/remoteControl/index.ts';

const MAIN = join(import.meta.dirname, '..', 'electron', 'main');

/** A module behind which everything is CommonJS, in the folder of the tool, which is made of the same files. */
export interface Door {
  /** The name of its file. */
  readonly name: string;
  /** What is imported: a path or a package. */
  readonly source: string;
  /** Everything that it exports. */
  readonly exports: readonly string[];
}

/**
 * The doors of the module, and the readers of zod/mini: to import those from outside would load its words in fifty languages.
 */
export const DOORS: readonly Door[] = [
  ...Object.entries({ codexHome, globalState, remoteControl }).map(([name, exports]) => ({
    name,
    source: join(MAIN, name, 'index.ts'),
    exports: Object.keys(exports),
  })),
  { name: 'readers', source: 'zod/mini', exports: Object.keys(readers) },
];

/** The names that are taken from each door. */
export type Taken = ReadonlyMap<Door, Set<string>>;

const PREFIX = '\0door:';

const doorOf = (id: string) => DOORS.find(({ name }) => id.startsWith(`${PREFIX}${name}:`));

/**
 * For the ES modules: what they take from a door stays an import of its file, and is added to `taken`. Each importer has a module of its own for each door,
 * so that no file loads a door for the sake of another.
 */
export function doorsFromOutside(taken: Taken): Plugin {
  return {
    name: 'doors-from-outside',
    enforce: 'pre',
    resolveId(source, importer = '') {
      if (importer.startsWith(PREFIX)) return { id: source, external: 'relative' };
      const path = source.startsWith('.') ? join(dirname(importer), source) : source;
      const door = DOORS.find((one) => one.source === path);
      return door === undefined ? null : `${PREFIX}${door.name}:${importer}`;
    },
    load(id) {
      const door = doorOf(id);
      if (door === undefined) return null;
      const code = `export { ${door.exports.join(', ')} } from './cli/${door.name}.cjs';`;
      return { code, moduleSideEffects: false };
    },
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        for (const [id, { renderedExports }] of Object.entries(file.type === 'chunk' ? file.modules : {})) {
          const names = taken.get(doorOf(id) ?? { name: '', source: '', exports: [] });
          for (const name of renderedExports) names?.add(name);
        }
      }
    },
  };
}

/** For the module itself: each door as an entry by its name, with the `taken` names alone. */
export function doorsFromInside(taken: Taken): Plugin {
  return {
    name: 'doors-from-inside',
    resolveId: (source) => (source.startsWith(PREFIX) ? source : null),
    load(id) {
      const door = DOORS.find(({ name }) => id === PREFIX + name);
      if (door === undefined) return null;
      const names = [...(taken.get(door) ?? [])].toSorted();
      return `export { ${names.join(', ')} } from ${JSON.stringify(door.source)};`;
    },
  };
}

/** The entries for `doorsFromInside`. */
export const DOOR_ENTRIES = Object.fromEntries(DOORS.map(({ name }) => [name, PREFIX + name]));
