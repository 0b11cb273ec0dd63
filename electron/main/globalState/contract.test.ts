import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ElectronStore from 'electron-store';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commitOf, testFolder } from '../../../testing/fakes/stateFolder.ts';
import { DEAD, ENVIRONMENT, heal, proven, removal } from '../../../testing/fakes/commits.ts';
import { MAIN_FILE } from './disk/place.ts';
import type { GlobalState } from './contract.ts';
import { globalStateOf, type StoreLike } from './electronStore.ts';
import type { JsonObject } from './jsonText/json.ts';
import { openGlobalState } from './openGlobalState.ts';

/** A state in a folder of its own, and what its file holds. */
interface Opened {
  readonly state: GlobalState;
  readonly file: () => JsonObject;
}

async function openOurOwn(content: JsonObject): Promise<Opened> {
  const { folder, path } = testFolder({ [MAIN_FILE]: JSON.stringify(content) });
  return opened(await openGlobalState({ folder, access: 'write' }), path(MAIN_FILE));
}

async function openStore(content: JsonObject): Promise<Opened & { readonly store: StoreLike }> {
  const { folder } = testFolder({ 'config.json': JSON.stringify(content, null, '\t') });
  const store = new ElectronStore({ cwd: folder }) as unknown as StoreLike;
  return { ...opened(await globalStateOf(store), join(folder, 'config.json')), store };
}

function opened(state: GlobalState, path: string): Opened {
  onTestFinished(() => state.close());
  return { state, file: () => JSON.parse(readFileSync(path, 'utf8')) as JsonObject };
}

const stuck = { [ENVIRONMENT]: DEAD.id, theme: 'dark', nested: { 'a.b': 1 } };
const repair = commitOf({
  edits: [removal(MAIN_FILE, [ENVIRONMENT], DEAD.id)],
  retire: proven(DEAD),
  heal,
});

describe.each([
  ['our own file', openOurOwn],
  ['an electron-store', openStore],
] as const)('the state in %s', (_, open) => {
  it('shows what the file holds, and takes writes', async () => {
    const { state, file } = await open(stuck);
    expect(state.get([ENVIRONMENT])).toBe(DEAD.id);
    state.write({ path: ['nested', 'c'], op: 'set', value: 2, epoch: 1 });
    expect([state.get(['nested']), (await state.flush()).kind]).toEqual([{ 'a.b': 1, c: 2 }, 'flushed']);
    expect(file()).toEqual({ ...stuck, nested: { 'a.b': 1, c: 2 } });
  });

  it('is cleared in memory and file in one step', async () => {
    const { state, file } = await open(stuck);
    expect(await state.commit(repair)).toMatchObject({ kind: 'committed', epoch: 2 });
    expect([state.get([ENVIRONMENT]), file()]).toMatchObject([undefined, { theme: 'dark' }]);
    expect(file()).not.toHaveProperty(ENVIRONMENT);
  });

  it('takes no stale write, and none that brings a retired id back', async () => {
    const { state, file } = await open(stuck);
    await state.commit(repair);
    const write = { path: [ENVIRONMENT], op: 'set', value: DEAD.id } as const;
    expect([state.write({ ...write, epoch: 1 }), state.write({ ...write, epoch: 2 })]).toEqual([
      { kind: 'refused', why: 'old-epoch' },
      { kind: 'refused', why: 'retired-id' },
    ]);
    await state.close();
    expect(file()).not.toHaveProperty(ENVIRONMENT);
    expect(state.write({ ...write, path: ['theme'], epoch: 2 })).toEqual({ kind: 'refused', why: 'closed' });
  });

  it('can be taken back, with what was saved since', async () => {
    const { state, file } = await open(stuck);
    await state.commit(repair);
    state.write({ path: ['since'], op: 'set', value: 1, epoch: 2 });
    await state.flush();
    expect(await state.restore()).toMatchObject({ kind: 'restored', epoch: 3 });
    expect(file()).toMatchObject({ ...stuck, since: 1 });
  });
});

describe('an electron-store whose state has an owner', () => {
  it('writes nothing back at quit that a repair removed, one way or the other', async () => {
    const { state, store, file } = await openStore(stuck);
    const memory = { ...store.store };
    await state.commit(repair);
    expect([store.get(ENVIRONMENT), store.get(ENVIRONMENT, 'none')]).toEqual([undefined, 'none']);
    store.set(ENVIRONMENT, DEAD.id);
    store.set({ [ENVIRONMENT]: DEAD.id, theme: 'light' });
    store.store = memory;
    await state.close();
    expect([file(), state.refused['retired-id']]).toMatchObject([{ theme: 'dark', nested: { 'a.b': 1 } }, 3]);
    expect(file()).not.toHaveProperty(ENVIRONMENT);
    expect(file()).toHaveProperty(['mobile-pairing-repair', 'tombstones']);
  });

  it('goes on as before for everything else, and shows a new pairing at once', async () => {
    const { state, store, file } = await openStore(stuck);
    store.set('width', 1);
    store.set(ENVIRONMENT, 'env_e_new');
    expect([store.get('width'), store.get(ENVIRONMENT), store.store[ENVIRONMENT]]).toEqual([
      1,
      'env_e_new',
      'env_e_new',
    ]);
    await state.flush();
    expect(file()).toMatchObject({ width: 1, [ENVIRONMENT]: 'env_e_new', theme: 'dark' });
    const { [ENVIRONMENT]: _, ...rest } = store.store;
    store.store = rest;
    await state.close();
    expect(file()).not.toHaveProperty(ENVIRONMENT);
  });

  it('that is no plain JSON is left alone', async () => {
    const { folder, path } = testFolder();
    writeFileSync(path('config.json'), 'not JSON');
    const store = { path: path('config.json'), store: {}, get: () => 1, set: () => {} };
    Object.defineProperty(store, 'store', { configurable: true, get: () => ({}), set: () => {} });
    const state = await globalStateOf(store);
    onTestFinished(() => state.close());
    expect([state.read(MAIN_FILE), (await state.commit(repair)).kind, folder]).toMatchObject([
      { kind: 'unreadable' },
      'unreadable',
      folder,
    ]);
  });
});
