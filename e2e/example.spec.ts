import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from '@playwright/test';
import { build, mergeConfig } from 'vite';
import mainConfig from '../vite.main.config.ts';
import { PAIRING_KEYS } from '../electron/main/globalState/index.ts';
import { stuckState } from '../testing/profiles/profile.ts';
import { expect, test } from './test.ts';
import { TIME_LIMIT_MS } from '../testing/timeLimit.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

test('the example app heals a stuck profile', async ({ ids, makeProfile }, info) => {
  const appFolder = info.outputPath('example');
  mkdirSync(appFolder, { recursive: true });
  const base = mainConfig({ command: 'build', mode: 'production' });
  await build(
    mergeConfig(base, {
      configFile: false,
      logLevel: 'warn',
      build: {
        outDir: appFolder,
        lib: { entry: join(ROOT, 'examples/titleBar.ts'), formats: ['cjs'], fileName: () => 'main.cjs' },
      },
    }),
  );
  writeFileSync(
    join(appFolder, 'package.json'),
    JSON.stringify({ name: 'example', version: '1.0.0', main: 'main.cjs' }),
  );

  const profile = makeProfile({ state: stuckState(ids) });
  const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;
  const electron = await _electron.launch({
    cwd: ROOT,
    timeout: TIME_LIMIT_MS,
    chromiumSandbox: !isRootOnLinux,
    args: [appFolder, ...(isRootOnLinux ? ['--no-sandbox'] : [])],
    env: { ...(process.env as Record<string, string>), CODEX_HOME: profile.codexHome },
  });
  const title = () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
  const dataFolder = await electron.evaluate(({ app }) => app.getPath('userData'));
  await expect.poll(title).toBe('repaired: pairing');
  await electron.close();
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  expect(profile.readState()[PAIRING_KEYS.environmentId]).not.toBe(ids.environmentId);
});
