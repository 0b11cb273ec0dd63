import { expect, it } from 'vitest';
import { MAIN_FILE, PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { testState } from '../../../../testing/fakes/stateFolder.ts';
import { judge, reading, stuck } from '../../../../testing/fakes/directoryFixtures.ts';
import { withFreshAtoms } from './withFreshAtoms.ts';

const atoms = { 'codex-mobile-new': 1, theme: 'dark' };
const names = async (main: object | null) => {
  const { state } = await testState(main === null ? {} : { main: JSON.stringify(main) });
  const diagnosis = judge(stuck(), [reading()]);
  const { observation, ...rest } = withFreshAtoms(state, diagnosis);
  const { observation: judged, ...same } = diagnosis;
  expect([rest, { ...observation, local: [] }]).toEqual([same, { ...judged, local: [] }]);
  return observation.local.map(({ file, atoms: found, pointers }) => [
    file,
    found.map(({ path }) => path[1]),
    pointers.length,
  ]);
};

it('takes the atoms of this moment, and nothing else, while the environment is the one that was judged', async () => {
  expect([
    await names({ [KEYS.environmentId]: 'e1', [KEYS.atoms]: atoms }),
    await names({ [KEYS.environmentId]: 'e2', [KEYS.atoms]: atoms }),
    await names(null),
  ]).toEqual([
    [[MAIN_FILE, ['codex-mobile-new'], 2]],
    [[MAIN_FILE, ['remote-control-setup-step'], 2]],
    [[MAIN_FILE, ['remote-control-setup-step'], 2]],
  ]);
});
