import { describe, expect, it } from 'vitest';
import type { RemoteId } from './record/contract.ts';
import { documentText, documentValue, parseDocument } from './jsonText/document.ts';
import type { JsonPath, JsonValue } from './jsonText/json.ts';
import { admissible, withoutRetired } from './tombstones.ts';

const RETIRED: readonly RemoteId[] = [
  { kind: 'client', id: 'client-dead' },
  { kind: 'environment', id: 'env_e_dead' },
];
const ENROLLMENTS = 'electron-remote-control-client-enrollments';
const ATOMS = 'electron-persisted-atom-state';

describe('the retired ids', () => {
  it('go from every place that pairing reads, and from no other', () => {
    const text = JSON.stringify({
      [ENROLLMENTS]: {
        'a\nb\nc\nd\nuser-1': { clientId: 'client-dead', keyId: 'k1' },
        opaque: { clientId: 'client-alive' },
        odd: 'client-dead',
        swapped: { clientId: 'env_e_dead' },
      },
      'electron-local-remote-control-environment-id': 'env_e_dead',
      'electron-local-remote-control-installation-id': 'env_e_dead',
      'selected-remote-host-id': 'remote-control:env_e_dead',
      'remote-connection-auto-connect-by-host-id': {
        'remote-control:env_e_dead': true,
        'remote-control:env_e_2': false,
      },
      'added-remote-control-env-ids': ['env_e_1', 'env_e_dead', 3],
      [ATOMS]: {
        'remote-control-host': ['x', { id: 'env_e_dead' }],
        'Codex-Mobile-client': 'client-dead',
        'codex-mobile-host': 'remote-control:env_e_dead',
        remote_control_sort: 'name',
        'last-host': 'env_e_dead',
      },
      'remote-projects': [{ hostId: 'remote-control:env_e_dead' }],
    });
    expect(documentValue(withoutRetired(parseDocument(text), RETIRED))).toEqual({
      [ENROLLMENTS]: {
        opaque: { clientId: 'client-alive' },
        odd: 'client-dead',
        swapped: { clientId: 'env_e_dead' },
      },
      'electron-local-remote-control-installation-id': 'env_e_dead',
      'remote-connection-auto-connect-by-host-id': { 'remote-control:env_e_2': false },
      'added-remote-control-env-ids': ['env_e_1', 3],
      [ATOMS]: { remote_control_sort: 'name', 'last-host': 'env_e_dead' },
      'remote-projects': [{ hostId: 'remote-control:env_e_dead' }],
    });
  });

  it('are of their kind: a client of the name of an environment is another thing', () => {
    const document = parseDocument('{"electron-local-remote-control-environment-id":"client-dead"}');
    expect(withoutRetired(document, RETIRED)).toBe(document);
  });

  it('are a prefix of nothing: a longer id is another id', () => {
    const document = parseDocument(
      '{"selected-remote-host-id":"remote-control:env_e_dead2","added-remote-control-env-ids":["env_e_dead2"]}',
    );
    expect(withoutRetired(document, RETIRED)).toBe(document);
  });

  it.each(['{}', `{"${ENROLLMENTS}":[],"${ATOMS}":"x","added-remote-control-env-ids":{"0":"env_e_dead"}}`])(
    'leave a document of another shape alone: %s',
    (text) => {
      expect(documentText(withoutRetired(parseDocument(text), RETIRED))).toBe(text);
    },
  );
});

describe('of a value to be written', () => {
  const dead = { clientId: 'client-dead' };
  it.each<[string, JsonPath, JsonValue, JsonValue | undefined]>([
    ['an entry', [ENROLLMENTS, 'k'], dead, undefined],
    ['an entry by its id', [ENROLLMENTS, 'k', 'clientId'], 'client-dead', undefined],
    ['a map of nothing else', [ENROLLMENTS], { k: dead }, undefined],
    ['a map with others', [ENROLLMENTS], { k: dead, l: { clientId: 'c' } }, { l: { clientId: 'c' } }],
    ['another entry', [ENROLLMENTS, 'k'], { clientId: 'c' }, { clientId: 'c' }],
    ['the environment', ['electron-local-remote-control-environment-id'], 'env_e_dead', undefined],
    ['the selection', ['selected-remote-host-id'], 'remote-control:env_e_dead', undefined],
    ['another selection', ['selected-remote-host-id'], 'local', 'local'],
    [
      'an auto-connect choice',
      ['remote-connection-auto-connect-by-host-id', 'remote-control:env_e_dead'],
      true,
      undefined,
    ],
    ['the added list', ['added-remote-control-env-ids'], ['env_e_dead', 'env_e_1'], ['env_e_1']],
    ['an empty list', ['added-remote-control-env-ids'], [], []],
    ['an atom', [ATOMS, 'codex-mobile-env'], { deep: ['env_e_dead'] }, undefined],
    ['deep in an atom', [ATOMS, 'codex-mobile-env', 'deep'], 'env_e_dead', undefined],
    ['all atoms', [ATOMS], { 'codex-mobile-env': 'env_e_dead', theme: 'dark' }, { theme: 'dark' }],
    ['an atom of another kind', [ATOMS, 'theme'], 'env_e_dead', 'env_e_dead'],
    ['another key', ['notes'], 'env_e_dead', 'env_e_dead'],
  ])('%s: what may be taken', (_, path, value, taken) => {
    expect(admissible(path, value, RETIRED)).toEqual(taken);
  });
});
