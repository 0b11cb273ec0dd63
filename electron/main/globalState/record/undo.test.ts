import { expect, it } from 'vitest';
import { commitOf, testState } from '../../../../testing/fakes/stateFolder.ts';
import { deletion, heal, proven } from '../../../../testing/fakes/commits.ts';
import { MAIN_FILE, MIRROR_FILE } from '../disk/place.ts';
import type { Commit, Edit } from '../contract.ts';
import type { JsonObject, JsonValue } from '../jsonText/json.ts';
import { PAIRING_KEYS as KEYS } from '../pairingKeys.ts';

const ENVELOPE = 'electron-integrity-state-envelope';
const stuck: JsonObject = {
  [ENVELOPE]: 'issued first',
  'local-projects': { one: 1 },
  [KEYS.clientEnrollments]: { own: { clientId: 'c1' }, theirs: { clientId: 'c9' } },
  [KEYS.environmentId]: 'e1',
  [KEYS.setupCompleted]: true,
  [KEYS.addedEnvironmentIds]: ['e1', 'e2'],
};

const remove = (file: Edit['file'], path: readonly string[], expected: JsonValue): Edit => ({
  file,
  path,
  expected,
  op: 'remove',
});
const editsOf = (file: Edit['file']): readonly Edit[] => [
  remove(file, [KEYS.clientEnrollments, 'own'], { clientId: 'c1' }),
  remove(file, [KEYS.environmentId], 'e1'),
  remove(file, [KEYS.setupCompleted], true),
  { file, path: [KEYS.addedEnvironmentIds], expected: ['e1', 'e2'], op: 'set', value: ['e2'] },
];
const repair: Commit = commitOf({
  edits: [...editsOf(MAIN_FILE), ...editsOf(MIRROR_FILE)],
  retire: proven({ kind: 'client', id: 'c1' }, { kind: 'environment', id: 'e1' }),
  outbox: [deletion('phone')],
  heal,
});

async function repaired() {
  const text = `${JSON.stringify(stuck, null, 2)}\n`;
  const opened = await testState({ main: text, mirror: text });
  expect(await opened.state.commit(repair)).toMatchObject({ kind: 'committed' });
  const read = (file: Edit['file']) => JSON.parse(opened.text(file)) as Record<string, JsonValue>;
  return { ...opened, before: text, read };
}

it('puts back what the repair removed and keeps what was saved since, in both files', async () => {
  const { state, put, read } = await repaired();
  for (const file of [MAIN_FILE, MIRROR_FILE] as const) {
    const now = read(file);
    put(
      file,
      JSON.stringify({
        ...now,
        [ENVELOPE]: 'issued again',
        'local-projects': { one: 1, two: 2 },
        [KEYS.clientEnrollments]: { theirs: { clientId: 'c9' }, later: { clientId: 'c5' } },
        [KEYS.environmentId]: 'e5',
        [KEYS.addedEnvironmentIds]: ['e2', 'e3'],
        new: true,
      }),
    );
  }
  expect(await state.restore()).toMatchObject({ kind: 'restored' });
  const expected = {
    [ENVELOPE]: 'issued again',
    'local-projects': { one: 1, two: 2 },
    [KEYS.clientEnrollments]: {
      theirs: { clientId: 'c9' },
      later: { clientId: 'c5' },
      own: { clientId: 'c1' },
    },
    [KEYS.environmentId]: 'e5',
    [KEYS.setupCompleted]: true,
    [KEYS.addedEnvironmentIds]: ['e1', 'e2', 'e3'],
    new: true,
  };
  expect(read(MAIN_FILE)).toMatchObject(expected);
  expect(read(MIRROR_FILE)).toEqual(expected);
  expect(state.record).toMatchObject({ tombstones: [], outbox: [], heals: [] });
});

it('keeps what was saved since in the very places of the repair: a new enrollment, host and choice', async () => {
  const atoms = { 'permission-by-host-id-remote-control': { 'remote-control:e1': 'ask', box: 'ask' } };
  const old = {
    [KEYS.clientEnrollments]: { own: { clientId: 'c1', keyId: 'k1', label: 'old' } },
    [KEYS.selectedHostId]: 'remote-control:e1',
    [KEYS.setupCompleted]: true,
    [KEYS.atoms]: atoms,
  };
  const atom = [KEYS.atoms, 'permission-by-host-id-remote-control'];
  const edits: readonly Edit[] = [
    remove(MAIN_FILE, [KEYS.clientEnrollments, 'own'], { clientId: 'c1', keyId: 'k1', label: 'old' }),
    remove(MAIN_FILE, [KEYS.selectedHostId], 'remote-control:e1'),
    remove(MAIN_FILE, [KEYS.setupCompleted], true),
    {
      file: MAIN_FILE,
      path: atom,
      expected: atoms['permission-by-host-id-remote-control'],
      op: 'set',
      value: { box: 'ask' },
    },
  ];
  const since = {
    [KEYS.clientEnrollments]: { own: { clientId: 'c2', keyId: 'k2' } },
    [KEYS.selectedHostId]: 'remote-ssh-discovered:box',
    [KEYS.setupCompleted]: false,
  };
  for (const isKnown of [true, false]) {
    const { state, folder, put, text } = await testState({ main: JSON.stringify(old) });
    await state.commit(commitOf({ edits, heal }));
    const now = JSON.parse(text(MAIN_FILE)) as JsonObject;
    const { 'mobile-pairing-repair': record } = now;
    const choices = { 'permission-by-host-id-remote-control': { box: 'full', new: 'ask' } };
    const kept = isKnown && record !== undefined ? { 'mobile-pairing-repair': record } : {};
    put(
      MAIN_FILE,
      JSON.stringify({ ...now, ...since, [KEYS.atoms]: choices, 'mobile-pairing-repair': 0, ...kept }),
    );
    const { state: again } = await testState({}, { folder });
    expect(await again.restore()).toMatchObject({ kind: 'restored' });
    expect(JSON.parse(text(MAIN_FILE))).toMatchObject({
      ...since,
      [KEYS.atoms]: {
        'permission-by-host-id-remote-control': { 'remote-control:e1': 'ask', box: 'full', new: 'ask' },
      },
    });
  }
});

it.each([
  ['takes back the identity that this app has stored since', false],
  ['keeps it once a phone was paired with it', true],
])('%s', async (_, isPaired) => {
  const { state, text, read, before } = await repaired();
  state.noteOwner({ id: 'e5', accountId: 'acct', baseUrl: 'https://chatgpt.com/backend-api' });
  const write = (key: string, value: JsonValue) =>
    state.write({ path: [key], op: 'set', value, epoch: state.epoch });
  write(KEYS.environmentId, 'e5');
  if (isPaired) write(KEYS.setupCompleted, true);
  await state.flush();
  expect(await state.restore()).toMatchObject({ kind: 'restored' });
  const found = [MAIN_FILE, MIRROR_FILE].map((file) => read(file as Edit['file'])[KEYS.environmentId]);
  expect(found).toEqual(isPaired ? ['e5', 'e5'] : ['e1', 'e1']);
  expect([text(MAIN_FILE) === before, text(MIRROR_FILE) === before]).toEqual([!isPaired, !isPaired]);
});

it('is the old bytes where nothing else has changed', async () => {
  const { state, text, before } = await repaired();
  await state.restore();
  expect([text(MAIN_FILE), text(MIRROR_FILE)]).toEqual([before, before]);
});

it('with `exact` is the old bytes whatever was saved, and what was saved can be had again by its name', async () => {
  const { state, put, text, read, names, before } = await repaired();
  put(MAIN_FILE, JSON.stringify({ ...read(MAIN_FILE), week: 'of work' }));
  expect(await state.restore({ exact: true })).toMatchObject({ kind: 'restored' });
  expect(text(MAIN_FILE)).toBe(before);
  const kept = names().find((name) => name.startsWith(`${MAIN_FILE}.mobile-pairing-before-restore.`));
  expect(await state.restore({ backup: kept })).toMatchObject({ kind: 'restored' });
  expect(read(MAIN_FILE)).toMatchObject({ week: 'of work' });
});

it('of a repair that no record tells of puts back what belongs to pairing and what is not there any more', async () => {
  const { folder, put, read } = await repaired();
  const { 'mobile-pairing-repair': _, 'local-projects': __, ...rest } = read(MAIN_FILE);
  put(MAIN_FILE, JSON.stringify({ ...rest, theme: 'dark' }));
  const { state } = await testState({}, { folder });
  expect(await state.restore()).toMatchObject({ kind: 'restored' });
  expect(read(MAIN_FILE)).toMatchObject({ ...stuck, theme: 'dark' });
});
