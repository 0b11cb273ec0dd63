import { expect, it } from 'vitest';
import { isPairingPath, PAIRING_KEYS, REPAIR_KEY } from './pairingKeys.ts';

it('a write to the pairing identity, or to the whole of what holds it, needs the present epoch; any other does not', () => {
  const pairing = [
    [],
    [REPAIR_KEY],
    ...Object.values(PAIRING_KEYS).map((key) => [key]),
    [PAIRING_KEYS.clientEnrollments, 'x'],
    [PAIRING_KEYS.atoms, 'x-remote-control-y'],
    [PAIRING_KEYS.atoms, 'REMOTE_CONTROL'],
    [PAIRING_KEYS.atoms, 'codex-mobile', 'deep'],
  ];
  const others = [
    ['theme'],
    ['remote-control'],
    [PAIRING_KEYS.atoms, 'theme'],
    [PAIRING_KEYS.atoms, 'remote control'],
  ];
  expect([pairing.filter((path) => !isPairingPath(path)), others.filter(isPairingPath)]).toEqual([[], []]);
});
