import {
  MAIN_FILE,
  MIRROR_FILE,
  isJsonObject,
  openGlobalState,
} from '../../electron/main/globalState/index.ts';

/** Removes `a` wherever it is 1, in one commit that retires a client; `beforeCommit` is called when all is read. */
export async function commitWithoutA(folder: string, beforeCommit = () => {}): Promise<string> {
  const state = await openGlobalState({ folder, access: 'write' });
  const edits = ([MAIN_FILE, MIRROR_FILE] as const)
    .filter((file) => {
      const reading = state.read(file);
      return reading.kind === 'read' && isJsonObject(reading.value) && reading.value['a'] === 1;
    })
    .map((file) => ({ file, path: ['a'], expected: 1, op: 'remove' as const }));
  beforeCommit();
  return (
    await state.commit({
      edits,
      retire: [{ kind: 'client', id: 'c1', proven: true }],
      outbox: [],
      heal: null,
    })
  ).kind;
}
