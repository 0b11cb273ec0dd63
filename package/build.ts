import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { build } from 'vite';
import project from '../package.json' with { type: 'json' };
import { buildCode } from './code.ts';
import { EXPORTS, packageManifest } from './manifest.ts';

const ROOT = join(import.meta.dirname, '..');

/** Writes the whole package into `folder`, the same bytes each time. */
export async function buildPackage(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await buildCode(folder);
  await buildPreload(folder);
  await buildTypes(folder);
  copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
  copyFileSync(join(ROOT, 'package', 'README.md'), join(folder, 'README.md'));
  const tool = project.bin['mobile-setup'].replace(/^dist\//, '');
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packageManifest(project, tool), null, 2)}\n`);
}

/** One CommonJS file, because a sandboxed preload may require only `electron`. */
async function buildPreload(folder: string): Promise<void> {
  await build({
    configFile: join(ROOT, 'vite.preload.config.ts'),
    logLevel: 'warn',
    build: { outDir: folder, minify: true },
  });
}

/** Writes one declaration file for each part, from those that the compiler writes for each source file. */
export async function buildTypes(folder: string): Promise<void> {
  const written = join(folder, '.types');
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin',
    'tsc',
  );
  execFileSync(process.execPath, [compiler, '-p', join(ROOT, 'tsconfig.package.json'), '--outDir', written]);
  const of = (name: string) => join(written, 'package', 'entries', `${name}.d.ts`);
  const parts = { ...EXPORTS, './preload': 'preload' };
  const bundle = await rolldown({
    input: Object.fromEntries(
      Object.values(parts).map((name) => [name, of(name === 'index' ? 'module' : name)]),
    ),
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    plugins: [dts({ dtsOnly: true, generator: 'oxc', tsconfig: false })],
  });
  await bundle.write({
    dir: folder,
    format: 'es',
    entryFileNames: '[name].d.ts',
    chunkFileNames: 'parts/[name].d.ts',
  });
  rmSync(written, { recursive: true });
  // A CommonJS file has declarations of its own kind, which have to say that they take types of an ES module.
  const preload = readFileSync(join(folder, 'preload.d.ts'), 'utf8');
  writeFileSync(
    join(folder, 'preload.d.cts'),
    preload.replace(
      /^import (\{.*\} from "[^"]+");$/m,
      'import type $1 with { "resolution-mode": "import" };',
    ),
  );
  rmSync(join(folder, 'preload.d.ts'));
  // A style sheet is imported for its effect alone.
  writeFileSync(join(folder, 'style.css.d.ts'), 'export {};\n');
  for (const name of Object.values(EXPORTS)) {
    const path = join(folder, `${name}.d.ts`);
    writeFileSync(path, `/// <reference types="node" />\n${readFileSync(path, 'utf8')}`);
  }
}

if (import.meta.main) await buildPackage(join(ROOT, 'dist', 'npm'));
