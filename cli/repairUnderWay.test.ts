import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { LOCK_FILE, PAIRING_KEYS as KEYS } from '../electron/main/globalState/index.ts';
import { filesOf, stateOf } from '../testing/commandLine/states.ts';
import { openScene, type Scene } from '../testing/commandLine/testBed.ts';

/** A process of this name that lives until the test is over. */
async function living(
  onTestFinished: TestContext['onTestFinished'],
  argv: readonly string[],
  codexHome: string,
) {
  const script = 'process.stdout.write("."); setInterval(() => {}, 1e6)';
  const [argv0 = '', ...words] = argv;
  const child = spawn(process.execPath, ['-e', script, ...words], {
    argv0,
    env: { ...process.env, CODEX_HOME: codexHome },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

/** Something happens while the server holds back its answer to this request. */
async function during(
  { backend, fault }: Scene,
  endpoint: string,
  nth: number,
  act: () => unknown,
): Promise<void> {
  fault(endpoint, { nth, hold: true });
  let seen = 0;
  await backend.waitForRequest((entry) => entry.endpoint === endpoint && (seen += 1) === nth);
  await act();
  backend.clearFaults();
}

const brief = ({ code, report }: Awaited<ReturnType<Scene['run']>>) => [code, report.status, report.reason];
const REFUSED = [6, 'refused', 'app-running'];

describe.concurrent('a program that starts while a repair is under way', () => {
  it('our app, by its lock, in the middle of the second reading: nothing is written', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const { codexHome } = scene.profile;
    const before = filesOf(scene);
    const lock = join(codexHome, LOCK_FILE);
    const start = async () => {
      const { pid } = await living(onTestFinished, ['mobile-setup-app'], join(codexHome, 'elsewhere'));
      rmSync(lock);
      writeFileSync(lock, JSON.stringify({ pid, role: 'app', started: null }));
    };
    const [ran] = await Promise.all([scene.run('repair'), during(scene, 'environments', 2, start)]);
    rmSync(lock, { force: true });
    expect([brief(ran), ran.report.changes, filesOf(scene)]).toEqual([REFUSED, [], before]);
  });

  it.runIf(process.platform === 'linux').for(['repair', 'repair --full'])(
    'the desktop app, under %s: nothing is written, nothing deleted',
    async (words, { onTestFinished }) => {
      const scene = await openScene(onTestFinished);
      const { codexHome } = scene.profile;
      const before = filesOf(scene);
      const start = () => living(onTestFinished, ['/opt/ChatGPT/ChatGPT'], codexHome);
      const [ran] = await Promise.all([
        scene.run(...words.split(' ')),
        during(scene, 'environments', 2, start),
      ]);
      expect([brief(ran), ran.report.changes, filesOf(scene)]).toEqual([REFUSED, [], before]);
      expect(scene.backend.requests().filter(({ method }) => method === 'DELETE')).toEqual([]);
    },
  );

  it.runIf(process.platform === 'linux')(
    'an app-server of this folder: refused for a full repair alone',
    async ({ onTestFinished }) => {
      const scene = await openScene(onTestFinished);
      const { codexHome } = scene.profile;
      await living(onTestFinished, ['codex', 'app-server'], codexHome);
      const full = await scene.run('repair', '--full');
      const plain = await scene.run('repair');
      expect([brief(full), full.report.remote, brief(plain)]).toEqual([REFUSED, [], [0, 'repaired', null]]);
    },
  );
});

describe.concurrent('a phone that enrolls while a repair is under way', () => {
  it('stays: the list is read again right before it would be deleted', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const { backend, accountId, ids, run } = scene;
    backend.setOnline({ accountId, environmentId: ids.environmentId, online: false });
    backend.addClient({ accountId, clientId: 'p-scanning', enrollmentStatus: 'pending_enrollment' });
    const enroll = () =>
      backend.addClient({ accountId, clientId: 'p-scanning', enrollmentStatus: 'enrolled_device_key' });
    const [{ report }] = await Promise.all([
      run('repair', '--full'),
      during(scene, 'delete-environment', 1, enroll),
    ]);
    const left = backend.account({ accountId }).clients.map(({ clientId }) => clientId);
    expect([
      report.status,
      left.includes('p-scanning'),
      report.remote.some(({ id }) => id === 'p-scanning'),
    ]).toEqual(['repaired', true, false]);
  });
});

describe.concurrent('a new identity', () => {
  it('that cannot be written is called that, and what was done before is told', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished, { installationId: null });
    const { profile, run } = scene;
    mkdirSync(join(profile.codexHome, 'installation_id'));
    const { code, report } = await run('repair', '--full', '--new-identity');
    expect([code, report.status, report.reason, report.changes.length > 0, report.backup !== null]).toEqual([
      6,
      'refused',
      'identity-failed',
      true,
      true,
    ]);
    expect([stateOf(scene)[KEYS.environmentId], report.message]).toEqual([
      undefined,
      expect.stringContaining('identity'),
    ]);
  });

  it.runIf(process.getuid?.() === 0)('made by root stays the person’s', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { codexHome } = scene.profile;
    for (const name of ['.', ...readdirSync(codexHome)]) chownSync(join(codexHome, name), 12_345, 12_345);
    const { report } = await scene.run('repair', '--full', '--new-identity');
    expect([report.status, report.changes.at(-1)]).toEqual([
      'repaired',
      { file: 'installation_id', path: [], op: 'set' },
    ]);
    const strays = readdirSync(codexHome).filter((name) => statSync(join(codexHome, name)).uid !== 12_345);
    expect(strays).toEqual([]);
  });
});
