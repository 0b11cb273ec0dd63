import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './test.ts';

const ROOT = join(import.meta.dirname, '..');

test('the demo heals, pairs, and writes its pictures and the animation of the README', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/demo/demo.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  expect(stdout).toContain('nothing came back');
  const output = join(ROOT, 'demo-output');
  expect(readdirSync(output).filter((name) => name.endsWith('.png'))).toEqual([
    '1-checking.png',
    '2-healed.png',
    '3-connected.png',
    'heal.png',
  ]);
  expect(readFileSync(join(output, 'heal.png')).toString('latin1').match(/fcTL/g)).toHaveLength(3);
  expect(statSync(join(ROOT, 'docs', 'images', 'heal.png')).size).toBeLessThan(600_000);
});
