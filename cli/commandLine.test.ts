import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import config from '../vite.cli.config.ts';
import { bin, scripts, version } from '../package.json' with { type: 'json' };
import { openScene, runCommand } from '../testing/commandLine/testBed.ts';

const statusOf = async (env: string, ...words: readonly string[]) => {
  const { stdout } = await runCommand(['check', '--json', ...words], { env: { CODEX_HOME: env } });
  return (JSON.parse(stdout) as { status: string }).status;
};

const listed = (stdout: string) => stdout.split('\n').filter((line) => /^ {2}- (?:remove|set) /.test(line));

describe.concurrent('the command line', () => {
  it('is what the package runs', () => {
    const built = `${config.build?.outDir}/mobile-setup.mjs`;
    expect([bin['mobile-setup'], scripts['mobile-setup']]).toEqual([built, `node ${built}`]);
  });

  it('answers a mistake on standard error alone, with 2', async () => {
    const { code, stdout, stderr } = await runCommand(['repair', '--wipe', '--json']);
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      "Unknown option '--wipe'.\nFor help: mobile-setup --help\n",
    ]);
  });

  it('helps, and tells its version', async () => {
    const [help, told] = await Promise.all([runCommand(['--help']), runCommand(['--version'])]);
    expect([help.code, help.stderr, told.code, told.stdout]).toEqual([0, '', 0, `${version}\n`]);
    const options = [
      '--full',
      '--dry-run',
      '--new-identity',
      '--codex-home',
      '--json',
      '--timeout',
      '--force',
    ];
    expect(options.filter((option) => !help.stdout.includes(option))).toEqual([]);
  });

  it('reads CODEX_HOME, and --codex-home before it', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { codexHome } = scene.profile;
    const elsewhere = join(codexHome, 'missing');
    const statuses = await Promise.all([
      statusOf(codexHome),
      statusOf(elsewhere),
      statusOf(elsewhere, '--codex-home', codexHome),
    ]);
    expect(statuses).toEqual(['stale', 'not-enrolled', 'stale']);
  });

  it('speaks in plain sentences, without colour into a pipe, with the same exit codes', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const check = await scene.say('check');
    const dry = await scene.say('repair', '--dry-run');
    const repair = await scene.say('repair');
    const restore = await scene.say('restore');
    const spoken = [check, dry, repair, restore];
    expect(spoken.map(({ code, stdout }) => [code, stdout.split('\n')[0]])).toEqual([
      [3, 'The mobile setup names records that the server no longer has.'],
      [3, 'The mobile setup names records that the server no longer has.'],
      [0, 'What the server no longer has was removed from this computer.'],
      [0, 'The backup was put back, byte for byte.'],
    ]);
    expect(spoken.every(({ stdout }) => !stdout.includes('\u001B') && /\nNext: .+\n$/.test(stdout))).toBe(
      true,
    );
    expect([listed(dry.stdout).length, listed(repair.stdout)]).toEqual([12, listed(dry.stdout)]);
  });

  it('loads neither React nor Electron nor the app-server, and what writes only to write', () => {
    const entry = readFileSync(fileURLToPath(new URL('mobile-setup.ts', import.meta.url)), 'utf8');
    const eager = entry.split('\n').filter((line) => line.startsWith('import '));
    expect(eager.join('\n')).not.toMatch(/commands\/|globalState|remoteControl/);
  });
});

describe.concurrent('the time-out', () => {
  it.for([
    ['a server that never answers', { hang: true }],
    ['a server that drips', { drip: { bytes: 1, intervalMs: 200 } }],
    ['a server that fails for ever', { status: 503 }],
    ['a server that asks for time', { status: 503, headers: { 'retry-after': '2' } }],
  ] as const)('bounds the whole call against %s', async ([, fault], { onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    scene.fault('* /*', fault as never);
    const before = scene.snapshot();
    const { code, report, milliseconds } = await scene.run('check', '--timeout', '0.8');
    expect([code, report.status, scene.snapshot()]).toEqual([4, 'unverified', before]);
    expect(milliseconds).toBeLessThan(4000);
  });

  it('bounds the clean-up, which goes on at the next repair', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    scene.fault('delete-client', { hang: true });
    scene.fault('delete-environment', { status: 429, headers: { 'retry-after': '5' } });
    const { code, report, milliseconds } = await scene.run('repair', '--full', '--timeout', '1.5');
    expect([code, report.status, report.remote.map(({ outcome }) => outcome)]).toEqual([
      0,
      'repaired',
      ['queued', 'queued'],
    ]);
    expect(milliseconds).toBeLessThan(6000);
  });

  it('between two readings proves nothing', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { code, report } = await scene.run('repair', '--timeout', '0.9');
    expect([code, report.reason, report.changes]).toEqual([4, 'timeout', []]);
  });
});

describe.concurrent('what is told for a bug report', () => {
  it('holds verdicts, evidence, versions, files, outbox, tombstones and heals, and no secret', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    await scene.run('repair');
    scene.profile.writeState({ ...scene.profile.readState(), 'codex-mobile-has-connected-device': true });
    scene.fault('clients', { status: 403, headers: { 'x-request-id': 'request-123', 'cf-ray': 'ray-123' } });
    const { report, stdout } = await scene.run('check');
    expect(report.diagnostics).toMatchObject({
      versions: { mobileSetup: version, node: process.versions.node },
      files: [{ parse: 'ok', mode: '600' }, { parse: 'ok' }],
      check: {
        kind: 'diagnosed',
        reason: 'forbidden',
        phones: { kind: 'unknown', reason: 'forbidden' },
        readings: [
          [{ endpoint: 'clients', status: 403, requestId: 'request-123', cfRay: 'ray-123' }, {}, {}],
        ],
      },
      tombstones: [
        { kind: 'client', id: 'rcc_own_…' },
        { kind: 'environment', id: 'env_e_ow…' },
      ],
      outbox: [],
      heals: [{ mode: 'repair', removed: 24 }],
    });
    const { ids, accountId } = scene;
    const whole = [ids.clientId, ids.environmentId, accountId, ids.accountUserId, 'key-of-', 'MFkw'];
    expect(whole.filter((secret) => stdout.includes(secret))).toEqual([]);
  });
});
