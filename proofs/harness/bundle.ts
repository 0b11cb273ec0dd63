import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Builds `entry` (from the root of the project) into one file of `folder`, so that it starts in no time. Answers with its path. */
export async function bundle(entry: string, folder: string): Promise<string> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['node'] },
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node24',
      minify: true,
      rollupOptions: {
        external: builtinModules.flatMap((name) => [name, `node:${name}`]),
        platform: 'node',
        output: { format: 'es', entryFileNames: 'child.mjs' },
      },
    },
  });
  return join(folder, 'child.mjs');
}
