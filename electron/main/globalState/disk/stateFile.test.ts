import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from './place.ts';
import { errorCode } from './errorCode.ts';
import { factsOf } from './fileFacts.ts';
import { confirmStateFile, readStateFile } from './stateFile.ts';
import { failure, standInAsync, testFolder } from '../../../../testing/fakes/stateFolder.ts';

it.each([
  ['EACCES', 'permission', 'may not be read by this user'],
  ['EPERM', 'permission', 'may not be read by this user'],
  ['EIO', 'io', 'could not be read from the disk'],
])('a file cannot be had where the system says %s', async (code, problem, sentence) => {
  const { folder } = testFolder({ [MAIN_FILE]: '{}' });
  standInAsync('stat', () => () => Promise.reject(failure(code)));
  const state = await readStateFile({ folder, name: MAIN_FILE }, MAIN_FILE);
  const message = `${MAIN_FILE} ${sentence}.`;
  expect(state).toEqual({ kind: 'unreadable', file: MAIN_FILE, problem, message });
  expect(factsOf({ folder, name: MAIN_FILE }, MAIN_FILE, state)).toMatchObject({
    exists: true,
    parse: problem,
  });
});

it('the facts of a file that is not there say so', () => {
  const { folder } = testFolder();
  expect(factsOf({ folder, name: MAIN_FILE }, MAIN_FILE, { kind: 'absent' })).toEqual({
    file: MAIN_FILE,
    exists: false,
    size: null,
    mode: null,
    modified: null,
    parse: 'absent',
  });
});

it.each([
  ['', 'is empty, which a crash or a full disk can do'],
  ['\0', 'is filled with zero bytes, which a crash or a full disk can do'],
  [Buffer.from([0xff]), 'is not valid text'],
  ['{', 'is damaged: it is not valid JSON'],
  ['[]', 'does not hold a JSON object'],
])('what is wrong with %j is told in a sentence', async (content, sentence) => {
  const { folder } = testFolder({ [MAIN_FILE]: content });
  expect(await readStateFile({ folder, name: MAIN_FILE }, MAIN_FILE)).toMatchObject({
    message: `${MAIN_FILE} ${sentence}.`,
  });
});

it('what is no file is told in a sentence too', async () => {
  const { folder, path } = testFolder();
  mkdirSync(path(MAIN_FILE));
  symlinkSync('nowhere', path(MIRROR_FILE));
  expect([
    await readStateFile({ folder, name: MAIN_FILE }, MAIN_FILE),
    await readStateFile({ folder, name: MAIN_FILE }, MIRROR_FILE),
  ]).toMatchObject([
    { message: `${MAIN_FILE} is not a file.` },
    { problem: 'dangling-link', message: `${MIRROR_FILE} is a link to a file that is not there.` },
  ]);
});

it('a file that is being written in place gets a moment to be whole', async () => {
  const { folder, path } = testFolder({ [MAIN_FILE]: '{"a":' });
  let looks = 0;
  standInAsync('realpath', (real) => (name: string) => {
    looks += 1;
    if (looks === 2) writeFileSync(path(MAIN_FILE), '{"a":1}');
    return real(name);
  });
  expect(await readStateFile({ folder, name: MAIN_FILE }, MAIN_FILE)).toMatchObject({ kind: 'read' });
});

it('what has not changed is not read again, and equal bytes are one document', async () => {
  const { folder, put } = testFolder({ [MAIN_FILE]: '{"a":1}', [MIRROR_FILE]: '{"a":1}' });
  const place = { folder, name: MAIN_FILE };
  const main = await readStateFile(place, MAIN_FILE);
  const mirror = await readStateFile(place, MIRROR_FILE, main);
  expect(main.kind === 'read' && mirror.kind === 'read' && main.document === mirror.document).toBe(true);
  put(MIRROR_FILE, '{"a":1}');
  expect(await confirmStateFile(place, MIRROR_FILE, mirror)).toMatchObject({
    document: expect.toSatisfy((document) => mirror.kind === 'read' && document === mirror.document),
  });
  put(MAIN_FILE, '{"a":2}');
  expect(await confirmStateFile(place, MAIN_FILE, main)).toBeNull();
});

it('an error is named by its code, or by what kind of error it is', () => {
  const odd = Object.assign(new TypeError('odd'), { code: 7 });
  expect([failure('ENOSPC'), new TypeError('x'), odd, 'text'].map(errorCode)).toEqual([
    'ENOSPC',
    'TypeError',
    'TypeError',
    'UNKNOWN',
  ]);
});
