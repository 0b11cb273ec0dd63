import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, inject, it, type TestContext } from 'vitest';
import { stateOf } from '../testing/commandLine/states.ts';
import { openScene, runCommand, type Scene } from '../testing/commandLine/testBed.ts';
import { PAIRING_KEYS as KEYS, REPAIR_KEY } from '../electron/main/globalState/index.ts';
import { stuckState } from '../testing/profiles/profile.ts';
import { TIME_LIMIT_MS } from '../testing/timeLimit.ts';
import { eventually } from '../testing/eventually.ts';

/** A "desktop app" that says what it was started with and what it found, and ends with 7. */
const APP = 'console.log(JSON.stringify(process.argv.slice(1))); process.exitCode = 7';

const launch = (scene: Scene, words: readonly string[], ...options: readonly string[]) =>
  runCommand(['launch', '--codex-home', scene.profile.codexHome, ...options, '--', ...words]);

describe.concurrent('launch', () => {
  it('repairs, says so on standard error, then starts the app and ends as it ends', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const { code, stdout, stderr } = await launch(scene, [
      process.execPath,
      '-e',
      APP,
      '--',
      '--new-window',
      'a b',
    ]);
    expect([code, stdout, stderr.split('\n')[0], stateOf(scene)[KEYS.environmentId]]).toEqual([
      7,
      '["--new-window","a b"]\n',
      'Fixed: the deleted pairing was removed from this computer.',
      undefined,
    ]);
  });

  it('says nothing where all is well', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const { code, stderr } = await launch(scene, [process.execPath, '-e', APP]);
    expect([code, stderr]).toEqual([7, '']);
  });

  it('starts the app although the check fails, within its time', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    scene.fault('* /*', { hang: true });
    const before = stateOf(scene);
    const { code, stderr } = await launch(scene, [process.execPath, '-e', APP], '--timeout', '0.5');
    expect([code, stateOf(scene)]).toEqual([7, before]);
    expect(stderr).toContain("The server didn't answer in time");
  });

  it('with --json leaves standard output to the report', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { code, stdout, stderr } = await launch(scene, [process.execPath, '-e', APP], '--json');
    expect([code, (JSON.parse(stdout) as { command: string }).command, stderr]).toEqual([
      7,
      'launch',
      '[]\n',
    ]);
  });

  it('ended after the cut, says what was done and starts nothing', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { backend, accountId, profile, ids } = scene;
    const left = { kind: 'environment', id: 'env_e_left', accountId, baseUrl: backend.baseUrl, role: 'own' };
    backend.addEnvironment({ accountId, environmentId: left.id, online: false });
    profile.writeState({ ...stuckState(ids), [REPAIR_KEY]: { outbox: [left] } });
    scene.fault('delete-environment', { hang: true });
    const app = ['--', process.execPath, '-e', 'console.log("started")'];
    const words = ['launch', '--timeout', '600', '--codex-home', profile.codexHome, ...app];
    const child = spawn(process.execPath, [inject('commandLine'), ...words]);
    const printed = Promise.all([text(child.stdout), text(child.stderr)]);
    await backend.waitForRequest(({ endpoint }) => endpoint === 'delete-environment', TIME_LIMIT_MS);
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];
    const [stdout, stderr] = await printed;
    expect([code, stdout, stderr.split('\n')[0]]).toEqual([
      143,
      '',
      expect.stringMatching(/^Fixed: .* 1 of 1 could not be deleted at the server yet/),
    ]);
  });

  it('says which command could not be started', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const { code, stderr } = await launch(scene, ['/nowhere/codex-desktop']);
    expect([code, stderr.split('\n')[0]]).toEqual([
      2,
      "launch could not start '/nowhere/codex-desktop' (ENOENT).",
    ]);
  });
});

/** An app that appends its process to a file, and quits when it is asked to; `stubborn` stays. */
async function openApp(scene: Scene, onTestFinished: TestContext['onTestFinished'], stubborn = false) {
  const log = join(scene.profile.codexHome, 'app.log');
  const script = `${stubborn ? "process.on('SIGTERM', () => {});" : ''}
    fs.appendFileSync(${JSON.stringify(log)}, process.pid + '\\n'); process.stdout.write('.'); setInterval(() => {}, 1e6)`;
  const child = spawn(process.execPath, ['-e', script], {
    argv0: 'ChatGPT',
    env: { ...process.env, CODEX_HOME: scene.profile.codexHome },
  });
  const started = () => readFileSync(log, 'utf8').trim().split('\n').map(Number);
  onTestFinished(() => {
    for (const pid of started()) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  });
  await once(child.stdout, 'data');
  return { child, started };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe.runIf(process.platform === 'linux').concurrent('repair --quit-app', () => {
  it('asks the app to quit, repairs, and opens it again as it was', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { child, started } = await openApp(scene, onTestFinished);
    const { code, report } = await scene.run('repair', '--quit-app');
    expect([code, report.status, child.signalCode, stateOf(scene)[KEYS.environmentId]]).toEqual([
      0,
      'repaired',
      'SIGTERM',
      undefined,
    ]);
    await eventually(() => expect(started().length).toBe(2));
    const again = readFileSync(`/proc/${started()[1]}/cmdline`, 'utf8');
    expect(again.split('\0').slice(0, 2)).toEqual(['ChatGPT', '-e']);
  });

  it('leaves an app alone that stays, and changes nothing', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { child, started } = await openApp(scene, onTestFinished, true);
    const before = stateOf(scene);
    const { code, report } = await scene.run('repair', '--quit-app', '--timeout', '1');
    expect([code, report.reason, stateOf(scene), started().length, child.exitCode]).toEqual([
      6,
      'app-running',
      before,
      1,
      null,
    ]);
  });
});

describe.concurrent('report', () => {
  it('is text to paste: what was found, diagnostics, no whole ID, no folder, no token', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const { ids, profile, accountId } = scene;
    const { code, stdout } = await scene.say('report');
    const secrets = [
      ids.clientId,
      ids.environmentId,
      ids.accountUserId,
      accountId,
      profile.codexHome,
      'key-of-',
      'MFkw',
    ];
    expect([code, secrets.filter((secret) => stdout.includes(secret))]).toEqual([3, []]);
    expect(stdout).toMatch(
      /^\*\*mobile-setup .*`stale`[^]*- environment-gone: `env_e_ow…`[^]*```json\n\{[^]*\n```/,
    );
    const { report } = await scene.run('report');
    expect([report.command, report.findings.map(({ id }) => id).includes(ids.clientId)]).toEqual([
      'report',
      false,
    ]);
  });
});
