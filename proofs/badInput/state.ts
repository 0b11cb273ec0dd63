import * as fc from 'fast-check';
import { makeProfile } from '../../testing/profiles/profile.ts';
import { openDesktop } from '../desktop/desktop.ts';
import { signInAt } from '../desktop/signIn.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { lossesBetween, readAll } from './loss.ts';
import { anyMood, serve } from './services.ts';
import { take, type Step } from './use.ts';
import { anyStateText, BASE_URL, IDS } from './values.ts';
import { hunt, type Hunt } from './hunt.ts';

const anySteps = fc.shuffledSubarray<Step>([
  'check',
  'repair',
  'repair with a new identity',
  'undo',
  'atom',
  'diagnostics',
]);

/** Any JSON under every key of pairing, in the file and its mirror, whatever a person then does. */
export function huntInState(runs: number): Promise<Hunt> {
  const given = fc.record({
    state: anyStateText,
    mirror: fc.option(anyStateText, { nil: undefined }),
    mood: anyMood,
    steps: anySteps,
  });
  return hunt('state', runs, given, async ({ state, mirror, mood, steps }) => {
    const folder = makeFolder();
    try {
      const { codexHome } = makeProfile({
        ...signInAt(BASE_URL),
        folder,
        installationId: IDS.installationId,
        state,
        ...(mirror === undefined ? {} : { mirror }),
      });
      const before = readAll(codexHome);
      const desktop = await openDesktop(codexHome, { fetch: serve(mood) });
      for (const step of ['launch', ...steps] as const) await take(step, desktop);
      await desktop.quit();
      return lossesBetween(before, readAll(codexHome));
    } finally {
      removeFolder(folder);
    }
  });
}
