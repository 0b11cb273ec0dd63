import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, inject, it, type TestContext } from 'vitest';
import { runCommand } from '../testing/commandLine/testBed.ts';
import { findFolder } from './folder.ts';

function someFolder(onTestFinished: TestContext['onTestFinished']): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'folder-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('is the one that is named, or that of CODEX_HOME, and a link is what it leads to', ({
  onTestFinished,
}) => {
  const folder = someFolder(onTestFinished);
  const link = join(folder, 'link');
  symlinkSync(folder, link);
  expect([findFolder(link, {}), findFolder(null, { CODEX_HOME: `${folder}/` })]).toEqual([
    { kind: 'folder', path: link, isMissing: false },
    { kind: 'folder', path: folder, isMissing: false },
  ]);
});

it('may be missing where CODEX_HOME names it, and then that is known', ({ onTestFinished }) => {
  const path = join(someFolder(onTestFinished), 'missing');
  expect(findFolder(null, { CODEX_HOME: path })).toEqual({ kind: 'folder', path, isMissing: true });
});

const both = (path: string) => [findFolder(path, {}), findFolder(null, { CODEX_HOME: path })];
const mistakes = (text: (source: string) => string) =>
  ['--codex-home', 'CODEX_HOME'].map((source) => ({ kind: 'mistake', message: text(source) }));

it('is a mistake in one sentence where it can be no folder, named by the option or by the environment', ({
  onTestFinished,
}) => {
  const folder = someFolder(onTestFinished);
  const [file, loop, long] = [join(folder, 'file'), join(folder, 'loop'), join(folder, 'x'.repeat(300))];
  writeFileSync(file, '');
  symlinkSync(loop, loop);
  expect(both(file)).toEqual(mistakes((source) => `${source} needs a folder, and ${file} is a file`));
  if (process.platform === 'win32') return;
  const below = join(file, 'below');
  expect(both(below)).toEqual(mistakes((source) => `${source} needs a folder, and ${below} is below a file`));
  expect(both(loop)).toEqual(
    mistakes((source) => `The folder ${loop} of ${source} cannot be reached (ELOOP)`),
  );
  expect(both(long)).toEqual(
    mistakes((source) => `The folder ${long} of ${source} cannot be reached (ENAMETOOLONG)`),
  );
});

it.runIf(process.platform !== 'win32' && process.getuid?.() !== 0)(
  'is no mistake where it is closed to us',
  ({ onTestFinished }) => {
    const closed = someFolder(onTestFinished);
    const path = join(closed, 'home');
    mkdirSync(path);
    chmodSync(closed, 0);
    onTestFinished(() => chmodSync(closed, 0o700));
    expect(findFolder(path, {})).toEqual({ kind: 'folder', path, isMissing: false });
  },
);

it('that CODEX_HOME misspells is said to be missing, with any command', async ({ onTestFinished }) => {
  const env = { CODEX_HOME: join(someFolder(onTestFinished), 'misspelled') };
  const commands = [['check'], ['repair', '--lang', 'de'], ['restore'], ['report']];
  const ran = await Promise.all(commands.map((words) => runCommand([...words, '--json'], { env })));
  const reports = ran.map(({ code, stdout }) => ({ code, ...(JSON.parse(stdout) as { message: string }) }));
  expect(reports.map(({ code, message }) => [code, message])).toEqual([
    [0, "This computer isn't set up for a phone yet. The folder that CODEX_HOME names does not exist."],
    [0, expect.stringMatching(/Den Ordner, den CODEX_HOME nennt, gibt es nicht\.$/)],
    [6, 'No backup was put back. The folder that CODEX_HOME names does not exist.'],
    [0, expect.stringMatching(/The folder that CODEX_HOME names does not exist\.$/)],
  ]);
});

it.runIf(process.platform !== 'win32')(
  'is found from a folder that was deleted under the shell',
  (context) => {
    const folder = someFolder(context.onTestFinished);
    const inDeletedFolder = (...words: readonly string[]) => {
      const script = 'mkdir "$0/gone" && cd "$0/gone" && rmdir "$0/gone" && exec "$@"';
      const { status, stdout, stderr } = spawnSync(
        'sh',
        ['-c', script, folder, process.execPath, inject('commandLine'), 'check', '--json', ...words],
        { encoding: 'utf8' },
      );
      return [status, stdout.slice(0, 17), stderr.split('\n')[0]];
    };
    expect([inDeletedFolder('--codex-home', folder), inDeletedFolder('--codex-home', 'relative')]).toEqual([
      [0, '{"schemaVersion":', ''],
      [2, '', '--codex-home is relative, and the current folder is gone.'],
    ]);
  },
);
