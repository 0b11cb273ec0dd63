import { describe, expect, it } from 'vitest';
import { PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { isEmptyPlan, plan } from './plan.ts';
import {
  client,
  entry,
  environment,
  judge,
  list,
  OK,
  reading,
  REVOKED,
  stuck,
} from '../../../../testing/fakes/directoryFixtures.ts';

const healthy = {
  clients: list([client('c1'), client('phone')]),
  environments: list([environment('e1')]),
  refreshed: { c1: OK },
};

describe('an automatic repair', () => {
  it('asks the server for nothing', () => {
    const clients = list([client('c1'), client('pending', 'pending_enrollment')]);
    const { edits, remote } = plan(judge(stuck(), [reading({ clients }), reading({ clients })]), 'automatic');
    expect([edits.length > 0, remote]).toEqual([true, []]);
  });

  it('of nothing is empty', () => {
    expect(isEmptyPlan(plan(judge(stuck(), [reading(healthy)]), 'automatic'))).toBe(true);
  });

  it('keeps a flag that says no', () => {
    const state = { ...stuck(), [KEYS.hasConnectedDevice]: false };
    const { edits } = plan(judge(state, [reading(), reading()]), 'automatic');
    expect(edits.some(({ path }) => path[0] === KEYS.hasConnectedDevice)).toBe(false);
  });
});

describe('what it takes with an id', () => {
  it('are the pointers, also where no list of added environments names them', () => {
    const state = { [KEYS.selectedHostId]: 'remote-control:e-gone' };
    const { retire, edits } = plan(judge(state, [reading(), reading()]), 'automatic');
    expect([retire, edits.map(({ path }) => path)]).toEqual([
      [{ kind: 'environment', id: 'e-gone', proven: true }],
      [[KEYS.selectedHostId]],
    ]);
  });

  it('are the atoms that name it within a text', () => {
    const atoms = { 'remote-control-a': { last: 'client:c1/step' }, 'remote-control-b': 'client:c2' };
    const state = { [KEYS.clientEnrollments]: entry('c1'), [KEYS.atoms]: atoms };
    const { edits } = plan(judge(state, [reading({ refreshed: { c1: REVOKED } })]), 'automatic');
    expect(edits.map(({ path }) => path.at(-1))).toEqual([Object.keys(entry('c1'))[0], 'remote-control-a']);
  });

  it('is nothing of an environment that is called as the client was', () => {
    const state = {
      [KEYS.clientEnrollments]: entry('same'),
      [KEYS.selectedHostId]: 'remote-control:same',
      [KEYS.addedEnvironmentIds]: ['same'],
    };
    const environments = list([environment('same')]);
    const { edits } = plan(
      judge(state, [reading({ environments, refreshed: { same: REVOKED } })]),
      'automatic',
    );
    expect(edits.map(({ path }) => path[0])).toEqual([KEYS.clientEnrollments]);
  });
});
