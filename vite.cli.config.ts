import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The command line tool: the same module without Electron, for any Node from version 20. */
export default defineConfig({
  root,
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
      external: builtinModules.flatMap((name) => [name, `node:${name}`]),
      platform: 'node',
      output: {
        format: 'es',
        entryFileNames: '[name].mjs',
        chunkFileNames: '[name]-[hash].mjs',
        banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : ''),
      },
    },
  },
});
