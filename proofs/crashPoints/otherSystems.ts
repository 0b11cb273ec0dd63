import pMap from 'p-map';
import { asOn, SYSTEMS } from '../failingCalls/systems.ts';
import { removeFolder } from '../harness/folder.ts';
import { makeFixture, nameOf, type Scenario } from '../harness/scenario.ts';
import { die, distinct } from '../secondProgram/die.ts';
import type { OtherProgram } from '../secondProgram/otherPrograms.ts';
import { run, type Stage } from '../secondProgram/run.ts';

const NO_OTHER: OtherProgram = { name: 'no other program', files: [], way: 'remove', keeps: [] };
const CONCURRENCY = 8;

/**
 * The same under the rules of other systems. The process is not killed there: of each operation every state is kept that a death would leave,
 * and the next launch, under the same rules, starts from each.
 */
export async function dieOnOtherSystems(scenarios: readonly Scenario[]) {
  let states = 0;
  const failures: string[] = [];
  for (const [where, system] of Object.entries(SYSTEMS)) {
    for (const scenario of scenarios) {
      const fixture = await makeFixture(scenario);
      const stage: Stage = { scenario, fixture, system, areOld: false };
      const found = await asOn(system.platform, async () => {
        const moments = distinct((await run(stage, null)).moments);
        states += moments.length;
        return await pMap(moments, (moment) => die(stage, NO_OTHER, moment), { concurrency: CONCURRENCY });
      });
      removeFolder(fixture.template);
      failures.push(
        ...found.flat().map(({ kind, what }) => `${nameOf(scenario)}, ${where}, ${what}: ${kind}`),
      );
    }
  }
  return { states, failures };
}
