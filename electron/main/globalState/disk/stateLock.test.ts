import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { LOCK_FILE, readLockOwner, takeLock } from './stateLock.ts';
import { failure, standIn, testFolder } from '../../../../testing/fakes/stateFolder.ts';

/** A process that lives until the test is over, and its id. */
async function livingProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'process.stdout.write("."); setInterval(() => {}, 1e6)']);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

/** The id of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

function startOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** Does `act` whenever someone claims a dead lock, just before. */
function onClaim(act: () => void): void {
  standIn('linkSync', (link) => (from: string, to: string) => {
    if (to.endsWith('.claim')) act();
    link(from, to);
  });
}

const lockOf = (pid: number, started: string | null = null, role = 'command') =>
  JSON.stringify({ pid, role, started });

describe('the lock', () => {
  it('is there for its owner alone while it is held, and gone without a trace afterwards', () => {
    const { folder, names, path, text } = testFolder();
    const lock = takeLock(folder, 'app');
    expect([names(), JSON.parse(text(LOCK_FILE))]).toEqual([
      [LOCK_FILE],
      {
        pid: process.pid,
        role: 'app',
        started: startOf(process.pid),
        boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
        namespace: readlinkSync('/proc/self/ns/pid'),
        host: hostname(),
      },
    ]);
    expect(statSync(path(LOCK_FILE)).mode & 0o777).toBe(0o600);
    if (lock.kind === 'held') lock.release();
    expect([lock.kind, names()]).toEqual(['held', []]);
  });

  it('is not taken from one that lives', async () => {
    const pid = await livingProcess();
    const owners = [
      [lockOf(pid), { pid, role: 'command', isVerified: false }],
      [lockOf(pid, startOf(pid)), { pid, role: 'command', isVerified: true }],
      [lockOf(pid, null, 'app'), { pid, role: 'app', isVerified: false }],
    ] as const;
    for (const [content, owner] of owners) {
      const { folder, content: files } = testFolder({ [LOCK_FILE]: content });
      expect([takeLock(folder, 'command'), readLockOwner(folder)]).toEqual([{ kind: 'taken', owner }, owner]);
      expect(files()).toEqual({ [LOCK_FILE]: content });
    }
  });

  it.each([
    ['has ended', () => lockOf(deadProcess())],
    ['has ended and left its number to another', () => lockOf(process.pid, '1')],
    ['that cannot be read', () => '{'],
    ['names no process', () => '{"pid":0,"role":"command","started":null}'],
    ['is empty', () => ''],
  ])('is taken from one that %s', (_, content) => {
    const { folder, names, text } = testFolder({ [LOCK_FILE]: content() });
    expect(readLockOwner(folder)).toBeNull();
    expect([takeLock(folder, 'command').kind, names()]).toEqual(['held', [LOCK_FILE]]);
    expect(JSON.parse(text(LOCK_FILE))).toMatchObject({ pid: process.pid });
  });

  it.each([
    ['in another container', { namespace: 'pid:[1]' }],
    ['on another computer', { host: 'another', boot: 'another' }],
    ['on another computer, as far as can be told', { host: 'another' }],
  ])('is not taken from one that runs %s, though its number is free here', (_, place) => {
    const content = JSON.stringify({ ...JSON.parse(lockOf(deadProcess(), '1')), ...place });
    const { folder, text } = testFolder({ [LOCK_FILE]: content });
    expect([takeLock(folder, 'command'), text(LOCK_FILE)]).toMatchObject([
      { kind: 'taken', owner: { isVerified: false } },
      content,
    ]);
  });

  it.each([
    ['before this start of the system', { boot: 'another', host: hostname() }],
    ['before this start of the system, by its time', { boot: 'at 1000', host: hostname() }],
  ])('is taken from one that ran %s, even where its number is in use again', async (_, place) => {
    const content = JSON.stringify({ ...JSON.parse(lockOf(await livingProcess())), ...place });
    const { folder } = testFolder({ [LOCK_FILE]: content });
    expect(takeLock(folder, 'command').kind).toBe('held');
  });

  it('that cannot be read, as one of root, belongs to someone', () => {
    const { folder, path } = testFolder({ [LOCK_FILE]: lockOf(deadProcess()) });
    standIn('readFileSync', (read) => (name: string, encoding: 'utf8') => {
      if (name === path(LOCK_FILE)) throw failure('EACCES');
      return read(name, encoding);
    });
    const owner = { pid: null, role: null, isVerified: false };
    expect([takeLock(folder, 'command'), readLockOwner(folder)]).toEqual([{ kind: 'taken', owner }, owner]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('is released by %s', async (signal) => {
    const { folder, names } = testFolder();
    const holder = fileURLToPath(new URL('../../../../testing/fakes/lockHolder.ts', import.meta.url));
    const child = spawn(process.execPath, [holder, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    expect(names()).toEqual([LOCK_FILE]);
    child.kill(signal);
    expect([(await once(child, 'exit'))[1], names()]).toEqual([signal, []]);
  });

  it('that another holds by now is not released', () => {
    const { folder, put, text } = testFolder();
    const lock = takeLock(folder, 'command');
    put(LOCK_FILE, lockOf(1));
    if (lock.kind === 'held') lock.release();
    expect(text(LOCK_FILE)).toBe(lockOf(1));
  });

  it.runIf(process.platform !== 'win32')('waits for no pipe that stands in its place', () => {
    const { folder, path } = testFolder();
    execFileSync('mkfifo', [path(LOCK_FILE)]);
    expect([readLockOwner(folder), takeLock(folder, 'command').kind]).toEqual([null, 'failed']);
  });

  it('fails where nothing can be written, and leaves what is no file alone', () => {
    const { folder, path, names } = testFolder();
    mkdirSync(path(LOCK_FILE));
    expect([takeLock(`${folder}/missing`, 'command'), takeLock(folder, 'command'), names()]).toEqual([
      { kind: 'failed', code: 'ENOENT' },
      { kind: 'failed', code: 'EEXIST' },
      [LOCK_FILE],
    ]);
  });

  it('that is dead is left to the one who is taking it away, unless that one is dead too', async () => {
    const pid = await livingProcess();
    const dead = lockOf(deadProcess());
    const busy = testFolder({ [LOCK_FILE]: dead, [`${LOCK_FILE}.claim`]: lockOf(pid) });
    const left = testFolder({ [LOCK_FILE]: dead, [`${LOCK_FILE}.claim`]: dead });
    expect([takeLock(busy.folder, 'command'), takeLock(left.folder, 'command').kind, left.names()]).toEqual([
      { kind: 'taken', owner: { pid, role: 'command', isVerified: false } },
      'held',
      [LOCK_FILE],
    ]);
    expect(busy.names()).toEqual([LOCK_FILE, `${LOCK_FILE}.claim`]);
  });

  it('is left to one that came between the look at a dead one and its removal', async () => {
    const living = lockOf(await livingProcess());
    const { folder, text, put, names } = testFolder({ [LOCK_FILE]: lockOf(deadProcess()) });
    onClaim(() => put(LOCK_FILE, living));
    expect([takeLock(folder, 'command').kind, text(LOCK_FILE), names()]).toEqual([
      'taken',
      living,
      [LOCK_FILE],
    ]);
  });

  it('is had also where the dead one goes in between', () => {
    const { folder, path, names } = testFolder({ [LOCK_FILE]: lockOf(deadProcess()) });
    onClaim(() => rmSync(path(LOCK_FILE)));
    expect([takeLock(folder, 'command').kind, names()]).toEqual(['held', [LOCK_FILE]]);
  });

  it('is had also where the claim of another goes as soon as it is met', () => {
    const { folder, names } = testFolder({ [LOCK_FILE]: lockOf(deadProcess()) });
    let isFirst = true;
    onClaim(() => {
      if (!isFirst) return;
      isFirst = false;
      throw failure('EEXIST');
    });
    expect([takeLock(folder, 'command').kind, names()]).toEqual(['held', [LOCK_FILE]]);
  });

  it('is had also where the own claim is taken away', () => {
    const { folder, path, names } = testFolder({ [LOCK_FILE]: lockOf(deadProcess()) });
    const claim = path(`${LOCK_FILE}.claim`);
    standIn('lstatSync', (lstat) => (file: string, options: object) => {
      if (existsSync(claim)) renameSync(claim, path('taken-away'));
      return lstat(file, options);
    });
    expect([takeLock(folder, 'command').kind, names()]).toEqual(['held', [LOCK_FILE, 'taken-away']]);
  });

  it('cannot be had on a disk without links, and says why', () => {
    const { folder, names } = testFolder();
    standIn('linkSync', () => () => {
      throw failure('ENOTSUP');
    });
    expect([takeLock(folder, 'command'), names()]).toEqual([{ kind: 'failed', code: 'ENOTSUP' }, []]);
  });

  it('of a process of another user, or of one whose start is unknown, is respected', async () => {
    const pid = await livingProcess();
    const { folder } = testFolder({ [LOCK_FILE]: lockOf(pid, startOf(pid)) });
    const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
      throw failure('EPERM');
    });
    const others = readLockOwner(folder);
    kill.mockRestore();
    standIn('readFileSync', (read) => (path: string, encoding: 'utf8') => {
      if (path.startsWith('/proc/')) throw failure('ENOENT');
      return read(path, encoding);
    });
    expect([others?.pid, readLockOwner(folder)?.pid]).toEqual([pid, pid]);
  });

  it('goes to one at a time of many that find one dead lock after the other', async () => {
    const { folder, path, text, names } = testFolder({ [LOCK_FILE]: lockOf(deadProcess()), count: '0' });
    const children = Array.from({ length: 4 }, () =>
      spawn(
        process.execPath,
        [
          fileURLToPath(new URL('../../../../testing/fakes/lockChild.ts', import.meta.url)),
          folder,
          path('count'),
        ],
        {
          stdio: 'inherit',
        },
      ),
    );
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as number));
    expect([codes, text('count'), names()]).toEqual([codes.map(() => 0), '80', [LOCK_FILE, 'count']]);
  });
});

it.each(['ENOTDIR', 'EBUSY', 'EPERM'])(
  'a draft that cannot be removed (%s) throws nothing: the lock is held, and failed where there is none',
  (code) => {
    const { folder } = testFolder({ 'no-folder': '' });
    standIn('rmSync', () => () => {
      throw failure(code);
    });
    const held = takeLock(folder, 'app');
    const failed = takeLock(`${folder}/no-folder`, 'app');
    expect([held.kind, failed]).toEqual(['held', { kind: 'failed', code: 'ENOTDIR' }]);
  },
);
