import { basename, dirname } from 'node:path';
import { requireMembers } from '../../shared/requireMembers.ts';
import type { GlobalState } from './contract.ts';
import type { JsonPath, JsonValue } from './jsonText/json.ts';
import { openGlobalState, type OpenOptions } from './openGlobalState.ts';
import { isPairingPath, REPAIR_KEY } from './pairingKeys.ts';

/** What an `electron-store` is taken for: a file of plain JSON (no `encryptionKey`), and three ways to it. */
export interface StoreLike {
  readonly path: string;
  store: Record<string, unknown>;
  get(key: string, otherwise?: unknown): unknown;
  set(key: string | Record<string, unknown>, value?: unknown): void;
}

/**
 * The owner of the state that an app keeps in an `electron-store`, so that the app can adopt this module. The store goes on as
 * before for everything but the pairing keys: those it reads and writes through the owner from now on. A repair so clears memory
 * and file in one step, and no late `store.set`, at quit or before, brings back what it removed.
 */
export async function globalStateOf(
  store: StoreLike,
  options: Omit<OpenOptions, 'folder' | 'name' | 'access'> = {},
): Promise<GlobalState> {
  requireMembers('globalStateOf', store, { path: 'a string', get: 'a function', set: 'a function' });
  const state = await openGlobalState({
    ...options,
    folder: dirname(store.path),
    name: basename(store.path),
    access: 'write',
  });
  guard(store, state);
  return state;
}

function guard(store: StoreLike, state: GlobalState): void {
  const kept = { get: store.get.bind(store), set: store.set.bind(store) };
  const whole = accessorOf(store, 'store');
  const write = (path: JsonPath, value: unknown) =>
    void state.write({ path, op: 'set', value: value as JsonValue, epoch: state.epoch });

  const set: StoreLike['set'] = (key, value) => {
    if (typeof key !== 'string') return Object.entries(key).forEach(([each, inner]) => set(each, inner));
    const path = pathOf(key);
    if (isPairingPath(path)) write(path, value);
    else kept.set(key, value);
  };
  Object.assign(store, {
    set,
    get: (key: string, otherwise?: unknown) => {
      const path = pathOf(key);
      return isPairingPath(path) ? (state.get(path) ?? otherwise) : kept.get(key, otherwise);
    },
  });
  Object.defineProperty(store, 'store', {
    configurable: true,
    get: () => ({ ...(whole.get() as object), ...pairingPart(state) }),
    set: (next: Record<string, unknown>) => {
      const entries = Object.entries(next);
      for (const [key, value] of entries) if (isPairingPath([key]) && key !== REPAIR_KEY) write([key], value);
      for (const key of Object.keys(pairingPart(state))) {
        if (!Object.hasOwn(next, key)) state.write({ path: [key], op: 'remove', epoch: state.epoch });
      }
      // What is on disk of the pairing keys is the owner's to change.
      const { store: onDisk } = { store: whole.get() as Record<string, unknown> };
      const theirs = Object.entries(onDisk).filter(([key]) => isPairingPath([key]));
      whole.set(Object.fromEntries([...entries.filter(([key]) => !isPairingPath([key])), ...theirs]));
    },
  });
}

/** The pairing keys as memory has them; our own record is never removed. */
function pairingPart(state: GlobalState): Readonly<Record<string, unknown>> {
  const whole = state.get([]) ?? {};
  return Object.fromEntries(
    Object.keys(whole)
      .filter((key) => isPairingPath([key]) && key !== REPAIR_KEY)
      .map((key) => [key, state.get([key])]),
  );
}

/** A store takes dots in a key for a path; the first part tells whose it is, and our own keys have none in them. */
function pathOf(key: string): JsonPath {
  const dot = key.indexOf('.');
  return dot < 0 ? [key] : [key.slice(0, dot), key.slice(dot + 1)];
}

function accessorOf(store: StoreLike, name: 'store'): { get: () => unknown; set: (value: unknown) => void } {
  for (
    let owner: object | null = store;
    owner !== null;
    owner = Object.getPrototypeOf(owner) as object | null
  ) {
    const property = Object.getOwnPropertyDescriptor(owner, name);
    if (property?.get && property.set) {
      return { get: property.get.bind(store) as () => unknown, set: property.set.bind(store) };
    }
  }
  throw new TypeError('A store is needed that reads and writes all of its file as `store`.');
}
