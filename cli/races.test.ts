import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { stuckState } from '../testing/profiles/profile.ts';
import type { RequestLogEntry } from '../testing/backend/index.ts';
import { LOCK_FILE, PAIRING_KEYS as KEYS } from '../electron/main/globalState/index.ts';
import { openScene, type Scene } from '../testing/commandLine/testBed.ts';
import { filesOf, healed, stateOf } from '../testing/commandLine/states.ts';

/** The second list of environments is under way, and comes when another program has done something. */
async function inSecondReading({ backend, fault }: Scene, meanwhile: () => void): Promise<void> {
  fault('environments', { nth: 2, hold: true });
  let seen = new Set<RequestLogEntry>();
  await backend.waitForRequest((entry) => {
    if (entry.endpoint === 'environments') seen = seen.add(entry);
    return seen.size === 2;
  });
  meanwhile();
  backend.clearFaults();
}

describe.concurrent('between reading and commit', () => {
  it('a new pairing is made: it stays, and nothing is written', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { profile, ids, run } = scene;
    const paired = stuckState({ ...ids, environmentId: 'e-new' });
    const [{ code, report }] = await Promise.all([
      run('repair'),
      inSecondReading(scene, () => profile.writeState(paired)),
    ]);
    expect([code, report.status, report.reason, report.changes, report.backup]).toEqual([
      6,
      'refused',
      'state-changed',
      [],
      null,
    ]);
    expect([
      profile.readState(),
      profile.readState('mirror'),
      scene.names().some((name) => name.includes('backup')),
    ]).toEqual([paired, stuckState(ids), false]);
  });

  it('something else is written: it stays, and the heal is made', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { profile, ids, run } = scene;
    const [{ report }] = await Promise.all([
      run('repair'),
      inSecondReading(scene, () =>
        profile.writeState({ ...stuckState(ids), 'local-projects': { fresh: 1 } }),
      ),
    ]);
    expect([report.status, stateOf(scene)]).toEqual([
      'repaired',
      { ...healed(ids), 'local-projects': { fresh: 1 } },
    ]);
  });

  it('the file is damaged: nothing is written', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { profile, run } = scene;
    const [{ report }] = await Promise.all([
      run('repair'),
      inSecondReading(scene, () => writeFileSync(profile.stateFile, '\0\0\0')),
    ]);
    expect([report.reason, scene.text('.codex-global-state.json')]).toEqual(['state-unreadable', '\0\0\0']);
  });

  it.for(['account', 'address'] as const)(
    'another %s is chosen: the result is thrown away',
    async (what, { onTestFinished }) => {
      const scene = await openScene(onTestFinished);
      const { backend, profile, run } = scene;
      const { accountId } = backend.addAccount({});
      const change = {
        account: () =>
          writeFileSync(
            join(profile.codexHome, 'auth.json'),
            JSON.stringify(backend.mintAuth({ accountId })),
          ),
        address: () => writeFileSync(join(profile.codexHome, 'config.toml'), ''),
      };
      const before = profile.readState();
      const [{ code, report }] = await Promise.all([run('repair'), inSecondReading(scene, change[what])]);
      expect([code, report.status, report.reason, profile.readState()]).toEqual([
        6,
        'refused',
        'state-changed',
        before,
      ]);
    },
  );

  it('the token is refreshed: the refused check is made again with it', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const { backend, profile, accountId, run, fault } = scene;
    backend.revokeTokens({ accountId });
    fault('clients', { hold: true });
    const refresh = async () => {
      await backend.waitForRequest(({ endpoint }) => endpoint === 'clients');
      writeFileSync(join(profile.codexHome, 'auth.json'), JSON.stringify(backend.mintAuth({ accountId })));
      backend.clearFaults();
    };
    const [{ code, report }] = await Promise.all([run('check'), refresh()]);
    expect([code, report.status]).toEqual([0, 'healthy']);
  });
});

/** A process that lives until the test is over. */
async function living(
  onTestFinished: TestContext['onTestFinished'],
  {
    argv0 = process.execPath,
    words = [],
    env = {},
  }: { argv0?: string; words?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<ChildProcess> {
  const { CODEX_HOME: _, ...inherited } = process.env;
  const script = 'process.stdout.write("."); setInterval(() => {}, 1e6)';
  const child = spawn(process.execPath, ['-e', script, ...words], { argv0, env: { ...inherited, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout ?? child, 'data');
  return child;
}

/** The lock of a process, with its start, so that it is known to live. */
const lockBy = (pid: number | undefined, role: 'app' | 'command') =>
  JSON.stringify({ pid, role, started: startOf(pid ?? 0) });

function startOf(pid: number): string | null {
  if (!existsSync(`/proc/${pid}/stat`)) return null;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

const brief = ({ code, report }: Awaited<ReturnType<Scene['run']>>) => [
  code,
  report.status,
  report.reason,
  report.changes,
];

describe.concurrent('the lock', () => {
  const refused = [6, 'refused', 'app-running', []];

  it('of our own app stops every write, and no look', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { pid } = await living(onTestFinished);
    writeFileSync(join(scene.profile.codexHome, LOCK_FILE), lockBy(pid, 'app'));
    const before = filesOf(scene);
    const [check, dry, repair, restore] = await Promise.all([
      scene.run('check'),
      scene.run('repair', '--dry-run'),
      scene.run('repair'),
      scene.run('restore'),
    ]);
    expect([check.report.status, dry.report.status, brief(repair), brief(restore), filesOf(scene)]).toEqual([
      'stale',
      'stale',
      refused,
      refused,
      before,
    ]);
    expect(repair.report.message).toContain(`process ${pid}`);
    expect(repair.report.nextStep).toMatch(/Quit.*--force/);
    const forced = await scene.run('repair', '--force');
    expect([forced.report.status, scene.text(LOCK_FILE)]).toEqual(['repaired', lockBy(pid, 'app')]);
  });

  it('of a dead process counts for nothing', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(join(scene.profile.codexHome, LOCK_FILE), lockBy(pid, 'app'));
    const { report } = await scene.run('repair');
    expect([report.status, scene.names().includes(LOCK_FILE)]).toEqual(['repaired', false]);
  });

  it('of another command is waited for, until it goes or the time is over, --force or not', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const { pid } = await living(onTestFinished);
    const lock = join(scene.profile.codexHome, LOCK_FILE);
    writeFileSync(lock, lockBy(pid, 'command'));
    const before = filesOf(scene);
    const late = await scene.run('repair', '--force', '--timeout', '0.5');
    expect([brief(late), filesOf(scene), scene.backend.requests()]).toEqual([refused, before, []]);
    const waiting = scene.run('repair');
    // Long enough to be at the lock: the drafts of a waiting process are the sign.
    await expect.poll(() => scene.snapshot()['.']).not.toEqual(before['.']);
    rmSync(lock);
    expect((await waiting).report.status).toBe('repaired');
  });
});

describe.runIf(process.platform === 'linux').concurrent('Codex Desktop, running', () => {
  it.for(['Codex', 'ChatGPT', '/opt/codex-desktop/electron', '/home/person/Codex-26.707.1-x86_64.AppImage'])(
    'as %s on this folder: nothing is written',
    async (argv0, { onTestFinished }) => {
      const scene = await openScene(onTestFinished);
      const { pid } = await living(onTestFinished, {
        argv0,
        env: { CODEX_HOME: `${scene.profile.codexHome}/` },
      });
      const before = filesOf(scene);
      const { code, report } = await scene.run('repair', '--full');
      expect([code, report.status, report.reason, filesOf(scene)]).toEqual([
        6,
        'refused',
        'app-running',
        before,
      ]);
      expect(report.message).toContain(`process ${pid}`);
    },
  );

  it('on this folder by its user alone', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const home = join(scene.profile.codexHome, 'home');
    mkdirSync(join(home, '.codex'), { recursive: true });
    await living(onTestFinished, { argv0: 'Codex', env: { HOME: home } });
    const { report } = await scene.runAs(
      { env: { HOME: '/nonexistent' } },
      'restore',
      '--codex-home',
      join(home, '.codex'),
    );
    expect(report.reason).toBe('app-running');
  });

  it('on another folder, or the command line program of that name on this one: no hindrance', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const { codexHome } = scene.profile;
    await Promise.all([
      living(onTestFinished, { argv0: 'Codex', env: { CODEX_HOME: join(codexHome, 'elsewhere') } }),
      living(onTestFinished, { argv0: 'codex', env: { CODEX_HOME: codexHome } }),
    ]);
    expect((await scene.run('repair')).report.status).toBe('repaired');
  });

  it('under another name, by its single-instance lock: nothing is written', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { codexHome } = scene.profile;
    const config = join(codexHome, 'config');
    mkdirSync(join(config, 'Codex'), { recursive: true });
    const { pid } = await living(onTestFinished, { argv0: 'renamed', env: { CODEX_HOME: codexHome } });
    const lock = join(config, 'Codex', 'SingletonLock');
    symlinkSync(`${hostname()}-${pid}`, lock);
    const env = { XDG_CONFIG_HOME: config };
    const refused = await scene.runAs({ env }, 'repair');
    expect([refused.report.reason, refused.report.message]).toEqual([
      'app-running',
      expect.stringContaining(`process ${pid}`),
    ]);
    // What a crash has left behind.
    rmSync(lock);
    symlinkSync(`${hostname()}-${spawnSync(process.execPath, ['-e', '']).pid}`, lock);
    expect((await scene.runAs({ env }, 'repair')).report.status).toBe('repaired');
  });

  it('as an app-server alone: a full repair is refused, a plain one is made', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const env = { CODEX_HOME: scene.profile.codexHome };
    const { pid } = await living(onTestFinished, { argv0: 'codex', words: ['app-server'], env });
    const full = await scene.run('repair', '--full');
    const plain = await scene.run('repair');
    expect([full.report.reason, full.report.message, plain.report.status]).toEqual([
      'app-running',
      expect.stringContaining(`codex app-server (process ${pid})`),
      'repaired',
    ]);
  });

  it('is overridden by --force', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    await living(onTestFinished, { argv0: 'Codex', env: { CODEX_HOME: scene.profile.codexHome } });
    const { report } = await scene.run('repair', '--force');
    expect([report.status, stateOf(scene)[KEYS.environmentId]]).toEqual(['repaired', undefined]);
  });
});
