import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { filesOf } from '../testing/commandLine/states.ts';
import { openScene } from '../testing/commandLine/testBed.ts';
import { tooOld } from './codexProgram.ts';

/** A `codex` that calls itself by this version and describes its requests by this script, and a temporary folder of its own. */
function codex(onTestFinished: TestContext['onTestFinished'], version: string, describeRequests: string) {
  mkdirSync('.test-homes', { recursive: true });
  const folder = mkdtempSync(join(process.cwd(), '.test-homes', 'codex-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [program, temporary] = [join(folder, 'codex'), join(folder, 'temporary')];
  mkdirSync(temporary);
  const script = `#!/bin/sh
[ "$1" = --version ] && { echo "${version}"; exit; }
touch "$CODEX_HOME/used"
out=$4
${describeRequests}
`;
  writeFileSync(program, script);
  chmodSync(program, 0o755);
  return { env: { CODEX_CLI_PATH: program, TMPDIR: temporary }, temporary };
}

const requests = (name: string) => `printf '{"method":"${name}"}' > "$out/ClientRequest.json"`;
const withoutExperimental = `case "$*" in *--experimental*) exit 2 ;; esac\n${requests('thread/start')}`;

describe.skipIf(process.platform === 'win32').concurrent('the Codex program in a report', () => {
  it.for<[what: string, version: string, script: string, connectsPhones: boolean | null]>([
    ['knows phones', 'codex-cli 0.169.0', requests('remoteControl/pairing/start'), true],
    ['knows none', 'codex-cli 0.125.0', requests('thread/start'), false],
    ['is from before that', 'codex-cli 0.94.0', withoutExperimental, false],
    ['does not say', 'codex-cli 0.25.0', 'exit 2', null],
    ['crashes', 'codex-cli 0.26.0', 'kill -9 $$', null],
  ])('that %s is told, and nothing is left behind', async ([, version, script, connectsPhones], context) => {
    const scene = await openScene(context.onTestFinished, { isHealthy: true });
    const { env, temporary } = codex(context.onTestFinished, version, script);
    const before = filesOf(scene);
    const { code, report } = await scene.runAs({ env }, 'report');
    const number = version.split(' ').at(-1);
    expect([code, report.diagnostics['codex']]).toEqual([
      0,
      { version: number, source: 'chosen', connectsPhones },
    ]);
    expect(report.message.includes(`Codex ${number} on this computer is too old`)).toBe(
      connectsPhones === false,
    );
    expect([filesOf(scene), readdirSync(temporary)]).toEqual([before, []]);
  });

  it('is not asked where there is no place to do so', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const { env } = codex(onTestFinished, 'codex-cli 0.169.0', 'true');
    const { code, report } = await scene.runAs({ env: { ...env, TMPDIR: '/nowhere' } }, 'report');
    expect([code, report.diagnostics['codex']]).toEqual([
      0,
      { version: null, source: 'chosen', connectsPhones: null },
    ]);
  });

  it('that is missing is told as missing', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const { code, report } = await scene.runAs({ env: { CODEX_CLI_PATH: '/nowhere/codex' } }, 'report');
    expect([code, report.diagnostics['codex']]).toEqual([0, null]);
  });

  it('that hangs holds the report up no longer than it may take', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const { env, temporary } = codex(onTestFinished, '', 'exec sleep 600');
    const { report } = await scene.runAs({ env }, 'report', '--timeout', '2');
    expect([report.diagnostics['codex'], readdirSync(temporary)]).toEqual([
      { version: null, source: 'chosen', connectsPhones: null },
      [],
    ]);
  });
});

it('names the command that updates it, where there is one', () => {
  const old = { version: '0.125.0', connectsPhones: false } as const;
  expect([
    tooOld({ ...old, source: 'npm' })?.en,
    tooOld({ ...old, source: 'desktop-app', version: null })?.en,
    tooOld({ ...old, source: 'npm', connectsPhones: null }),
  ]).toEqual([
    'Codex 0.125.0 on this computer is too old to connect a phone. To update it, run: npm install -g @openai/codex',
    'Codex on this computer is too old to connect a phone. Update it.',
    null,
  ]);
});
