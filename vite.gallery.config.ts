import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import renderer from './vite.renderer.config.ts';

/** Every state of the page at an address of its own, for screenshots and tests. Never shipped. */
export default mergeConfig(
  renderer,
  defineConfig({
    build: {
      outDir: fileURLToPath(new URL('dist/gallery', import.meta.url)),
      rollupOptions: { input: fileURLToPath(new URL('renderer/gallery.html', import.meta.url)) },
    },
  }),
);
