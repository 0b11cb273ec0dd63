import { extractFile, statFile } from '@electron/asar';
import fs from 'node:fs';
import Module, { registerHooks, syncBuiltinESMExports } from 'node:module';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What is read of a packaged app's archive. */
export interface Asar {
  readonly path: string;
  readText(file: string): string;
}

/**
 * Makes the files of an archive readable under `archive/…`, as Electron does (lib/node/asar-fs-wrapper.ts): to `require` and to
 * those functions of `fs` that the app reads its own files with. All others see what is there, a file. And what is loaded from
 * the resources finds no package outside of them (lib/node/init.ts).
 */
export function mountAsar(archive: string, resources: string): Asar {
  const inside = (path: unknown): string | null => {
    const text = path instanceof URL ? fileURLToPath(path) : path;
    if (typeof text !== 'string' || !text.startsWith(archive + sep)) return null;
    return relative(archive, text);
  };
  const read = (path: string, file: string): Buffer => {
    try {
      return extractFile(archive, file);
    } catch {
      throw missing('open', path);
    }
  };
  const exists = (path: string, file: string): string => {
    try {
      statFile(archive, file);
      return path;
    } catch {
      throw missing('realpath', path);
    }
  };

  const { readFileSync, existsSync } = fs;
  const { readFile, realpath } = fs.promises;
  Object.assign(fs, {
    readFileSync(path: string, options?: unknown) {
      const file = inside(path);
      return file === null ? readFileSync(path, options as never) : encoded(read(path, file), options);
    },
    existsSync(path: string) {
      const file = inside(path);
      if (file === null) return existsSync(path);
      try {
        return exists(path, file) !== '';
      } catch {
        return false;
      }
    },
  });
  Object.assign(fs.promises, {
    async readFile(path: string, options?: unknown) {
      const file = inside(path);
      return file === null ? readFile(path, options as never) : encoded(read(path, file), options);
    },
    async realpath(path: string) {
      const file = inside(path);
      return file === null ? realpath(path) : exists(path, file);
    },
  });
  syncBuiltinESMExports();
  registerHooks({
    resolve(specifier, context, next) {
      if (inside(specifier) === null) return next(specifier, context);
      return { url: pathToFileURL(specifier).href, format: 'commonjs', shortCircuit: true };
    },
    load(url, context, next) {
      const path = url.startsWith('file:') ? fileURLToPath(url) : url;
      const file = inside(path);
      if (file === null) return next(url, context);
      return { format: 'commonjs', source: read(path, file), shortCircuit: true };
    },
  });
  staysInside(resources);
  return { path: archive, readText: (file) => read(join(archive, file), file).toString('utf8') };
}

function encoded(content: Buffer, options: unknown): Buffer | string {
  const encoding =
    typeof options === 'string' ? options : (options as { encoding?: string } | null)?.encoding;
  return encoding ? content.toString(encoding as BufferEncoding) : content;
}

function staysInside(resources: string): void {
  const loader = Module as unknown as { _nodeModulePaths(from: string): string[] };
  const all = loader['_nodeModulePaths'].bind(loader);
  loader['_nodeModulePaths'] = (from) => {
    const paths = all(from);
    return from.startsWith(resources) ? paths.filter((path) => path.startsWith(resources)) : paths;
  };
}

function missing(call: string, path: string): Error {
  return Object.assign(new Error(`ENOENT: no such file or directory, ${call} '${path}'`), {
    code: 'ENOENT',
    errno: -2,
    syscall: call,
    path,
  });
}
