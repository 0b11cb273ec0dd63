import {
  MAIN_FILE,
  MIRROR_FILE,
  REPAIR_KEY,
  type JsonObject,
  type StateFileName,
} from '../../electron/main/globalState/index.ts';
import { NO_ENTRIES } from './model.ts';
import { withValue } from './plainJson.ts';
import { step, type Step } from './step.ts';
import { putFile, readFile, removeFile, type Model } from './system.ts';
import { enrollmentOf } from './vocabulary.ts';
import type { Change } from './writes.ts';

/** What another program does to one of the files, all at once, and what that is in the model. */
export interface FileWrite {
  readonly file: StateFileName;
  readonly inFolder: (folder: string, model: Model) => void;
  readonly inModel: (model: Model) => void;
}

/** What another program does, one file after the other. */
export interface OtherProgram {
  readonly name: string;
  readonly writes: readonly FileWrite[];
}

/** Another program does it, with nothing of ours in between. */
export function otherStep({ name, writes }: OtherProgram): Step {
  return step(name, (model, system) => {
    for (const { inFolder, inModel } of writes) {
      inFolder(system.folder, model);
      inModel(model);
    }
  });
}

/** Changes one value of a file, and lays the file out its own way. */
export function editOf(file: StateFileName, change: Change, indentation: number): OtherProgram {
  const part = file === MAIN_FILE ? 'main' : 'mirror';
  return {
    name: `edit(${part}, ${JSON.stringify(change)})`,
    writes: [
      {
        file,
        inFolder: (folder) => {
          const content = readFile(folder, file);
          if (content === null || change.op === 'remove') return;
          putFile(folder, file, withValue(content, change.path, change.value), indentation);
        },
        inModel: (model) => {
          const before = model.disk[part];
          if (before === null || change.op === 'remove') return;
          model.disk = { ...model.disk, [part]: withValue(before, change.path, change.value) };
        },
      },
    ],
  };
}

/** Changes one value of both files, and leaves a mark of its own: bytes that were there before are nothing that anyone could notice. */
export function editOfBoth(change: Change): OtherProgram {
  return {
    name: `edit(both, ${JSON.stringify(change)})`,
    writes: ([MAIN_FILE, MIRROR_FILE] as const).flatMap((file) => [
      ...editOf(file, change, 2).writes,
      markIn(file),
    ]),
  };
}

function markIn(file: StateFileName): FileWrite {
  const marking = ({ steps }: Model) =>
    editOf(file, { op: 'set', path: ['mark'], value: steps, age: 0 }, 2).writes;
  return {
    file,
    inFolder: (folder, model) => marking(model).forEach((write) => write.inFolder(folder, model)),
    inModel: (model) => marking(model).forEach((write) => write.inModel(model)),
  };
}

/** Writes the whole of what it remembers from the beginning: dead ids and all, and no record of repairs. */
export const OLD_MEMORY: OtherProgram = {
  name: 'old memory',
  writes: [
    {
      file: MAIN_FILE,
      inFolder: (folder, { first }) => putFile(folder, MAIN_FILE, first.main),
      inModel: (model) => {
        model.disk = { ...model.disk, main: model.first.main, record: NO_ENTRIES };
      },
    },
  ],
};

/** The second account signs in, and its client is stored. */
export const OTHER_ACCOUNT: OtherProgram = (() => {
  const [path, value] = enrollmentOf('client-z');
  return { ...editOf(MAIN_FILE, { op: 'set', path, value, age: 0 }, 2), name: 'the other account signs in' };
})();

/** Removes the mirror. */
export const NO_MIRROR: OtherProgram = {
  name: 'no mirror',
  writes: [
    {
      file: MIRROR_FILE,
      inFolder: (folder) => removeFile(folder, MIRROR_FILE),
      inModel: (model) => {
        model.disk = { ...model.disk, mirror: null };
      },
    },
  ],
};

/** Makes the mirror from the main file. */
export const NEW_MIRROR: OtherProgram = {
  name: 'new mirror',
  writes: [
    {
      file: MIRROR_FILE,
      inFolder: (folder) => putFile(folder, MIRROR_FILE, withoutRecord(readFile(folder, MAIN_FILE) ?? {})),
      inModel: (model) => {
        model.disk = { ...model.disk, mirror: model.disk.main };
      },
    },
  ],
};

/** The server forgets an id, or remembers it. */
export function serverStep(id: string, isAlive: boolean): Step {
  return step(`server(${isAlive ? 'knows' : 'forgets'} ${id})`, (model) => {
    if (isAlive) model.alive.add(id);
    else model.alive.delete(id);
  });
}

/** Someone else signs in. */
export function switchStep(): Step {
  return step('switch', (model) => {
    model.user = model.user === 'user-one' ? 'user-two' : 'user-one';
  });
}

function withoutRecord(state: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(state).filter(([key]) => key !== REPAIR_KEY));
}
