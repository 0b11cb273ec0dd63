import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { LOCK_FILE, PAIRING_KEYS } from '../electron/main/globalState/index.ts';
import config from '../vite.cli.config.ts';
import { bin, scripts, version } from '../package.json' with { type: 'json' };
import { reportSchema } from './reportSchema.ts';
import { COMMAND_TABLE, OPTION_NAMES } from './commandTable.ts';
import { type StoredIds, stuckState } from '../testing/profiles/profile.ts';
import { filesOf } from '../testing/commandLine/states.ts';
import { openScene, runCommand } from '../testing/commandLine/testBed.ts';

/** Starts the tool and closes the pipe that it writes to. */
async function runUnread(words: readonly string[]) {
  const child = startCommand(words);
  child.stdout.destroy();
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number]>]);
  return { code, stderr };
}

function startCommand(words: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const { CODEX_HOME: _, ...inherited } = process.env;
  const env = { ...inherited, ...more };
  return spawn(process.execPath, [inject('commandLine'), ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const statusOf = async (env: string, ...words: readonly string[]) => {
  const { stdout } = await runCommand(['check', '--json', ...words], { env: { CODEX_HOME: env } });
  return (JSON.parse(stdout) as { status: string }).status;
};

const rows = (stdout: string) => stdout.split('\n\n')[0]?.split('\n') ?? [];

const sentence = (stdout: string) => stdout.split('\n\n').at(-1)?.split('\n')[0];

const listed = (stdout: string) => stdout.split('\n').filter((line) => /^ {2}- (?:remove|set) /.test(line));

describe.concurrent('the command line', () => {
  it('is what the package runs', () => {
    const built = `${config.build?.outDir}/mobile-setup`;
    expect([bin['mobile-setup'], scripts['mobile-setup']]).toEqual([`${built}.cjs`, `node ${built}.mjs`]);
  });

  it('answers a mistake on standard error alone, with 2', async () => {
    const { code, stdout, stderr } = await runCommand(['repair', '--wipe', '--json']);
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      "Unknown option '--wipe'.\nFor help: mobile-setup --help\n",
    ]);
  });

  it('helps, with every command and option, and prints its version', async () => {
    const [help, ofRepair, german, told] = await Promise.all([
      runCommand(['--help']),
      runCommand(['repair', '--help']),
      runCommand(['help', 'restore', '--lang', 'de']),
      runCommand(['--version']),
    ]);
    expect([help.code, help.stderr, told.code, told.stdout]).toEqual([0, '', 0, `${version}\n`]);
    const words = [...Object.keys(COMMAND_TABLE), ...OPTION_NAMES.map((name) => `--${name}`)];
    expect(words.filter((word) => !help.stdout.includes(word))).toEqual([]);
    expect([ofRepair.stdout, german.stdout]).toEqual([
      expect.stringMatching(/--quit-app(?![^]*--exact)/),
      expect.stringMatching(/^mobile-setup restore: macht [^]*--exact(?![^]*--full)/),
    ]);
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

  it('refuses a named folder that is not there, or is a file, before it does anything', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const before = scene.snapshot();
    const missing = join(scene.profile.codexHome, 'missing\u001B[2J');
    const { stateFile } = scene.profile;
    const ran = await Promise.all([
      runCommand(['repair', '--codex-home', missing, '--json']),
      runCommand(['check', '--codex-home', stateFile]),
      runCommand(['check'], { env: { CODEX_HOME: stateFile } }),
    ]);
    expect(ran.map(({ code, stdout, stderr }) => [code, stdout, stderr.split('\n')[0]])).toEqual([
      [2, '', `The folder ${missing.replace('\u001B', ' ')} of --codex-home does not exist.`],
      [2, '', `--codex-home needs a folder, and ${stateFile} is a file.`],
      [2, '', `CODEX_HOME needs a folder, and ${stateFile} is a file.`],
    ]);
    expect(scene.snapshot()).toEqual(before);
  });

  it('says after a repair where to authorize this computer again, and a check does so from then on', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const repair = await scene.say('repair');
    const check = await scene.say('check', '--ascii');
    expect(repair.stdout).toContain('open Mobile Setup and choose Help, Authorize This Computer Again…');
    expect(rows(check.stdout).find((row) => row.includes('Authorization'))).toMatch(
      /^\[!\].*was removed by a repair; give it again in Mobile Setup/,
    );
  });

  it('without a command checks; shows one row a check, one sentence and one exact command', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const [plain, check] = [await scene.say(), await scene.say('check', '--ascii')];
    expect([plain.code, rows(plain.stdout).map((row) => row.slice(0, 17).trimEnd())]).toEqual([
      3,
      ['✓ App', '✓ Sign-in', '✓ Network', '✗ This computer', '✗ Authorization', '✗ Phone', '– Database'],
    ]);
    expect(rows(check.stdout).map((row) => row.slice(0, 4))).toEqual([
      '[ok]',
      '[ok]',
      '[ok]',
      '[x] ',
      '[x] ',
      '[x] ',
      '[-] ',
    ]);
    expect(plain.stdout.split('\n\n')[1]).toBe(
      `This computer still uses a pairing that the server has deleted.\nNext: Quit the desktop app, then run: node ${relative(process.cwd(), inject('commandLine'))} repair --codex-home ${scene.profile.codexHome}\n`,
    );
    expect(plain.stdout).not.toContain(scene.ids.clientId);
    expect((await scene.say('--all')).stdout).toContain(scene.ids.clientId);
  });

  it('is the same in German', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { stdout } = await scene.say('--lang', 'de');
    expect(stdout).toMatch(
      /✗ Dieser Computer [^]*\nWeiter: Beenden Sie die Desktop-App, dann: .* --lang de\n$/,
    );
  });

  it('speaks in plain sentences, without color into a pipe, with the same exit codes', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const dry = await scene.say('repair', '--dry-run', '--all');
    const repair = await scene.say('repair', '--all');
    const restore = await scene.say('restore');
    const spoken = [dry, repair, restore];

    expect(spoken.map(({ code, stdout }) => [code, sentence(stdout)])).toEqual([
      [3, 'This computer still uses a pairing that the server has deleted.'],
      [0, 'Fixed: the deleted pairing was removed from this computer.'],
      [0, 'The repair was taken back, and what was saved since was kept.'],
    ]);
    expect(spoken.every(({ stdout }) => !stdout.includes('\u001B') && /\nNext: .+\n$/.test(stdout))).toBe(
      true,
    );
    expect([listed(dry.stdout).length > 0, listed(repair.stdout)]).toEqual([true, listed(dry.stdout)]);
  });

  it('colors where it is asked to, into a pipe too', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { codexHome } = scene.profile;
    const coloured = await Promise.all([
      runCommand(['check', '--codex-home', codexHome], { env: { NO_COLOR: '', FORCE_COLOR: '1' } }),
      runCommand(['check', '--codex-home', codexHome, '--no-color'], { env: { FORCE_COLOR: '1' } }),
    ]);
    expect(coloured.map(({ stdout }) => stdout.includes('\u001B['))).toEqual([true, false]);
  });

  it('without a reader, does its work and ends with the same exit code, without a word', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const ends = [];
    for (const words of [['check', '--json'], ['check'], ['repair', '--json']]) {
      ends.push(await runUnread([...words, '--codex-home', scene.profile.codexHome]));
    }
    expect(ends).toEqual([
      { code: 3, stderr: '' },
      { code: 3, stderr: '' },
      { code: 0, stderr: '' },
    ]);
    expect((await scene.run('check')).report.status).not.toBe('stale');
  });

  it('prints all that it has to say before it ends, to a reader that is slow', async ({ onTestFinished }) => {
    const gone = Array.from({ length: 3000 }, (_, index) => `env_e_gone_${index}`);
    const state = (ids: StoredIds) => ({ ...stuckState(ids), [PAIRING_KEYS.addedEnvironmentIds]: gone });
    const { profile } = await openScene(onTestFinished, { state });
    const child = startCommand(['check', '--json', '--codex-home', profile.codexHome]);
    // More than any pipe holds: the rest waits in the process for its reader.
    await once(child.stdout, 'readable');
    const report = reportSchema.parse(JSON.parse(await text(child.stdout)));
    const told = new Set(report.findings.map(({ id }) => id));
    expect(gone.filter((id) => !told.has(id))).toEqual([]);
  });

  it('refuses what npm has kept for itself: a dry run is never a real repair', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const before = scene.snapshot();
    const env = { npm_command: 'run', npm_lifecycle_event: 'mobile-setup', npm_config_dry_run: 'true' };
    const { code, stderr } = await runCommand(['repair', '--codex-home', scene.profile.codexHome], { env });
    expect([code, stderr, scene.snapshot()]).toEqual([
      2,
      expect.stringContaining('npm run --silent mobile-setup -- repair --dry-run'),
      before,
    ]);
  });

  it('says what is being done with Ctrl-C, changes nothing and leaves nothing behind', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    scene.fault('environments', { hang: true });
    const before = filesOf(scene);
    const child = startCommand(['repair', '--codex-home', scene.profile.codexHome]);
    await scene.backend.waitForRequest(({ endpoint }) => endpoint === 'environments');
    expect(scene.names()).toContain(LOCK_FILE);
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number];
    expect([code, filesOf(scene)]).toEqual([130, before]);
  });

  it('ended after the cut, says what was done and what is left, and leaves nothing behind', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const { backend, accountId, ids } = scene;
    backend.setOnline({ accountId, environmentId: ids.environmentId, online: false });
    scene.fault('delete-client', { hang: true });
    const temporary = join(scene.profile.codexHome, 'tmp');
    mkdirSync(temporary);
    const child = startCommand(['repair', '--full', '--json', '--codex-home', scene.profile.codexHome], {
      TMPDIR: temporary,
    });
    const printed = text(child.stdout);
    await backend.waitForRequest(({ endpoint }) => endpoint === 'delete-client');
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];
    const report = reportSchema.parse(JSON.parse(await printed));
    expect([code, report.status, report.remote.map(({ outcome }) => outcome).includes('queued')]).toEqual([
      143,
      'repaired',
      true,
    ]);
    expect([scene.names().filter((name) => name.includes('.lock')), readdirSync(temporary)]).toEqual([
      [],
      [],
    ]);
  });

  it('loads neither React nor Electron nor the app-server, and what writes only to write', () => {
    const entry = readFileSync(fileURLToPath(new URL('tool.ts', import.meta.url)), 'utf8');
    const eager = entry.split('\n').filter((line) => line.startsWith('import '));
    expect(eager.join('\n')).not.toMatch(/commands\/|globalState|remoteControl/);
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
      heals: [{ mode: 'repair', removed: 26 }],
    });
    const { ids, accountId } = scene;
    const whole = [ids.clientId, ids.environmentId, accountId, ids.accountUserId, 'key-of-', 'MFkw'];
    expect(whole.filter((secret) => stdout.includes(secret))).toEqual([]);
  });
});
