import { spawnSync } from 'node:child_process';
import { chmodSync, constants, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { TestContext } from 'vitest';

/** Where another user can reach a profile, Node and the tool. */
export interface Reachable {
  /** For profiles. */
  readonly folder: string;
  readonly node: string;
  readonly tool: string;
}

/**
 * A place that a user without any right can reach, with Node and the tool in it: the project may lie where only its owner, or
 * only root, may enter. Where there is none, the test is skipped with the reason. It is gone when the test is over.
 */
export function reachableByAnyone(
  uid: number,
  tool: string,
  { skip, onTestFinished }: TestContext,
): Reachable {
  const folder = mkdtempSync(join(tmpdir(), 'reachable-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  const node = join(folder, basename(process.execPath));
  copyFileSync(process.execPath, node, constants.COPYFILE_FICLONE);
  chmodSync(node, 0o755);
  const toolFolder = join(folder, 'cli');
  cpSync(dirname(tool), toolFolder, { recursive: true });
  chmodSync(toolFolder, 0o755);
  const profiles = join(folder, 'profiles');
  mkdirSync(profiles, { mode: 0o755 });
  const { status } = spawnSync(node, ['-e', ''], { uid, cwd: '/' });
  if (status !== 0) skip(`Another user can't run a program in ${tmpdir()}.`);
  return { folder: profiles, node, tool: join(toolFolder, basename(tool)) };
}
