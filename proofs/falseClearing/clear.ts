import { makeProfile, stuckState } from '../../testing/profiles/profile.ts';
import { enrollmentValue } from '../../testing/profiles/profileState.ts';
import { PAIRING_KEYS, type JsonObject } from '../../electron/main/globalState/index.ts';
import { openDesktop } from '../desktop/desktop.ts';
import { ACCOUNT, signInAt } from '../desktop/signIn.ts';
import { changedSince, takeSnapshot } from '../desktop/snapshot.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { IDS, type Combination, type Place } from './cases.ts';
import { repair } from './command.ts';
import { FLICKERING, serve } from './service.ts';

/** Nothing is ever sent there: a service in this process answers. */
const BASE_URL = 'https://chatgpt.com/backend-api';

/** What one combination came to. */
export interface Clearing {
  readonly name: string;
  /** The files that were written, made or removed. */
  readonly files: readonly string[];
}

/** Two checks of the module with this service, with the heal that each of them would make. */
export function clearByModule(combination: Combination): Promise<Clearing> {
  const { name, place } = combination;
  return inProfile(`module, ${name}`, place, async (folder) => {
    const { remoteControl, state, quit } = await openDesktop(folder, { fetch: serve(combination) });
    remoteControl.start();
    await remoteControl.check('launch');
    await remoteControl.check('resume');
    await state.flush();
    await quit();
  });
}

/** `mobile-setup repair` with this service. */
export function clearByCommand(combination: Combination): Promise<Clearing> {
  const { name, place } = combination;
  return inProfile(`command, ${name}`, place, async (folder) => {
    await repair(folder, { fetch: serve(combination) });
  });
}

/** Runs `work` on a fresh `CODEX_HOME`, and says what it changed there. */
async function inProfile(
  name: string,
  place: Place,
  work: (folder: string) => Promise<void>,
): Promise<Clearing> {
  const folder = makeFolder();
  try {
    const state = stateFor(place);
    const { codexHome } = makeProfile({ ...signInAt(BASE_URL), folder, state, mirror: state });
    const before = takeSnapshot(codexHome);
    await work(codexHome);
    return { name, files: changedSince(before, takeSnapshot(codexHome)) };
  } finally {
    removeFolder(folder);
  }
}

/** The state of openai/codex#23112, and one id more that makes every check read twice. */
function stateFor(place: Place): JsonObject {
  const state = stuckState({ ...IDS, baseUrl: BASE_URL, accountUserId: ACCOUNT.userId }, { projects: 2 });
  const enrollments = state[PAIRING_KEYS.clientEnrollments] as JsonObject;
  return place.startsWith('environments')
    ? {
        ...state,
        [PAIRING_KEYS.clientEnrollments]: {
          ...enrollments,
          flickering: enrollmentValue({ accountUserId: ACCOUNT.userId, clientId: FLICKERING.clientId }),
        },
      }
    : { ...state, [PAIRING_KEYS.addedEnvironmentIds]: [IDS.environmentId, FLICKERING.environmentId] };
}
