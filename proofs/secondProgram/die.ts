import { keyOf, putState } from '../harness/diskState.ts';
import { observing } from '../harness/fileSystem.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { launchAgain } from '../harness/nextLaunch.ts';
import { missingIn } from './missing.ts';
import type { OtherProgram } from './otherPrograms.ts';
import type { Moment, Stage } from './run.ts';

/** What is wrong, by the promise that it breaks. */
export interface Wrong {
  readonly kind: 'removed alive' | 'lost' | 'resurrected';
  readonly what: string;
}

/** What is wrong after the next launch, where we were killed in `moment`. */
export async function die(
  { fixture, system }: Stage,
  program: OtherProgram,
  moment: Moment,
): Promise<readonly Wrong[]> {
  const folder = makeFolder();
  try {
    putState(folder, moment.state);
    const { lost, resurrected, unhealed } = await observing(
      system.create(),
      async () => await launchAgain({ folder, now: fixture.now }),
    );
    const found = [
      ...lost.map((what) => ({ kind: 'lost' as const, what })),
      ...[...resurrected, ...unhealed].map((what) => ({ kind: 'resurrected' as const, what })),
      ...missingIn(folder, program, { ...moment, copiesCount: true }),
    ];
    return found.map(({ kind, what }) => ({ kind, what: `${moment.where}: ${what}` }));
  } finally {
    removeFolder(folder);
  }
}

/** Each moment once. */
export function distinct(moments: readonly Moment[]): readonly Moment[] {
  return [...new Map(moments.map((moment) => [keyOfMoment(moment), moment])).values()];
}

function keyOfMoment({ state, written, asked }: Moment): string {
  return `${written.join()} ${asked.join()} ${keyOf(state)}`;
}
