import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { parse } from 'yaml';
import { bugs } from '../package.json' with { type: 'json' };
import { openScene, runCommand } from '../testing/commandLine/testBed.ts';
import { issueFormUrl } from './issueForm.ts';
import type { Report } from './report.ts';

const OPENER = process.platform === 'darwin' ? 'open' : 'xdg-open';

/** A folder with an opener that writes down what it was asked to open, and ends with this code; `null`: a folder without one. */
function openerFolder(onTestFinished: TestContext['onTestFinished'], exitCode: number | null) {
  mkdirSync('.test-homes', { recursive: true });
  const folder = mkdtempSync(join(process.cwd(), '.test-homes', 'opener-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const log = join(folder, 'opened');
  if (exitCode !== null) {
    const program = join(folder, OPENER);
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" >> '${log}'\nexit ${exitCode}\n`);
    chmodSync(program, 0o755);
  }
  return {
    env: { PATH: exitCode === null ? folder : `${folder}:/usr/bin:/bin` },
    opened: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []),
  };
}

const factsIn = (diagnostics: string | null) => Object.keys(JSON.parse(diagnostics ?? 'null'));

describe.skipIf(process.platform === 'win32').concurrent('report --open', () => {
  it('prints the report, then opens the form with the diagnostics and nothing secret', async ({
    onTestFinished,
  }) => {
    const { profile, ids, accountId } = await openScene(onTestFinished);
    const { env, opened } = openerFolder(onTestFinished, 0);
    const home = ['--codex-home', profile.codexHome];
    const { code, stdout, stderr } = await runCommand(['report', '--open', ...home], { env });
    const [address = '', ...more] = opened();
    const { origin, pathname, searchParams } = new URL(address);
    const secrets = [ids.clientId, ids.environmentId, ids.accountUserId, accountId, profile.codexHome];
    const told = decodeURIComponent(address);
    expect([code, `${origin}${pathname}`, more, secrets.filter((secret) => told.includes(secret))]).toEqual([
      3,
      `${bugs.url}/new`,
      [],
      [],
    ]);
    expect(stdout).toMatch(/^\*\*mobile-setup .*`stale`/);
    expect(stderr).toMatch(/^The form is open in your browser\. /);
    const printed = /```json\n([^]*)\n```/.exec(stdout)?.[1] ?? '';
    expect([searchParams.get('template'), searchParams.get('title')]).toEqual(['stuck.yml', 'stale']);
    expect(factsIn(searchParams.get('check'))).toEqual(factsIn(printed));
  });

  it.for([1, null])('shows the address where no browser opens (opener: %s)', async (exit, context) => {
    const { profile } = await openScene(context.onTestFinished);
    const { env } = openerFolder(context.onTestFinished, exit);
    const { code, stderr } = await runCommand(['report', '--open', '--codex-home', profile.codexHome], {
      env,
    });
    expect([code, stderr.split('\n')[0], stderr.includes(`\n${bugs.url}/new?template=stuck.yml`)]).toEqual([
      3,
      "Couldn't open a browser. Here is the form; look through it before you send it:",
      true,
    ]);
  });

  it('opens nothing unless it is asked for, and nothing for a script', async ({ onTestFinished }) => {
    const { profile } = await openScene(onTestFinished);
    const { env, opened } = openerFolder(onTestFinished, 0);
    const home = ['--codex-home', profile.codexHome];
    const plain = await runCommand(['report', ...home], { env });
    const script = await runCommand(['report', '--open', '--json', ...home], { env });
    expect([plain.code, script.code, script.stdout, opened()]).toEqual([3, 2, '', []]);
  });
});

const report = { version: '1.0.0', status: 'blocked', reason: 'forbidden', diagnostics: {} } as Report;
const hasDiagnostics = (length: number, platform: NodeJS.Platform) => {
  const long = { ...report, diagnostics: { text: 'x'.repeat(length) } };
  return new URL(issueFormUrl(long, platform)).searchParams.has('check');
};

describe('the address of the form', () => {
  it('names fields that the form has', () => {
    const form = parse(readFileSync('.github/ISSUE_TEMPLATE/stuck.yml', 'utf8')) as {
      body: { id?: string }[];
    };
    const names = [...new URL(issueFormUrl(report)).searchParams.keys()];
    const ownFields = names.filter((name) => name !== 'template' && name !== 'title');
    expect(ownFields.filter((name) => !form.body.some(({ id }) => id === name))).toEqual([]);
    expect(ownFields).toEqual(['system', 'check']);
  });

  it('leaves out diagnostics that are too long for GitHub, or for Windows', () => {
    expect([
      hasDiagnostics(7000, 'linux'),
      hasDiagnostics(8000, 'linux'),
      hasDiagnostics(1500, 'win32'),
      hasDiagnostics(7000, 'win32'),
    ]).toEqual([true, false, true, false]);
  });
});
