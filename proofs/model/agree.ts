import {
  equalJson,
  MAIN_FILE,
  MIRROR_FILE,
  REPAIR_KEY,
  type GlobalState,
  type HealRecord,
  type JsonObject,
  type JsonValue,
} from '../../electron/main/globalState/index.ts';
import { viewOf, entryOf, type Entries, type Process } from './model.ts';
import { readFile, type System, type Model } from './system.ts';

/** Throws where the system is not what the model says it is: both files, and what each process sees. */
export function agree(model: Model, system: System): void {
  const [main, mirror] = [readFile(system.folder, MAIN_FILE), readFile(system.folder, MIRROR_FILE)];
  const record = (main?.[REPAIR_KEY] ?? {}) as Partial<Record<keyof Entries, readonly JsonValue[]>>;
  same('the main file', main && withoutRecord(main), model.disk.main);
  same('the mirror', mirror && withoutRecord(mirror), model.disk.mirror && withoutRecord(model.disk.mirror));
  sameEntries('the record in the file', record, model.disk.record);
  for (const who of [0, 1] as const) agreeOn(`process ${who}`, system.states[who], model.processes[who]);
}

function agreeOn(name: string, state: GlobalState, process: Process): void {
  const seen = state.get([]) as JsonObject;
  same(`${name}, its memory`, withoutRecord(seen), viewOf(process));
  sameEntries(`${name}, its record`, state.record as unknown as EntryLists, process.record);
  same(`${name}, its epoch`, state.epoch, process.epoch);
  const open = unfrozenIn(seen);
  if (open !== null) throw new Error(`${name}: the value ${open} can be changed by its reader`);
}

/** Throws unless the two are the same JSON. */
export function same(what: string, actual: JsonValue | undefined, expected: JsonValue | undefined): void {
  if (equalJson(actual, expected)) return;
  throw new Error(`${what}: it is ${JSON.stringify(actual)}, and should be ${JSON.stringify(expected)}`);
}

type EntryLists = Partial<Record<keyof Entries, readonly JsonValue[]>>;

function sameEntries(what: string, actual: EntryLists, expected: Entries): void {
  for (const part of ['tombstones', 'outbox', 'heals'] as const) {
    const entries = (actual[part] ?? []).map((item) =>
      part === 'heals'
        ? JSON.stringify(bareHeal(item as unknown as HealRecord))
        : entryOf(item as unknown as Parameters<typeof entryOf>[0]),
    );
    same(`${what}, ${part}`, entries.toSorted(), [...expected[part]].toSorted());
  }
}

/** A heal without what the owner of the file adds to it, for taking it back. */
function bareHeal({ at, mode, cause, removed }: HealRecord) {
  return { at, mode, cause, removed };
}

function withoutRecord(state: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(state).filter(([key]) => key !== REPAIR_KEY));
}

function unfrozenIn(value: JsonValue, name = 'itself'): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Object.isFrozen(value)) return name;
  for (const [key, inner] of Object.entries(value)) {
    const found = unfrozenIn(inner as JsonValue, key);
    if (found !== null) return found;
  }
  return null;
}
