import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { TIME_LIMIT_MS } from './testing/timeLimit.ts';

const EVERYWHERE = ['{electron,cli,testing,e2e,renderer,tools,proofs,bench,package}/**/*.test.{ts,tsx}'];

/**
 * On Windows only what needs neither mode bits, links, signals nor programs with a shebang: see docs/platforms.md, which also
 * names what stands for the rest.
 */
const ON_WINDOWS = [
  'electron/main/remoteControl/{decide,directory,session}/**/*.test.ts',
  'electron/main/globalState/jsonText/**/*.test.ts',
  'electron/main/app/**/*.test.ts',
  'electron/shared/**/*.test.ts',
];

/** What asks Linux's own `/proc`, or drives its Chromium: what the code asks on macOS is tested with recorded answers. */
const NOT_ON_MACOS = [
  'testing/electron-on-chromium/**',
  'proofs/**',
  'bench/**',
  'cli/{launch,races}.test.ts',
  'electron/main/codexHome/enrollmentTable.test.ts',
  'electron/main/globalState/disk/stateLock.test.ts',
  'electron/main/remoteControl/appServer/start.test.ts',
];

/** On macOS the way to the temporary folder leads over a link, on Windows it may be a short name: tests compare real paths. */
const temporary = realpathSync.native(tmpdir());

export default defineConfig({
  resolve: {
    alias: { electron: fileURLToPath(new URL('testing/fakes/electronAbsent.ts', import.meta.url)) },
  },
  test: {
    include: process.platform === 'win32' ? ON_WINDOWS : EVERYWHERE,
    exclude: [...configDefaults.exclude, ...(process.platform === 'darwin' ? NOT_ON_MACOS : [])],
    // For a machine that is busy with other work: every wait ends by an event, so no limit is a test of speed.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: TIME_LIMIT_MS } },
    // One worker a core: by default one core is left idle, which of two is half.
    maxWorkers: '100%',
    env: { TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    // What runs concurrently waits for a process or for the second between two readings.
    maxConcurrency: 10,
    globalSetup: ['testing/setup/buildCommandLine.ts', 'testing/setup/ensureChromium.ts'],
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    server: { deps: { inline: ['electron-store'] } },
  },
});
