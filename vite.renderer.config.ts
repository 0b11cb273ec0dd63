import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page. Nothing in it is inline, so that its policy can forbid inline scripts and styles. */
export default defineConfig({
  root: fileURLToPath(new URL('renderer', import.meta.url)),
  base: './',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('.vite/renderer/main_window', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome140',
    sourcemap: false,
    modulePreload: false,
    license: { fileName: 'licenses.md' },
    // An inlined asset would be a `data:` address, which the policy forbids.
    assetsInlineLimit: 0,
  },
});
