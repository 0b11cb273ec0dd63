import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from './test.ts';

const ROOT = join(import.meta.dirname, '..');

test('npm start opens the app on a backend of its own, Enter lets a phone claim its code, and Ctrl-C ends both', async () => {
  test.skip(process.platform === 'win32', 'no signal ends a program there in an orderly way');
  // As a person starts it, who has chosen no Electron.
  const { ELECTRON_OVERRIDE_DIST_PATH: _, CODEX_HOME: __, ...env } = process.env;
  const child = spawn(process.execPath, ['tools/start.ts'], { cwd: ROOT, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const closed = once(child, 'close');
  try {
    await expect
      .poll(() => {
        child.stdin.write('\n');
        return output;
      })
      .toContain('The phone: claimed.');
    child.kill('SIGINT');
    expect(await closed, output).toEqual([0, null]);
  } finally {
    child.kill('SIGTERM');
  }
});
