import { chmodSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MAIN_FILE, MIRROR_FILE } from '../../electron/main/globalState/index.ts';
import { createFakeAppServer } from '../../testing/fakes/fakeAppServer.ts';
import { makeProfile } from '../../testing/profiles/profile.ts';
import { serve } from '../badInput/services.ts';
import { BASE_URL, IDS, STUCK } from '../badInput/values.ts';
import { openDesktop } from '../desktop/desktop.ts';
import { signInAt } from '../desktop/signIn.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { until } from '../harness/until.ts';

/** Who may read what was written. */
export interface Modes {
  readonly files: number;
  readonly failures: readonly string[];
}

/** Runs `work` where nothing but the mode that is asked for keeps others out. */
export async function withoutUmask<T>(work: () => Promise<T>): Promise<T> {
  const before = process.umask(0);
  try {
    return await work();
  } finally {
    process.umask(before);
  }
}

/**
 * Launches, heals, pairs, repairs and undoes: a new state file is for its owner alone, one that is there keeps its mode, and
 * every backup is for its owner alone. To be run without a umask.
 */
export async function checkModes(): Promise<Modes> {
  const all = [await modesAfterLife(null), await modesAfterLife(0o600), await modesAfterLife(0o644)];
  return {
    files: all.reduce((sum, { files }) => sum + files, 0),
    failures: all.flatMap(({ failures }) => failures),
  };
}

async function modesAfterLife(before: number | null): Promise<Modes> {
  const folder = makeFolder();
  try {
    const { codexHome, stateFile, mirrorFile } = makeProfile({
      ...signInAt(BASE_URL),
      folder,
      installationId: IDS.installationId,
      ...(before === null ? {} : { state: STUCK, mirror: STUCK }),
    });
    if (before !== null) for (const file of [stateFile, mirrorFile]) chmodSync(file, before);
    const { remoteControl, state, quit } = await openDesktop(codexHome, {
      fetch: serve('nothing lives'),
      startAppServer: async () => ({ kind: 'ok', value: createFakeAppServer('env_e_new') }),
    });
    remoteControl.start();
    await until(() => remoteControl.screen.view.kind === 'pairing');
    await state.flush();
    const proposed = await remoteControl.proposeRepair();
    if (proposed.kind === 'proposed') await remoteControl.repair(proposed.summary.token, false);
    remoteControl.undo();
    await quit();
    return modesIn(codexHome, before ?? OWNER_ONLY);
  } finally {
    removeFolder(folder);
  }
}

const OWNER_ONLY = 0o600;

/**
 * The files of the state, its backups and its log in `folder`, at whatever depth, that have another mode than they should.
 * Windows has no modes.
 */
export function modesIn(folder: string, ofState: number = OWNER_ONLY): Modes {
  if (process.platform === 'win32') return { files: 0, failures: [] };
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const ours = names.map((name) => ({ name, base: basename(name) })).filter(({ base }) => OURS.test(base));
  return {
    files: ours.length,
    failures: ours.flatMap(({ name, base }) => {
      const mode = statSync(join(folder, name)).mode & 0o777;
      const wanted = base === MAIN_FILE || base === MIRROR_FILE ? ofState : OWNER_ONLY;
      return mode === wanted ? [] : [`${base} has the mode ${mode.toString(8)}, not ${wanted.toString(8)}`];
    }),
  };
}

const OURS = /^(?:\.codex-global-state\.json|mobile-setup\.log)/;
