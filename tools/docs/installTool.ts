import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BUILT = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'mobile-setup.mjs');

/**
 * A folder for the PATH with `mobile-setup` in it, as an installed package has it.
 * @throws where the tool has not been built
 */
export function installTool(): { readonly folder: string; remove(): void } {
  if (!existsSync(BUILT)) throw new Error('The command line tool is not built. Run: npm run build:cli');
  const folder = mkdtempSync(join(tmpdir(), 'mobile-setup-'));
  const program = join(folder, 'mobile-setup');
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${BUILT}" "$@"\n`);
  chmodSync(program, 0o755);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
