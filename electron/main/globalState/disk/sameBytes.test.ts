import { array, assert, property, uint8Array } from 'fast-check';
import { expect, it } from 'vitest';
import { testFolder } from '../../../../testing/fakes/stateFolder.ts';
import { versionHolding } from './readFile.ts';
import { areSameBytes, holdsBytesSync, LARGE } from './sameBytes.ts';
import { createFile } from './temporaryFile.ts';

const parted = array(
  uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
  { maxLength: 6 },
);

it('bytes are the same however they are parted', () => {
  assert(
    property(parted, parted, (left, right) => {
      const [whole, other] = [Buffer.concat(left), Buffer.concat(right)];
      expect(areSameBytes(left, [whole])).toBe(true);
      expect(areSameBytes([whole], left)).toBe(true);
      expect(areSameBytes(left, right)).toBe(whole.equals(other));
    }),
  );
});

const small = Array.from({ length: 3000 }, (_, index) => Buffer.alloc(999, index % 251));
const parts = [...small, Buffer.alloc(2 * LARGE + 1, 7), Buffer.from('end')];

it('a file of many parts is written whole, and told from one that differs in a byte, is longer or is shorter', async () => {
  const { path, put } = testFolder();
  const attributes = { mode: 0o600, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  await createFile(path('new'), parts, attributes);
  const whole = Buffer.concat(parts);
  const differs = Buffer.from(whole);
  differs[whole.length - 1] = 0;
  put('differs', differs);
  put('longer', Buffer.concat([whole, Buffer.from('.')]));
  put('shorter', whole.subarray(0, -1));
  const names = ['new', 'differs', 'longer', 'shorter', 'absent'];
  const atOnce = names.map((name) => holdsBytesSync(path(name), parts));
  const inPieces = await Promise.all(names.map((name) => versionHolding(path(name), parts)));
  expect([atOnce, inPieces.map((version) => version !== null)]).toEqual([
    [true, false, false, false, false],
    [true, false, false, false, false],
  ]);
});
