import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The command line tool as it is shipped, built for this run. */
    readonly commandLine: string;
  }
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the command line tool once, into a folder of its own, so that tests run what people run. */
export default async function buildForTests(project: TestProject): Promise<() => void> {
  mkdirSync(join(ROOT, 'test-results'), { recursive: true });
  const outDir = mkdtempSync(join(ROOT, 'test-results', 'cli-'));
  // Some tests run it as another user.
  chmodSync(outDir, 0o755);
  await build({ configFile: join(ROOT, 'vite.cli.config.ts'), logLevel: 'warn', build: { outDir } });
  project.provide('commandLine', join(outDir, 'mobile-setup.mjs'));
  return () => rmSync(outDir, { recursive: true, force: true });
}
