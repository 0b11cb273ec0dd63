import { readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commitOf, testState } from '../../../testing/fakes/stateFolder.ts';
import { ENVIRONMENT, removal } from '../../../testing/fakes/commits.ts';
import { MAIN_FILE, MIRROR_FILE } from './disk/place.ts';

const mirror = '{\n  "local-projects": {"one": 1.0},\n  "theme": "dark"\n}\n';

describe('where the main file is missing and the mirror is good', () => {
  it('the mirror is the state', async () => {
    const { state } = await testState({ mirror });
    expect([state.get(['local-projects']), state.read(MAIN_FILE)]).toEqual([{ one: 1 }, { kind: 'absent' }]);
  });

  it('a write starts from it, to the byte', async () => {
    const { state, text } = await testState({ mirror });
    state.write({ path: [ENVIRONMENT], op: 'set', value: 'e1', epoch: 1 });
    expect([(await state.flush()).kind, text(MAIN_FILE)]).toEqual([
      'flushed',
      mirror.replace('"dark"', `"dark",\n  "${ENVIRONMENT}": "e1"`),
    ]);
  });

  it('so does a repair with something still to be saved, and brings nothing dead from it', async () => {
    const { state, text } = await testState({ mirror: `{"${ENVIRONMENT}":"dead","projects":1}` });
    state.write({ path: ['theme'], op: 'set', value: 'light', epoch: 1 });
    await state.commit(commitOf({ edits: [removal(MIRROR_FILE, [ENVIRONMENT], 'dead')] }));
    expect([JSON.parse(text(MAIN_FILE)), JSON.parse(text(MIRROR_FILE))]).toEqual([
      { projects: 1, theme: 'light' },
      { projects: 1, theme: 'light' },
    ]);
  });

  it('so it is when the main file goes while the app runs', async () => {
    const { state, path, text } = await testState({ main: mirror, mirror });
    rmSync(path(MAIN_FILE));
    state.write({ path: [ENVIRONMENT], op: 'set', value: 'e1', epoch: 1 });
    await state.flush();
    expect(JSON.parse(text(MAIN_FILE))).toMatchObject({ 'local-projects': { one: 1 }, [ENVIRONMENT]: 'e1' });
  });
});

it('a main file is not made beside a mirror that cannot be read', async () => {
  const { state, names } = await testState({ mirror: '{"cut' });
  expect(state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 })).toEqual({
    kind: 'refused',
    why: 'unreadable',
  });
  expect([(await state.commit(commitOf({}))).kind, names()]).toEqual(['unreadable', [MIRROR_FILE]]);
});

it('a link that leads nowhere is no missing file: it is left alone, and so is its mirror', async () => {
  const { path, folder, text } = await testState({ mirror });
  symlinkSync('/nowhere/at/all', path(MAIN_FILE));
  const { state } = await testState({}, { folder });
  expect([
    state.read(MAIN_FILE),
    state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 }),
    (await state.commit(commitOf({ edits: [removal(MIRROR_FILE, ['theme'], 'dark')] }))).kind,
    readlinkSync(path(MAIN_FILE)),
    text(MIRROR_FILE),
  ]).toMatchObject([
    { kind: 'unreadable', problem: 'dangling-link' },
    { kind: 'refused', why: 'unreadable' },
    'unreadable',
    '/nowhere/at/all',
    mirror,
  ]);
});

const deep = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('a value of any depth, and any text', () => {
  it.each([3000, 50_000])('can be checked, removed and put back (%d levels)', async (depth) => {
    const main = `{"${ENVIRONMENT}":${deep(depth)},"b":1}`;
    const { state, text } = await testState({ main, mirror: main });
    const expected = state.get([ENVIRONMENT]) ?? null;
    const edits = [
      removal(MAIN_FILE, [ENVIRONMENT], expected),
      removal(MIRROR_FILE, [ENVIRONMENT], expected),
    ];
    expect((await state.commit(commitOf({ edits }))).kind).toBe('committed');
    expect(JSON.parse(text(MAIN_FILE))).toEqual({ b: 1 });
    expect((await state.restore()).kind).toBe('restored');
    expect(text(MAIN_FILE)).toBe(main);
  });

  it('can be written', async () => {
    const { state, text } = await testState({ main: '{\n  "b": 1\n}' });
    const value = JSON.parse(deep(20_000)) as never;
    expect(state.write({ path: [ENVIRONMENT], op: 'set', value, epoch: 1 })).toEqual({ kind: 'accepted' });
    expect((await state.flush()).kind).toBe('flushed');
    expect(text(MAIN_FILE)).toContain('"a": 1');
  });

  it('keeps half a surrogate pair as it is written', async () => {
    const main = '{"a":"\\ud800","b":1}';
    const { state, text } = await testState({ main });
    state.write({ path: ['c'], op: 'set', value: '\udc00', epoch: 1 });
    await state.flush();
    expect([state.get(['a']), text(MAIN_FILE)]).toEqual(['\ud800', '{"a":"\\ud800","b":1,"c":"\\udc00"}']);
  });
});
