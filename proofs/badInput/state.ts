import * as fc from 'fast-check';
import { makeProfile } from '../../testing/profiles/profile.ts';
import { openDesktop } from '../desktop/desktop.ts';
import { signInAt } from '../desktop/signIn.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { lossesBetween, readAll } from './loss.ts';
import { anyDirectoryBehaviour, serve } from './services.ts';
import { take, type Step } from './use.ts';
import { anyStateText, BASE_URL, IDS } from './values.ts';
import { fuzz, type Fuzzing } from './fuzz.ts';

const anySteps = fc.shuffledSubarray<Step>([
  'check',
  'repair',
  'repair with a new identity',
  'undo',
  'atom',
  'diagnostics',
]);

/** Any JSON under every key of pairing, in the file and its mirror, whatever a person then does. */
export function fuzzState(runs: number): Promise<Fuzzing> {
  const given = fc.record({
    state: anyStateText,
    mirror: fc.option(anyStateText, { nil: undefined }),
    directory: anyDirectoryBehaviour,
    steps: anySteps,
  });
  return fuzz('state', runs, given, async ({ state, mirror, directory, steps }) => {
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
      const desktop = await openDesktop(codexHome, { fetch: serve(directory) });
      for (const step of ['launch', ...steps] as const) await take(step, desktop);
      await desktop.quit();
      return lossesBetween(before, readAll(codexHome));
    } finally {
      removeFolder(folder);
    }
  });
}
