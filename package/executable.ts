import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { inject } from 'postject';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..');
/** Where Node looks for the program that it carries (its documentation, "Single executable applications"). */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/**
 * Writes the command line tool as one executable into `folder`, for the system that this runs on: a copy of this very Node with the tool
 * in it. Needs no Node where it runs. Returns its path.
 */
export async function buildExecutable(folder: string): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const script = join(folder, 'tool.cjs');
  const blob = join(folder, 'tool.blob');
  const settings = join(folder, 'settings.json');
  const isWindows = process.platform === 'win32';
  const executable = join(folder, isWindows ? 'mobile-setup.exe' : 'mobile-setup');
  await buildScript(folder);
  writeFileSync(
    settings,
    JSON.stringify({ main: script, output: blob, disableExperimentalSEAWarning: true, useCodeCache: true }),
  );
  execFileSync(process.execPath, ['--experimental-sea-config', settings], { stdio: 'ignore' });
  copyFileSync(process.execPath, executable);
  chmodSync(executable, 0o755);
  const isMac = process.platform === 'darwin';
  // A changed program has to be signed again there; before, its old signature has to go.
  if (isMac) execFileSync('codesign', ['--remove-signature', executable]);
  await inject(executable, 'NODE_SEA_BLOB', readFileSync(blob), {
    sentinelFuse: FUSE,
    ...(isMac ? { machoSegmentName: 'NODE_SEA' } : {}),
  });
  if (isMac) execFileSync('codesign', ['--sign', '-', executable]);
  for (const part of [script, blob, settings]) rmSync(part);
  return executable;
}

/** The whole tool as one script: an executable carries a single file. */
async function buildScript(folder: string): Promise<void> {
  await build({
    configFile: join(ROOT, 'vite.cli.config.ts'),
    logLevel: 'warn',
    build: {
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: { external: isBuiltin, output: { codeSplitting: false } },
    },
  });
  // Node starts this one by itself, and what else comes with the tool is in the npm package.
  for (const name of readdirSync(folder)) {
    if (!['tool.cjs', 'licenses.md'].includes(name)) rmSync(join(folder, name));
  }
}

if (import.meta.main) console.log(await buildExecutable(join(ROOT, 'dist', 'executable')));
