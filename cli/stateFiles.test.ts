import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it, type TestContext } from 'vitest';
import { stuckState, unpairedState, type StoredIds } from '../testing/profiles/profile.ts';
import {
  MAIN_FILE,
  MIRROR_FILE,
  type JsonObject,
  type JsonValue,
  PAIRING_KEYS as KEYS,
} from '../electron/main/globalState/index.ts';
import { reachableByAnyone } from '../testing/commandLine/reachable.ts';
import { openScene, runCommand, without } from '../testing/commandLine/testBed.ts';
import { filesOf, healed, pathsOf, stateOf } from '../testing/commandLine/states.ts';

const stuckText = (ids: StoredIds) => JSON.stringify(stuckState(ids));
/** For root no folder is closed: these tests run the tool as another user, from where that user can reach it. */
const anyone = (context: TestContext) => {
  const uid = 65_534;
  return { uid, ...reachableByAnyone(uid, inject('commandLine'), context) };
};

describe.concurrent('F15: a state file that cannot be read is left as it is, and so is its mirror', () => {
  it.for<[string, (ids: StoredIds) => string]>([
    ['empty', () => ''],
    ['only white space', () => ' \n\t'],
    ['filled with NUL', (ids) => '\0'.repeat(stuckText(ids).length)],
    ['ending in NUL', (ids) => `${stuckText(ids).slice(0, -50)}${'\0'.repeat(50)}`],
    ['cut off', (ids) => stuckText(ids).slice(0, -1)],
    ['a list', () => '[]'],
    ['null', () => 'null'],
    ['a text', () => '"{}"'],
    ['two objects', (ids) => `${stuckText(ids)}{}`],
  ])('%s', async ([, state], { onTestFinished }) => {
    const scene = await openScene(onTestFinished, { state, mirror: stuckState });
    const before = filesOf(scene);
    const check = await scene.run('check');
    const repair = await scene.run('repair');
    expect([check, repair].map(({ code, report }) => [code, report.status, report.reason])).toEqual([
      [6, 'refused', 'state-unreadable'],
      [6, 'refused', 'state-unreadable'],
    ]);
    expect([filesOf(scene), scene.backend.requests()]).toEqual([before, []]);
    expect(repair.report.nextStep).toMatch(/mobile-setup\.mjs restore /);
  });

  it('a folder', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { state: null, mirror: stuckState });
    mkdirSync(scene.profile.stateFile);
    const { code, report } = await scene.run('repair', '--full');
    expect([
      code,
      report.reason,
      statSync(scene.profile.stateFile).isDirectory(),
      stateOf(scene, 'mirror'),
    ]).toEqual([6, 'state-unreadable', true, stuckState(scene.ids)]);
  });

  it('the mirror, where it is all there is', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { state: null, mirror: () => '\0\0' });
    const before = filesOf(scene);
    const { code, report } = await scene.run('repair');
    expect([code, report.reason, filesOf(scene)]).toEqual([6, 'state-unreadable', before]);
  });

  it.runIf(process.getuid?.() === 0)('closed to this user', async (context) => {
    const { folder, ...asAnyone } = anyone(context);
    const scene = await openScene(context.onTestFinished, { folder });
    chmodSync(scene.profile.codexHome, 0o755);
    const before = filesOf(scene);
    const { code, report } = await scene.runAs(asAnyone, 'check');
    expect([code, report.reason, filesOf(scene)]).toEqual([6, 'state-unreadable', before]);
  });
});

describe.concurrent('beside a good state file', () => {
  it.for<[string, (ids: StoredIds) => string]>([
    ['empty', () => ''],
    ['NUL-filled', () => '\0'.repeat(100)],
    ['cut off', (ids) => stuckText(ids).slice(0, -1)],
  ])('a mirror that is %s is left alone and the file is healed', async ([, mirror], { onTestFinished }) => {
    const scene = await openScene(onTestFinished, { mirror });
    const { ids } = scene;
    const { code, report } = await scene.run('repair');
    expect([code, report.status, stateOf(scene), scene.text(MIRROR_FILE)]).toEqual([
      0,
      'repaired',
      healed(ids),
      mirror(ids),
    ]);
  });

  it('no mirror is made', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { mirror: null });
    const { report } = await scene.run('repair');
    expect([report.status, stateOf(scene), scene.names().includes(MIRROR_FILE)]).toEqual([
      'repaired',
      healed(scene.ids),
      false,
    ]);
  });
});

it.concurrent('a mirror without a state file is healed, and no state file is made', async ({
  onTestFinished,
}) => {
  const scene = await openScene(onTestFinished, { state: null, mirror: stuckState });
  const { report } = await scene.run('repair');
  expect([report.status, report.backup?.includes(MIRROR_FILE), stateOf(scene, 'mirror')]).toEqual([
    'repaired',
    true,
    healed(scene.ids),
  ]);
  expect(scene.names()).not.toContain(MAIN_FILE);
});

describe.concurrent('not enrolled', () => {
  it.for<[string, ((ids: StoredIds) => JsonObject) | null]>([
    ['without a file', null],
    ['without pairing keys', () => unpairedState()],
    ['with an empty object', () => ({})],
  ])('%s: no command makes or changes anything', async ([, state], { onTestFinished }) => {
    const scene = await openScene(onTestFinished, { state });
    const before = filesOf(scene);
    const runs = [
      ['check'],
      ['repair'],
      ['repair', '--dry-run'],
      ['repair', '--full'],
      ['repair', '--full', '--dry-run'],
    ];
    for (const words of runs) {
      const { code, report } = await scene.run(...words);
      expect([words, code, report.status, report.reason, report.changes, report.backup]).toEqual([
        words,
        0,
        'not-enrolled',
        null,
        [],
        null,
      ]);
    }
    expect(filesOf(scene)).toEqual(before);
  });

  it('signed out, and without a folder: the same', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { state: null, signedOut: true });
    const missing = join(scene.profile.codexHome, 'missing');
    const before = filesOf(scene);
    const env = { CODEX_HOME: missing };
    const runs = await Promise.all([
      scene.run('repair', '--full'),
      ...['check', 'repair'].map(async (command) => {
        const { code, stdout } = await runCommand([command, '--json'], { env });
        return { code, report: JSON.parse(stdout) as { status: string } };
      }),
    ]);
    expect(runs.map(({ code, report }) => [code, report.status])).toEqual(
      runs.map(() => [0, 'not-enrolled']),
    );
    expect(filesOf(scene)).toEqual(before);
  });
});

describe.concurrent('what survives', () => {
  it.for<[string, string, JsonValue]>([
    ['enrollments that are a list', KEYS.clientEnrollments, []],
    ['an environment that is a number', KEYS.environmentId, 7],
    ['a flag that is a text', KEYS.hasConnectedDevice, 'true'],
    ['added environments that are an object', KEYS.addedEnvironmentIds, {}],
    ['a selection that is null', KEYS.selectedHostId, null],
    ['auto-connect that is a list', KEYS.autoConnectByHostId, [1]],
    ['atoms that are a text', KEYS.atoms, 'none'],
  ])('%s, while the rest is healed', async ([, key, value], { onTestFinished }) => {
    const state = (ids: StoredIds): JsonObject => ({ ...stuckState(ids), [key]: value });
    const scene = await openScene(onTestFinished, { state, mirror: null });
    const { ids } = scene;
    const { code, report } = await scene.run('repair');
    const paths = pathsOf(ids).filter(([top, atom]) => {
      if (top === key) return false;
      if (key !== KEYS.environmentId) return true;
      // The pointers prove their environment gone, and with it goes what names it; the rest belongs to the odd value.
      return (
        top !== KEYS.installationId &&
        (top !== KEYS.atoms || atom === 'Electron:Remote-Control-Last-Environment')
      );
    });
    expect([code, report.status]).toEqual([0, 'repaired']);
    expect(stateOf(scene)).toEqual({
      ...without(state(ids), ...paths),
      [KEYS.addedEnvironmentIds]: key === KEYS.addedEnvironmentIds ? value : [],
    });
    const malformed = report.findings.filter(({ kind }) => kind === 'malformed-entry').map(({ id }) => id);
    expect(malformed).toEqual(value === null ? [] : [key]);
  });

  it('the mode of the files, and the link that one of them is', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { state: null });
    const { profile, ids } = scene;
    const elsewhere = join(profile.codexHome, 'elsewhere');
    mkdirSync(elsewhere);
    const target = join(elsewhere, 'state.json');
    writeFileSync(target, stuckText(ids));
    chmodSync(target, 0o640);
    symlinkSync(target, profile.stateFile);
    const { report } = await scene.run('repair');
    expect([report.status, stateOf(scene)]).toEqual(['repaired', healed(ids)]);
    expect([lstatSync(profile.stateFile).isSymbolicLink(), statSync(target).mode & 0o777]).toEqual([
      true,
      0o640,
    ]);
    expect(readFileSync(report.backup ?? '', 'utf8')).toBe(stuckText(ids));
  });
});

describe.concurrent('a folder that cannot be written', () => {
  it.runIf(process.getuid?.() === 0)(
    'is checked all the same, and a repair changes nothing',
    async (context) => {
      const { folder, ...asAnyone } = anyone(context);
      const scene = await openScene(context.onTestFinished, { folder });
      const { profile, names } = scene;
      for (const name of names()) chmodSync(join(profile.codexHome, name), 0o644);
      chmodSync(profile.codexHome, 0o555);
      context.onTestFinished(() => chmodSync(profile.codexHome, 0o755));
      const before = scene.snapshot();
      const check = await scene.runAs(asAnyone, 'check');
      const repair = await scene.runAs(asAnyone, 'repair');
      expect(
        [check, repair].map(({ code, report }) => [code, report.status, report.reason, report.changes]),
      ).toEqual([
        [3, 'stale', null, []],
        [6, 'refused', 'write-failed', []],
      ]);
      expect(scene.snapshot()).toEqual(before);
      chmodSync(profile.codexHome, 0o755);
    },
  );
});

it('a state file that cannot be read has a row that says so', async ({ onTestFinished }) => {
  const scene = await openScene(onTestFinished, { state: () => '{' });
  const { stdout } = await scene.say('check', '--ascii');
  expect(stdout).toContain("[x]  This computer  the desktop app's state file can't be read\n");
});

describe.concurrent('a folder that cannot be looked through', () => {
  it.runIf(process.getuid?.() === 0)('may hold a backup, so none is said to be missing', async (context) => {
    const { folder, ...asAnyone } = anyone(context);
    const scene = await openScene(context.onTestFinished, { folder });
    chmodSync(scene.profile.codexHome, 0o311);
    const { code, report } = await scene.runAs(asAnyone, 'restore');
    expect([code, report.reason, report.nextStep]).toEqual([
      6,
      'state-unreadable',
      expect.stringMatching(/^Correct the permissions of the file and its folder, then run: .* restore /),
    ]);
  });
});

describe.concurrent('what decides who and where', () => {
  it.for<[name: string, file: string, content: string, reason: string, code: number]>([
    ['no ChatGPT sign-in', 'auth.json', '{"OPENAI_API_KEY":"sk-secret-of-a-person"}', 'signed-out', 5],
    ['a damaged sign-in', 'auth.json', '{', 'signed-out', 5],
    ['a damaged configuration', 'config.toml', 'chatgpt_base_url = "', 'config-unreadable', 6],
    [
      'C35: a forbidden address',
      'config.toml',
      'chatgpt_base_url = "https://chatgpt.com.evil.com"',
      'bad-base-url',
      6,
    ],
    [
      'C35: an address without encryption',
      'config.toml',
      'chatgpt_base_url = "http://chatgpt.com"',
      'bad-base-url',
      6,
    ],
  ])(
    '%s: nothing is asked and nothing changes',
    async ([, file, content, reason, code], { onTestFinished }) => {
      const scene = await openScene(onTestFinished);
      writeFileSync(join(scene.profile.codexHome, file), content);
      const before = filesOf(scene);
      const runs = [await scene.run('check'), await scene.run('repair'), await scene.run('repair', '--full')];
      expect(runs.map((run) => [run.code, run.report.reason])).toEqual(runs.map(() => [code, reason]));
      expect(runs.map(({ stdout }) => stdout).join(' ')).not.toContain('sk-secret');
      expect([filesOf(scene), scene.backend.requests()]).toEqual([before, []]);
    },
  );

  it('no sign-in', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    rmSync(join(scene.profile.codexHome, 'auth.json'));
    const { code, report } = await scene.run('check');
    expect([code, report.status, report.reason]).toEqual([5, 'blocked', 'signed-out']);
  });
});
