import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BUILT = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'mobile-setup.cjs');

/**
 * A folder for the PATH with `mobile-setup` in it, as an installed package has it.
 * @throws where the tool has not been built
 */
export function installTool(): { readonly folder: string; remove(): void } {
  if (!existsSync(BUILT)) throw new Error('The command line tool is not built. Run: npm run build:cli');
  const folder = mkdtempSync(join(tmpdir(), 'mobile-setup-'));
  const program = join(folder, 'mobile-setup');
  symlinkSync(BUILT, program);
  chmodSync(BUILT, 0o755);
  // The tool asks for the Node of the PATH.
  symlinkSync(process.execPath, join(folder, 'node'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
