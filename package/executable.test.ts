import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBackend, type Backend } from '../testing/backend/index.ts';
import { makeProfile, stuckState, type StoredIds } from '../testing/profiles/profile.ts';
import { PAIRING_KEYS } from '../electron/main/globalState/index.ts';
import { run } from '../tools/packaging/run.ts';

const ROOT = join(import.meta.dirname, '..');

let place: string;
let executable: string;
let backend: Backend;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'mobile-setup-executable-'));
  const script = `import { buildExecutable } from ${JSON.stringify(new URL('executable.ts', import.meta.url))};
    console.log(await buildExecutable(${JSON.stringify(join(place, 'built'))}));`;
  const built = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: ROOT });
  if (built.exitCode !== 0) throw new Error(`The executable could not be built:\n${built.stderr}`);
  executable = built.stdout.trim().split('\n').at(-1) ?? '';
  backend = await startBackend();
});
afterAll(async () => {
  await backend.close();
  rmSync(place, { recursive: true, force: true });
});

/** Runs the executable with nothing around it: no Node, no PATH; on Windows without this variable no program finds its network. */
async function alone(...words: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await promisify(execFile)(executable, [...words, '--json'], {
    cwd: place,
    env: { HOME: place, USERPROFILE: place, SystemRoot: process.env['SystemRoot'] },
  }).catch((error: unknown) => error as { stdout: string });
  return JSON.parse(stdout) as Record<string, unknown>;
}

test('without Node on the PATH, one file finds a stuck profile and repairs it', async () => {
  const account = backend.addAccount({});
  const ids: StoredIds = {
    baseUrl: backend.baseUrl,
    accountUserId: account.userId,
    clientId: 'cli_e_dead_0123456789',
    environmentId: 'env_e_dead_0123456789',
    installationId: '11111111-1111-4111-8111-111111111111',
  };
  const state = stuckState(ids);
  const profile = makeProfile({ backend, account, state, mirror: state });
  const home = ['--codex-home', profile.codexHome];
  const before = await alone('check', ...home);
  const repaired = await alone('repair', ...home);
  const after = await alone('check', ...home);
  expect([before['status'], repaired['status'], after['status']]).toEqual([
    'stale',
    'repaired',
    'not-enrolled',
  ]);
  expect(profile.readState()[PAIRING_KEYS.environmentId]).toBeUndefined();
  // What to type next is this program, not a Node that is not there.
  expect(before['nextStep']).toContain('run: mobile-setup repair');
  profile.remove();
});

test('beside it lie the licenses of its parts, and nothing else', () => {
  expect(readdirSync(join(place, 'built')).toSorted()).toEqual(
    ['licenses.md', basename(executable)].toSorted(),
  );
});
