import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { expect, onTestFinished, test } from 'vitest';
import { readFuses } from './fuses.ts';

test('the fuses are read where the tool that flips them writes them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fuses-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'electron');
  writeFileSync(program, `#!/bin/sh\ndL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009${'1'.repeat(9)}rest`);
  const before = readFuses(program);
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
  });
  writeFileSync(join(folder, 'none'), '#!/bin/sh\n');
  expect([before, readFuses(program)]).toEqual([
    { runAsNode: true, nodeOptions: true, inspect: true, onlyFromAsar: true },
    { runAsNode: false, nodeOptions: true, inspect: false, onlyFromAsar: true },
  ]);
  expect(() => readFuses(join(folder, 'none'))).toThrow('holds no fuses');
});
