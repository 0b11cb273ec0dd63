import { mkdirSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAIN_FILE } from '../contract.ts';
import { errorCode, newOwner, readBytes, readFacts, readStateFile } from './stateFile.ts';
import { failure, standIn, testFolder } from '../../../../testing/fakes/stateFolder.ts';

describe('the bytes of a file', () => {
  it('come with who may read it', () => {
    const { path } = testFolder({ file: 'x' });
    const { uid, gid } = statSync(path('file'));
    const reading = { kind: 'bytes', bytes: Buffer.from('x'), owner: { mode: 0o600, uid, gid } };
    expect([readBytes(path('file')), readBytes(path('none')), readBytes(path('.'))]).toEqual([
      reading,
      { kind: 'absent' },
      { kind: 'failed', problem: 'not-a-file' },
    ]);
    expect(newOwner()).toEqual(reading.owner);
  });

  it.each([
    ['EACCES', 'permission', 'may not be read by this user'],
    ['EPERM', 'permission', 'may not be read by this user'],
    ['EIO', 'io', 'could not be read from the disk'],
  ])('cannot be had where the system says %s', (code, problem, sentence) => {
    const { folder, path } = testFolder({ [MAIN_FILE]: '{}' });
    standIn('statSync', () => () => {
      throw failure(code);
    });
    expect(readBytes(path(MAIN_FILE))).toEqual({ kind: 'failed', problem });
    expect(readStateFile(folder, MAIN_FILE)).toEqual({
      kind: 'unreadable',
      file: MAIN_FILE,
      problem,
      message: `${MAIN_FILE} ${sentence}.`,
    });
    expect(readFacts(folder, MAIN_FILE, { kind: 'absent' })).toEqual({
      file: MAIN_FILE,
      exists: true,
      size: null,
      mode: null,
      modified: null,
      parse: problem,
    });
  });
});

it('the facts of a file that is not there say so', () => {
  const { folder } = testFolder();
  expect(readFacts(folder, MAIN_FILE, { kind: 'absent' })).toEqual({
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
])('what is wrong with %j is told in a sentence', (content, sentence) => {
  const { folder } = testFolder({ [MAIN_FILE]: content });
  expect(readStateFile(folder, MAIN_FILE)).toMatchObject({ message: `${MAIN_FILE} ${sentence}.` });
});

it('what is no file is told in a sentence too', () => {
  const { folder, path } = testFolder();
  mkdirSync(path(MAIN_FILE));
  expect(readStateFile(folder, MAIN_FILE)).toMatchObject({ message: `${MAIN_FILE} is not a file.` });
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
