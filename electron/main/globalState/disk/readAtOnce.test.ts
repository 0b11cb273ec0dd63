import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { expect, it } from 'vitest';
import { standIn, testFolder } from '../../../../testing/fakes/stateFolder.ts';
import { readAtOnce, SOON_READ } from './readAtOnce.ts';
import { readBytes } from './readFile.ts';

it('is what `readBytes` reads, through a link too', async () => {
  const { path } = testFolder({ file: '{"a":"ü"}', empty: '' });
  symlinkSync(path('file'), path('link'));
  for (const name of ['file', 'empty', 'link']) {
    const [now, later] = [readAtOnce(path(name)), await readBytes(path(name))];
    expect(later).toMatchObject({
      ...now,
      version: { ...now?.version, seenAt: expect.any(Number) as number },
    });
    expect(now?.version.seenAt).toBeLessThanOrEqual(Date.now());
  }
});

it('is nothing of what needs more than one look', () => {
  const { path } = testFolder({ long: '', longest: '' });
  mkdirSync(path('folder'));
  symlinkSync(path('nowhere'), path('dangling'));
  truncateSync(path('long'), SOON_READ + 1);
  truncateSync(path('longest'), SOON_READ);
  symlinkSync('/dev/zero', path('device'));
  const names = ['missing', 'folder', 'dangling', 'device', 'long'];
  expect(names.map((name) => readAtOnce(path(name)))).toEqual(names.map(() => null));
  expect(readAtOnce(path('longest'))).toMatchObject({ kind: 'bytes' });
});

it('is nothing of a file that changes meanwhile', () => {
  const { path, put } = testFolder({ file: '{}' });
  standIn('readFileSync', (real) => (...given: Parameters<typeof real>) => {
    put('file', '{"a":1}');
    return real(...given);
  });
  expect(readAtOnce(path('file'))).toBeNull();
});
