import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { proven } from '../../../../testing/fakes/commits.ts';
import { build, environmentReadings, finish, viewOf } from '../../../../testing/fakes/testModule.ts';
import { eventually } from '../../../../testing/eventually.ts';

test('an id that a repair had removed and another program writes again starts a check', async () => {
  const built = await build('healthy');
  built.remoteControl.start();
  await eventually(() => expect(viewOf(built).kind).toBe('connected'));
  const retire = proven({ kind: 'environment', id: 'env_e_gone' });
  await built.state.commit({ edits: [], retire, outbox: [], heal: null });
  const { stateFile } = built.profile;
  const content = JSON.parse(readFileSync(stateFile, 'utf8')) as object;
  const before = environmentReadings();
  writeFileSync(stateFile, JSON.stringify({ ...content, 'added-remote-control-env-ids': ['env_e_gone'] }));
  await built.state.refresh();
  await eventually(() => expect(environmentReadings()).toBeGreaterThan(before));
  await finish(built);
});
