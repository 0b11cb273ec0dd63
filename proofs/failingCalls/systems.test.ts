import { expect, it } from 'vitest';
import { removeFolder } from '../harness/folder.ts';
import { makeFixture, nameOf, SCENARIOS } from '../harness/scenario.ts';
import { isDone, judge, type Expected } from './judge.ts';
import { namesIn, play, playUndisturbed } from './play.ts';
import { asOn, SYSTEMS, type OtherSystem } from './systems.ts';

const EVERY = Object.entries(SYSTEMS).flatMap(([name, system]) =>
  SCENARIOS.map((scenario): [string, string, (typeof SCENARIOS)[number], OtherSystem] => [
    nameOf(scenario),
    name,
    scenario,
    system,
  ]),
);

it.each(EVERY)('%s is done on %s, and nothing else changes', async (_what, _where, scenario, system) => {
  const fixture = await makeFixture(scenario);
  try {
    const whole = await playUndisturbed({ scenario, fixture });
    const expected: Expected = {
      operation: scenario.operation,
      old: fixture.old,
      whole: whole.first.texts,
      names: namesIn(fixture.template),
    };
    const played = await asOn(system.platform, () => play({ scenario, fixture }, system.create()));
    expect({ done: isDone(played.first.outcome), faults: judge(played, expected) }).toEqual({
      done: true,
      faults: [],
    });
  } finally {
    removeFolder(fixture.template);
  }
});
