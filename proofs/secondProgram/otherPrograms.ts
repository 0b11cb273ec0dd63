import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  MAIN_FILE,
  MIRROR_FILE,
  PAIRING_KEYS,
  type JsonObject,
  type JsonPath,
  type StateFileName,
} from '../../electron/main/globalState/index.ts';
import { enrollmentKey, enrollmentValue, type StoredIds } from '../../testing/profiles/profileState.ts';
import { BASE_URL } from '../harness/directory.ts';
import { ENROLLED_MEANWHILE, MARK, stuckFile } from '../harness/stuckFiles.ts';

/** How a program puts its version there: as a new file, into the old one at once, or emptied first and filled some calls later. */
type Way = 'rename' | 'in place' | 'in two steps';

/** Another program that writes the state file, or its mirror, while we are at work on them. */
export type OtherProgram = {
  readonly name: string;
  readonly files: readonly StateFileName[];
} & (
  | {
      readonly way: Way;
      /** What it writes where it finds `content`. */
      readonly edit: (content: JsonObject) => JsonObject;
      /** What of that must be there in the end: its own, and ids that live. */
      readonly keeps: readonly JsonPath[];
    }
  | { readonly way: 'remove'; readonly keeps: readonly [] }
);

const OTHER_ACCOUNT: Enrollment = {
  baseUrl: BASE_URL,
  accountUserId: 'user-three',
  clientId: 'client-of-a-third-account',
};
const SAME_ACCOUNT: Enrollment = {
  baseUrl: BASE_URL,
  accountUserId: 'user-one',
  clientId: ENROLLED_MEANWHILE.client,
};

type Enrollment = Pick<StoredIds, 'baseUrl' | 'accountUserId' | 'clientId'>;

const fromMemory = (): JsonObject => ({ ...stuckFile('main'), [MARK]: 1 });
const withKey = (content: JsonObject): JsonObject => ({ ...content, [MARK]: 1 });
const withEnrollment = (ids: Enrollment, environmentId: string) => (content: JsonObject) => ({
  ...content,
  [PAIRING_KEYS.clientEnrollments]: {
    ...(content[PAIRING_KEYS.clientEnrollments] as JsonObject | undefined),
    [enrollmentKey(ids)]: enrollmentValue(ids),
  },
  [PAIRING_KEYS.environmentId]: environmentId,
  [MARK]: 1,
});
const enrollmentPath = (ids: Enrollment): JsonPath => [PAIRING_KEYS.clientEnrollments, enrollmentKey(ids)];

/** The desktop app, a tool beside it, and what else writes there. */
export const OTHER_PROGRAMS: readonly OtherProgram[] = [
  {
    name: 'the desktop app, from memory',
    files: [MAIN_FILE],
    way: 'in place',
    edit: fromMemory,
    keeps: [[MARK]],
  },
  {
    name: 'the desktop app, from memory',
    files: [MAIN_FILE],
    way: 'rename',
    edit: fromMemory,
    keeps: [[MARK]],
  },
  {
    name: 'the desktop app, both files',
    files: [MAIN_FILE, MIRROR_FILE],
    way: 'rename',
    edit: withKey,
    keeps: [[MARK]],
  },
  { name: 'a tool that adds a key', files: [MAIN_FILE], way: 'in place', edit: withKey, keeps: [[MARK]] },
  { name: 'a tool that adds a key', files: [MAIN_FILE], way: 'in two steps', edit: withKey, keeps: [[MARK]] },
  {
    name: 'a tool that writes the mirror alone',
    files: [MIRROR_FILE],
    way: 'in place',
    edit: withKey,
    keeps: [[MARK]],
  },
  {
    name: 'a tool that writes the mirror alone',
    files: [MIRROR_FILE],
    way: 'rename',
    edit: withKey,
    keeps: [[MARK]],
  },
  { name: 'a tool that removes the mirror', files: [MIRROR_FILE], way: 'remove', keeps: [] },
  {
    name: 'another account signs in',
    files: [MAIN_FILE],
    way: 'rename',
    edit: withEnrollment(OTHER_ACCOUNT, ENROLLED_MEANWHILE.environmentOfAnotherAccount),
    keeps: [[MARK], enrollmentPath(OTHER_ACCOUNT), [PAIRING_KEYS.environmentId]],
  },
  {
    name: 'the same account is set up again',
    files: [MAIN_FILE],
    way: 'in place',
    edit: withEnrollment(SAME_ACCOUNT, ENROLLED_MEANWHILE.environment),
    keeps: [[MARK], enrollmentPath(SAME_ACCOUNT), [PAIRING_KEYS.environmentId]],
  },
];

/** What a program has done so far. */
export interface Begun {
  /** The files that it has written: none of them makes a file that is not there. */
  readonly written: readonly StateFileName[];
  /** The file that is empty as yet and held open, and what will be in it; `null` where all is done. */
  readonly open: { readonly ino: bigint; readonly bytes: Buffer } | null;
  readonly finish: () => void;
}

/** Lets `program` write in `folder`, but for what a write in two steps has left to `finish`. */
export function begin(program: OtherProgram, folder: string): Begun {
  const written = program.files.filter((file) => existsSync(join(folder, file)));
  const done: Begun = { written, open: null, finish: () => {} };
  for (const file of written) {
    const path = join(folder, file);
    if (program.way === 'remove') {
      rmSync(path);
      continue;
    }
    const content = JSON.parse(readFileSync(path, 'utf8')) as JsonObject;
    const bytes = Buffer.from(`${JSON.stringify(program.edit(content), null, 2)}\n`);
    if (program.way === 'in two steps') return { ...done, ...emptied(path, bytes) };
    if (program.way === 'in place') writeFileSync(path, bytes);
    else {
      writeFileSync(`${path}.theirs`, bytes, { mode: 0o600 });
      renameSync(`${path}.theirs`, path);
    }
  }
  return done;
}

function emptied(path: string, bytes: Buffer): Pick<Begun, 'open' | 'finish'> {
  const file = openSync(path, 'w');
  const finish = () => {
    writeSync(file, bytes);
    closeSync(file);
  };
  return { open: { ino: fstatSync(file, { bigint: true }).ino, bytes }, finish };
}
