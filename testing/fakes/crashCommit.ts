import {
  MAIN_FILE,
  MIRROR_FILE,
  isJsonObject,
  openGlobalState,
} from '../../electron/main/globalState/index.ts';
import { electronStoreFile } from '../../electron/main/globalState/disk/electronStoreFile.ts';

/** Removes `a` wherever it is 1, in one commit that retires a client; `beforeCommit` is called when all is read. */
export function commitWithoutA(folder: string, beforeCommit = () => {}): string {
  const state = openGlobalState({ folder, storeFile: electronStoreFile });
  const edits = ([MAIN_FILE, MIRROR_FILE] as const)
    .filter((file) => {
      const reading = state.read(file);
      return reading.kind === 'read' && isJsonObject(reading.value) && reading.value['a'] === 1;
    })
    .map((file) => ({ file, path: ['a'], expected: 1, op: 'remove' as const }));
  beforeCommit();
  return state.commit({ edits, retire: [{ kind: 'client', id: 'c1' }], outbox: [], heal: null }).kind;
}
