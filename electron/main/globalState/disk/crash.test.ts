import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from './place.ts';
import { commitWithoutA } from '../../../../testing/fakes/crashCommit.ts';
import { openGlobalState } from '../openGlobalState.ts';
import { REPAIR_KEY } from '../pairingKeys.ts';
import { testFolder } from '../../../../testing/fakes/stateFolder.ts';

const CHILD = fileURLToPath(new URL('../../../../testing/fakes/crashChild.ts', import.meta.url));
const before = { [MAIN_FILE]: '{"a":1,"b":1}\n', [MIRROR_FILE]: '{"a":1,"m":1}\n' };
const after = {
  [MAIN_FILE]: `{"b":1,"${REPAIR_KEY}":{"tombstones":[{"kind":"client","id":"c1"}]}}\n`,
  [MIRROR_FILE]: '{"m":1}\n',
};

/** Commits in a process of its own that is killed at its `killAt`-th change of the disk. */
function commitIn(folder: string, killAt: number) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [CHILD, folder, String(killAt)], {
    encoding: 'utf8',
  });
  return { status, signal, calls: stdout.split('\n').filter(Boolean), stderr };
}

it('a commit killed at any of its changes of the disk leaves each file wholly old or wholly new, and can be made again', async () => {
  const whole = testFolder(before);
  const { status, calls, stderr } = commitIn(whole.folder, 0);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(whole.content()).toMatchObject(after);
  expect(calls.filter((call) => call === 'renameSync')).toHaveLength(2);

  for (let killAt = 1; killAt <= calls.length; killAt += 1) {
    const { folder, text, content } = testFolder(before);
    expect(commitIn(folder, killAt).signal).toBe('SIGKILL');
    const [main, mirror] = [text(MAIN_FILE), text(MIRROR_FILE)];
    expect([before[MAIN_FILE], after[MAIN_FILE]]).toContain(main);
    expect([before[MIRROR_FILE], after[MIRROR_FILE]]).toContain(mirror);
    // The mirror goes first: a new main file beside an old mirror would let dead ids back in.
    expect({ main, mirror }).not.toEqual({ main: after[MAIN_FILE], mirror: before[MIRROR_FILE] });
    expect((await openGlobalState({ folder })).read(MAIN_FILE).kind).toBe('read');
    expect(await commitWithoutA(folder)).toBe('committed');
    expect(content()).toMatchObject(after);
  }
});
