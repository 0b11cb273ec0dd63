import {
  MAIN_FILE,
  MIRROR_FILE,
  REPAIR_KEY,
  type JsonObject,
} from '../../electron/main/globalState/index.ts';
import { NO_ENTRIES } from './model.ts';
import { withValue } from './plainJson.ts';
import { step, type Step } from './step.ts';
import { putFile, readFile, removeFile, type System, type World } from './system.ts';
import type { Change } from './writes.ts';

/** Another program changes one value of a file, and lays the file out its own way. */
export function editStep(
  file: typeof MAIN_FILE | typeof MIRROR_FILE,
  change: Change,
  indentation: number,
): Step {
  const part = file === MAIN_FILE ? 'main' : 'mirror';
  const act = (world: World, system: System) => {
    const content = readFile(system.folder, file);
    if (content === null || change.op === 'remove') return;
    putFile(system.folder, file, withValue(content, change.path, change.value), indentation);
    const before = world.disk[part] as JsonObject;
    world.disk = { ...world.disk, [part]: withValue(before, change.path, change.value) };
  };
  return step(`edit(${part}, ${JSON.stringify(change)})`, act, (world) => world.disk[part] !== null);
}

/** Another program writes the whole of what it remembers from the beginning: dead ids and all, and no record of repairs. */
export function oldMemoryStep(): Step {
  return step('oldMemory', (world, system) => {
    putFile(system.folder, MAIN_FILE, world.first.main);
    world.disk = { ...world.disk, main: world.first.main, record: NO_ENTRIES };
  });
}

/** Another program removes the mirror, or makes it from the main file. */
export function mirrorStep(isThere: boolean): Step {
  return step(`mirror(${isThere})`, (world, system) => {
    if (!isThere) removeFile(system.folder, MIRROR_FILE);
    else putFile(system.folder, MIRROR_FILE, withoutRecord(readFile(system.folder, MAIN_FILE) ?? {}));
    world.disk = { ...world.disk, mirror: isThere ? world.disk.main : null };
  });
}

/** The server forgets an id, or remembers it. */
export function serverStep(id: string, isAlive: boolean): Step {
  return step(`server(${isAlive ? 'knows' : 'forgets'} ${id})`, (world) => {
    if (isAlive) world.alive.add(id);
    else world.alive.delete(id);
  });
}

/** Someone else signs in. */
export function switchStep(): Step {
  return step('switch', (world) => {
    world.user = world.user === 'user-one' ? 'user-two' : 'user-one';
  });
}

function withoutRecord(state: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(state).filter(([key]) => key !== REPAIR_KEY));
}
