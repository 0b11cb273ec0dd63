import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * Takes Node's modules as `require` does. An import statement reads everything that a module has to give, and so loads what
 * is behind it: `node:http` alone brings all of `fetch` with it. Half of the time of a short command went there.
 */
const requireBuiltins: Plugin = {
  name: 'require-builtins',
  enforce: 'pre',
  resolveId: (id, importer) =>
    isBuiltin(id) && id !== REQUIRE && importer?.startsWith(PREFIX) !== true ? PREFIX + id : null,
  load: (id) =>
    id.startsWith(PREFIX) ? `module.exports = require(${JSON.stringify(id.slice(PREFIX.length))})` : null,
};
/** Where `require` itself comes from. */
const REQUIRE = 'node:module';
const PREFIX = '\0require:';

/** The command line tool: the same module without Electron, for any Node from version 20. */
export default defineConfig({
  root,
  plugins: [requireBuiltins],
  resolve: {
    alias: { electron: fileURLToPath(new URL('cli/electronAbsent.ts', import.meta.url)) },
    conditions: ['node'],
    mainFields: ['module', 'main'],
  },
  ssr: { noExternal: true },
  build: {
    outDir: 'dist/cli',
    emptyOutDir: true,
    copyPublicDir: false,
    target: 'node20',
    minify: true,
    license: { fileName: 'licenses.md' },
    // Vite's word for "runs in Node": otherwise it builds for a browser, and Node's own modules are not there.
    ssr: 'cli/mobile-setup.ts',
    rollupOptions: {
      external: (id, importer) => id === REQUIRE || (isBuiltin(id) && importer?.startsWith(PREFIX) === true),
      platform: 'node',
      output: {
        format: 'es',
        // What every command needs is one file; what only some need stays out of it.
        codeSplitting: { groups: [{ name: 'shared', test: /./, minShareCount: 3 }] },
        entryFileNames: '[name].mjs',
        chunkFileNames: '[name]-[hash].mjs',
        banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : ''),
      },
    },
  },
});
