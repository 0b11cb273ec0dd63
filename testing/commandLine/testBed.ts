import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, inject, type TestContext } from 'vitest';
import { startBackend, type Backend } from '../backend/index.ts';
import { makeProfile, stuckState, type Profile, type StoredIds } from '../profiles/profile.ts';
import type { JsonObject } from '../../electron/main/globalState/index.ts';
import { reportSchema, type Report } from '../../cli/reportSchema.ts';

/** A fault of the mocked backend. */
export type Fault = Parameters<Backend['addFault']>[0];

/** What one run of the command line came to. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** A run with `--json`, its one object read. */
export interface RanJson extends Ran {
  readonly report: Report;
}

interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Runs as this user; only root may. */
  readonly uid?: number;
  /** The Node and the tool that run; our own by default. */
  readonly node?: string;
  readonly tool?: string;
}

/** A backend and a `CODEX_HOME` of their own, and the command line on them. */
export interface Scene {
  readonly backend: Backend;
  readonly profile: Profile;
  readonly accountId: string;
  readonly ids: StoredIds;
  fault(endpoint: string, more: Partial<Fault>): void;
  /** Runs the command on this `CODEX_HOME` with `--json`. */
  run(...words: readonly string[]): Promise<RanJson>;
  /** Runs it without `--json`. */
  say(...words: readonly string[]): Promise<Ran>;
  runAs(options: RunOptions, ...words: readonly string[]): Promise<RanJson>;
  /** Every file of the `CODEX_HOME` with its facts and bytes; `.` is the folder itself. */
  snapshot(): Readonly<Record<string, object>>;
  names(): readonly string[];
  text(name: string): string;
}

/** What a scene begins with; the state of openai/codex#23112 in file and mirror by default. */
export interface SceneOptions {
  readonly state?: ((ids: StoredIds) => JsonObject | string) | null;
  readonly mirror?: ((ids: StoredIds) => JsonObject | string) | null;
  /** The server knows this computer, its client and a phone. */
  readonly isHealthy?: boolean;
  readonly signedOut?: boolean;
  readonly installationId?: string | null;
  /** The folder in which the profile is made; one of the project by default. */
  readonly folder?: string;
}

const INSTALLATION_ID = '11111111-1111-4111-8111-111111111111';

/** Opens a scene that is gone when the test is over. */
export async function openScene(
  onTestFinished: TestContext['onTestFinished'],
  options: SceneOptions = {},
): Promise<Scene> {
  const { state = stuckState, mirror = state, isHealthy = false, signedOut = false } = options;
  const backend = await startBackend();
  const { accountId, userId } = backend.addAccount({});
  const ids: StoredIds = {
    baseUrl: backend.baseUrl,
    accountUserId: userId,
    clientId: 'rcc_own_0123456789',
    environmentId: 'env_e_own_0123456789',
    installationId: INSTALLATION_ID,
  };
  const { installationId = INSTALLATION_ID, folder } = options;
  const profile = makeProfile({
    backend,
    account: { accountId },
    installationId,
    signedOut,
    ...(folder === undefined ? {} : { folder }),
    ...(state === null ? {} : { state: state(ids) }),
    ...(mirror === null ? {} : { mirror: mirror(ids) }),
  });
  onTestFinished(async () => {
    profile.remove();
    await backend.close();
  });
  if (isHealthy) {
    const { clientId, environmentId } = ids;
    backend.addClient({ accountId, clientId, deviceType: 'desktop', displayName: 'This computer' });
    backend.addClient({ accountId, clientId: 'rcc_phone_0123456789', environmentIds: [environmentId] });
    const place = { environmentId, installationId, hostName: hostname(), online: true };
    backend.addEnvironment({ accountId, ...place });
  }

  const inHome = (words: readonly string[]) => ['--codex-home', profile.codexHome, ...words];
  const runAs = async (given: RunOptions, ...words: readonly string[]): Promise<RanJson> => {
    const ran = await runCommand([...inHome(words), '--json'], given);
    expectNoSecrets(profile, ran);
    expect(ran.stdout, `${ran.stderr}\n${ran.stdout}`).toMatch(/^\{.*\}\n$/);
    return { ...ran, report: reportSchema.parse(JSON.parse(ran.stdout)) };
  };
  return {
    backend,
    profile,
    accountId,
    ids,
    fault: (endpoint, more) => void backend.addFault({ endpoint, ...more }),
    runAs,
    run: (...words) => runAs({}, ...words),
    say: async (...words) => {
      const ran = await runCommand(inHome(words));
      expectNoSecrets(profile, ran);
      return ran;
    },
    snapshot: () => snapshotOf(profile.codexHome),
    names: () => readdirSync(profile.codexHome).toSorted(),
    text: (name) => readFileSync(join(profile.codexHome, name), 'utf8'),
  };
}

/** Runs the built command line tool as a process of its own. */
export async function runCommand(
  words: readonly string[],
  { env = {}, uid, node = process.execPath, tool = inject('commandLine') }: RunOptions = {},
): Promise<Ran> {
  const { CODEX_HOME: _, ...inherited } = process.env;
  const started = performance.now();
  const child = spawn(node, [tool, ...words], {
    env: { ...inherited, ...env },
    // Another user may not be able to enter ours.
    ...(uid === undefined ? {} : { cwd: '/' }),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid }),
  });
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exitCode ?? once(child, 'exit'),
  ]);
  return { code: child.exitCode, stdout, stderr, milliseconds: performance.now() - started };
}

/** Whatever happened: no token is in the output, nor in any file but `auth.json`. */
function expectNoSecrets(profile: Profile, { stdout, stderr }: Ran): void {
  const { codexHome } = profile;
  const files = Object.entries(snapshotOf(codexHome)).filter(([name]) => name !== 'auth.json');
  const seen = [stdout, stderr, JSON.stringify(files)].join('\n');
  const secrets = secretsOf(codexHome).filter((secret) => seen.includes(secret));
  expect({ secrets, stderr }).toEqual({ secrets: [], stderr: '' });
}

function secretsOf(codexHome: string): readonly string[] {
  try {
    const auth = JSON.parse(readFileSync(join(codexHome, 'auth.json'), 'utf8')) as {
      tokens: Record<string, string>;
    };
    const { access_token = '', refresh_token = '' } = auth.tokens;
    return [access_token, refresh_token].filter(Boolean);
  } catch {
    return [];
  }
}

function snapshotOf(folder: string): Readonly<Record<string, object>> {
  return Object.fromEntries(
    ['.', ...readdirSync(folder).toSorted()].map((name) => {
      const path = join(folder, name);
      const facts = lstatSync(path);
      const { mtimeMs, ctimeMs, size, mode, ino } = facts;
      const bytes = facts.isFile() ? readFileSync(path).toString('latin1') : null;
      return [name, { mtimeMs, ctimeMs, size, mode, ino, bytes }];
    }),
  );
}

/** `state` without what stands at these paths. */
export function without(state: JsonObject, ...paths: readonly (readonly string[])[]): JsonObject {
  const copy = structuredClone(state) as Record<string, never>;
  for (const path of paths) {
    const last = path.at(-1) ?? '';
    let at: Record<string, never> = copy;
    for (const key of path.slice(0, -1)) at = at[key] ?? {};
    delete at[last];
  }
  return copy;
}
