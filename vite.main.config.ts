import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * The main process: one CommonJS file with everything in it but Electron and Node. Forge sets most of this too; it is said
 * here as well, so that a plain `vite build` gives the same file.
 */
export default defineConfig(({ command }) => ({
  root,
  define: {
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
    // A build knows no development server. While Forge serves, the address is its to define.
    ...(command === 'build' && { MAIN_WINDOW_VITE_DEV_SERVER_URL: 'undefined' }),
  },
  resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
  build: {
    outDir: '.vite/build',
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'node24',
    // Stack traces of users should be readable, and the size does not matter on a disk.
    minify: false,
    license: { fileName: 'licenses.md' },
    lib: { entry: 'electron/main/main.ts', formats: ['cjs'], fileName: () => '[name].cjs' },
    rollupOptions: {
      external: ['electron', ...builtinModules.flatMap((name) => [name, `node:${name}`])],
      output: { codeSplitting: false },
    },
  },
}));
