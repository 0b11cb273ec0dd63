import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { electronDistribution } from './electronDistribution.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'electron-distribution-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  return folder;
}

test('a distribution that was named is taken, with its version', async () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'electron'), '#!/bin/sh\n');
  chmodSync(join(folder, 'electron'), 0o755);
  writeFileSync(join(folder, 'version'), 'v45.0.0\n');
  expect(await electronDistribution()).toEqual({ kind: 'electron', folder, version: '45.0.0' });
});

test('a named folder that holds no Electron is an error, not a reason to take another', async () => {
  const folder = makeFolder();
  await expect(electronDistribution()).rejects.toThrow(
    `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, which holds no electron`,
  );
});

test('the stand-in, when named, comes with the version of its Chromium', async () => {
  const folder = resolve(import.meta.dirname, '../testing/electron-on-chromium');
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', `${folder}/`);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await electronDistribution()).toEqual({
    kind: 'electron-on-chromium',
    folder,
    version: expect.stringMatching(/^\d+\./),
  });
});
