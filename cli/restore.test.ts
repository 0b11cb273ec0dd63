import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from '../electron/main/globalState/index.ts';
import { openScene, type Scene } from '../testing/commandLine/testBed.ts';

const stamp = (number: number) => `202605040302${String(number).padStart(2, '0')}`;
const backupName = (number: number, file: string = MAIN_FILE) =>
  `${file}.mobile-pairing-backup.${stamp(number)}`;
const backupsOf = ({ names }: Scene) => names().filter((name) => name.includes('.mobile-pairing-backup.'));
const put = ({ profile }: Scene, name: string, content: string) =>
  writeFileSync(join(profile.codexHome, name), content, { mode: 0o600 });

describe.concurrent('restore', () => {
  it('with --exact puts back the exact bytes of the newest backup, or of the one named by name or path', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished, { mirror: null });
    const { profile, run } = scene;
    const contents = [1, 2, 3].map((number) => `{ "backup" : ${number}.0 }\r\n`);
    for (const [index, content] of contents.entries()) put(scene, backupName(index + 1), content);
    const restored = async (...named: readonly string[]) => {
      const { code, report } = await run('restore', '--exact', ...named);
      return [code, report.status, report.backup, readFileSync(profile.stateFile, 'utf8')];
    };
    const at = (number: number) => join(profile.codexHome, backupName(number));
    expect([await restored(), await restored(backupName(1)), await restored(at(2))]).toEqual([
      [0, 'restored', at(3), contents[2]],
      [0, 'restored', at(1), contents[0]],
      [0, 'restored', at(2), contents[1]],
    ]);
    expect(scene.backend.requests()).toEqual([]);
  });

  it('takes a repair back and keeps what was saved since, or puts back every byte with --exact', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const { profile, run } = scene;
    const before = scene.text(MAIN_FILE);
    const { report: repaired } = await run('repair');
    profile.writeState({ ...profile.readState(), 'local-projects': { fresh: 1 } });
    const kept = await run('restore');
    expect([kept.code, kept.report.status, profile.readState()]).toEqual([
      0,
      'restored',
      expect.objectContaining({
        'local-projects': { fresh: 1 },
        'electron-local-remote-control-environment-id': scene.ids.environmentId,
      }),
    ]);
    const exact = await run('restore', basename(repaired.backup ?? ''), '--exact');
    expect([exact.code, exact.report.message, scene.text(MAIN_FILE)]).toEqual([
      0,
      'The backup was put back, byte for byte.',
      before,
    ]);
  });

  it('takes a backup by the path that a shell completes', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { mirror: null });
    put(scene, backupName(1), '{"backup":1}');
    put(scene, backupName(2), '{"backup":2}');
    const { code, report } = await scene.run(
      'restore',
      relative(process.cwd(), join(scene.profile.codexHome, backupName(1))),
    );
    expect([code, report.backup]).toEqual([0, join(scene.profile.codexHome, backupName(1))]);
  });

  it('also over a file that is damaged', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { state: () => '\0\0\0', mirror: () => '\0' });
    put(scene, backupName(1), '{"good":1}');
    const { report } = await scene.run('restore');
    expect([report.status, scene.text(MAIN_FILE), scene.text(MIRROR_FILE)]).toEqual([
      'restored',
      '{"good":1}',
      '{"good":1}',
    ]);
  });

  it.for<[string, readonly string[], (scene: Scene) => void]>([
    ['there is none', [], () => undefined],
    ['the named one is not there', [backupName(9)], (scene) => put(scene, backupName(1), '{}')],
    ['the name is none of a backup', ['auth.json'], (scene) => put(scene, backupName(1), '{}')],
    ['the name leads elsewhere', [`../${backupName(1)}`], (scene) => put(scene, backupName(1), '{}')],
    ['it is damaged itself', [], (scene) => put(scene, backupName(1), '{"cut')],
  ])('is refused where %s', async ([, named, prepare], { onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    prepare(scene);
    const before = readdirSync(scene.profile.codexHome).map((name) => [name, scene.text(name)]);
    const { code, report } = await scene.run('restore', ...named);
    expect([code, report.status, report.reason]).toEqual([6, 'refused', 'no-backup']);
    expect(readdirSync(scene.profile.codexHome).map((name) => [name, scene.text(name)])).toEqual(before);
  });
});

describe.concurrent('backups', () => {
  it('are the ten newest, of both files where they differ', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { mirror: () => '{"another":1}' });
    for (let number = 1; number <= 12; number += 1) put(scene, backupName(number), '{}');
    const { report } = await scene.run('repair');
    const kept = backupsOf(scene);
    const made = kept.filter((name) => !name.includes(stamp(0).slice(0, -2)));
    expect([
      kept.length,
      made.length,
      scene.names().includes(backupName(3)),
      scene.names().includes(backupName(4)),
    ]).toEqual([11, 2, false, true]);
    expect(made.map((name) => join(scene.profile.codexHome, name))).toContain(report.backup);
  });
});

describe.concurrent('restore after a repair that gave this computer a new identity', () => {
  const change = { file: 'installation_id', path: [], op: 'set' } as const;

  it('brings the old identity back too, byte for byte, and the new one again where that is restored', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const { run, text, names } = scene;
    const files = () => [text(MAIN_FILE), text(MIRROR_FILE), text('installation_id')];
    const before = files();
    await run('repair', '--full', '--new-identity');
    const repaired = files();
    expect(repaired[2]).not.toBe(before[2]);
    const { code, report } = await run('restore');
    expect([code, report.status, report.changes, files()]).toEqual([0, 'restored', [change], before]);
    expect(report.message).toContain('This computer has its old identity again.');

    const replaced = names().find((name) => name.startsWith(`${MAIN_FILE}.mobile-pairing-before-restore.`));
    const undone = await run('restore', replaced ?? '');
    expect([undone.report.changes, files()]).toEqual([[change], repaired]);
    const again = await run('restore');
    expect([again.report.changes, files()]).toEqual([[change], before]);
  });

  it('brings it back alone where the repair changed nothing else', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { run, text } = scene;
    await run('repair', '--full');
    const repaired = text(MAIN_FILE);
    const old = text('installation_id');
    await run('repair', '--full', '--new-identity');
    const { report } = await run('restore');
    expect([report.status, report.changes, text('installation_id'), text(MAIN_FILE)]).toEqual([
      'restored',
      [change],
      old,
      repaired,
    ]);
    expect(basename(report.backup ?? '')).toMatch(/^installation_id\.mobile-pairing-backup\.\d{14}$/);
    expect([(await run('restore')).report.changes, text(MAIN_FILE) === repaired]).toEqual([[], false]);
  });

  it('leaves an identity alone that a repair has not changed', async ({ onTestFinished }) => {
    const { run, text, names } = await openScene(onTestFinished);
    const old = text('installation_id');
    await run('repair');
    const { report } = await run('restore');
    expect([
      report.changes,
      text('installation_id'),
      names().filter((name) => /^inst.*\d$/.test(name)),
    ]).toEqual([[], old, []]);
  });

  it('leaves the new one where this computer was paired under it since', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { run, text, profile } = scene;
    await run('repair', '--full', '--new-identity');
    const fresh = text('installation_id');
    const paired = {
      'electron-local-remote-control-environment-id': 'env_e_new',
      'codex-mobile-has-connected-device': true,
    };
    profile.writeState({ ...profile.readState(), ...paired });
    const { report } = await run('restore');
    expect([report.status, report.changes, text('installation_id'), profile.readState()]).toEqual([
      'restored',
      [],
      fresh,
      expect.objectContaining(paired),
    ]);
    expect(report.message).toContain('This computer keeps its new identity');
    const exact = await run('restore', '--exact');
    expect([exact.report.changes, text('installation_id') === fresh]).toEqual([[change], false]);
  });

  it('alone leaves the new one in the same case, unless it is named', async ({ onTestFinished }) => {
    const { run, text, profile, names } = await openScene(onTestFinished);
    await run('repair', '--full');
    await run('repair', '--full', '--new-identity');
    const fresh = text('installation_id');
    profile.writeState({
      ...profile.readState(),
      'electron-local-remote-control-environment-id': 'env_e_new',
    });
    expect([(await run('restore')).report.changes, text('installation_id')]).toEqual([[], fresh]);
    const old = names().find((name) => name.startsWith('installation_id.mobile-pairing-backup.'));
    const { report } = await run('restore', old ?? '');
    expect([report.status, report.changes]).toEqual(['restored', [change]]);
  });

  it('says what it could not put back, and the next try does it', async ({ onTestFinished }) => {
    const { run, text, profile } = await openScene(onTestFinished);
    const [main, old] = [text(MAIN_FILE), text('installation_id')];
    await run('repair', '--full', '--new-identity');
    const path = join(profile.codexHome, 'installation_id');
    rmSync(path);
    mkdirSync(path);
    const failed = await run('restore');
    expect([failed.code, failed.report.reason, failed.report.message, text(MAIN_FILE)]).toEqual([
      6,
      'identity-failed',
      "This computer's identity couldn't be changed. The rest of the repair was taken back.",
      main,
    ]);
    rmdirSync(path);
    expect([(await run('restore')).report.changes, text('installation_id'), text(MAIN_FILE)]).toEqual([
      [change],
      old,
      main,
    ]);
  });
});
